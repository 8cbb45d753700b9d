package dev.hydrant.trainer.data.npy;

/**
 * Truth values eight to a byte, the first in the highest bit, as NumPy's {@code packbits} writes
 * them; the last byte of a row is filled up with zeros.
 */
public final class PackedBits {
  private PackedBits() {}

  /** Bytes that hold a row of truth values. */
  public static int bytes(int bits) {
    return (bits + 7) >>> 3;
  }

  /** Packs a row. */
  public static byte[] pack(boolean... bits) {
    byte[] packed = new byte[bytes(bits.length)];
    for (int i = 0; i < bits.length; i++) {
      if (bits[i]) {
        packed[i >>> 3] |= (byte) (0x80 >>> (i & 7));
      }
    }
    return packed;
  }

  /** The truth value at a place of a row that begins at byte {@code offset}. */
  public static boolean get(byte[] packed, int offset, int bit) {
    return (packed[offset + (bit >>> 3)] & 0x80 >>> (bit & 7)) != 0;
  }

  /**
   * Unpacks a row.
   *
   * @param offset byte at which the row begins
   * @param bits length of the row
   */
  public static boolean[] unpack(byte[] packed, int offset, int bits) {
    boolean[] row = new boolean[bits];
    for (int i = 0; i < bits; i++) {
      row[i] = get(packed, offset, i);
    }
    return row;
  }
}
