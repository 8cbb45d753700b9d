package dev.hydrant.trainer.grammar.data;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.npy.NpyArray;
import dev.hydrant.trainer.data.npy.NpyType;
import dev.hydrant.trainer.data.npy.PackedBits;
import java.nio.file.Path;
import java.util.Set;

/**
 * The rules allowed at each place of each sequence, from a {@code masks_*.npy}: {@code bool [N, T,
 * P]}, {@code uint8 [N, T, P]} of zeros and ones, or {@code uint8 [N, T, ⌈P/8⌉]} as NumPy's {@code
 * packbits} packs them.
 */
final class MaskFile implements AutoCloseable {
  /** Rows that are looked at to tell zeros and ones from packed bits. */
  private static final int LOOKED_AT = 64;

  private final NpyArray array;
  private final int length;
  private final int width;
  private final boolean packed;

  private MaskFile(NpyArray array, boolean packed) {
    this.array = array;
    this.length = Math.toIntExact(array.shape()[1]);
    this.width = Math.toIntExact(array.shape()[2]);
    this.packed = packed;
  }

  /**
   * Maps the masks of sequences.
   *
   * @param largestId the largest number of a rule among them
   * @throws DataException if shape or type do not fit
   */
  static MaskFile open(Path file, RuleSequences sequences, int largestId) {
    NpyArray array =
        NpyArray.open(file)
            .require(
                "masks for " + sequences.where(),
                Set.of(NpyType.Kind.BOOL, NpyType.Kind.UINT8),
                sequences.size(),
                sequences.length(),
                -1);
    boolean isBool = array.type().kind() == NpyType.Kind.BOOL;
    MaskFile unpacked = new MaskFile(array, false);
    boolean packed = !isBool && (unpacked.width <= largestId || !unpacked.isZerosAndOnes());
    int room = packed ? 8 * unpacked.width : unpacked.width;
    if (room <= largestId) {
      throw new DataException(
          "%s has room for %d rules at each place, but %s uses rule %d.\nGive the masks that were made with these sequences"
              .formatted(array.where(), room, sequences.where(), largestId));
    }
    return new MaskFile(array, packed);
  }

  private boolean isZerosAndOnes() {
    long rows = Math.min(array.shape()[0], LOOKED_AT);
    for (byte b : array.bytes(0, (int) Math.min(array.size(), rows * length * width))) {
      if (b != 0 && b != 1) {
        return false;
      }
    }
    return true;
  }

  /** The most rules that it can have. */
  int room() {
    return packed ? 8 * width : width;
  }

  /**
   * Checks the last dimension.
   *
   * @throws DataException if it does not belong to so many rules
   */
  void requireFor(int productions) {
    int wanted = packed ? PackedBits.bytes(productions) : productions;
    if (width != wanted) {
      throw new DataException(
          "%s has a last dimension of %d, but %d rules take %d.\nGive the grammar or num_productions that it was made with"
              .formatted(where(), width, productions, wanted));
    }
  }

  String where() {
    return array.where();
  }

  /**
   * Reads the masks of a row.
   *
   * @return packed, {@code [T, ⌈room/8⌉]}
   */
  byte[] row(long index) {
    byte[] bytes = array.bytes(index * length * width, length * width);
    if (packed) {
      return bytes;
    }
    int stride = PackedBits.bytes(width);
    byte[] row = new byte[length * stride];
    for (int t = 0; t < length; t++) {
      for (int rule = 0; rule < width; rule++) {
        if (bytes[t * width + rule] != 0) {
          row[t * stride + (rule >>> 3)] |= (byte) (0x80 >>> (rule & 7));
        }
      }
    }
    return row;
  }

  /** Bytes of one place in a row. */
  int stride() {
    return packed ? width : PackedBits.bytes(width);
  }

  @Override
  public void close() {
    array.close();
  }
}
