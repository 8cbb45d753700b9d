package dev.hydrant.trainer.protein.promod3;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * ProMod3's {@code structure_db.dat}, version 2, read entry by entry.
 *
 * <p>A header of 77 bytes that states sizes of types; u64 number of entries; for each u32 length
 * and text of the PDB id, likewise the chain, u32 offset, u16 size, u16 first residue number, 3 ×
 * f32. Then arrays, each u64 count and values: letters (1 byte a residue), positions of N, CA, C, O
 * as u16 in 0.01 Å (24 bytes), and six that are not read here: dihedral angles, accessibility,
 * depth, secondary structure and two profiles.
 */
public final class Promod3Database {
  private static final byte[] HEADER =
      HexFormat.of()
          .parseHex(
              "d20400000200000004000000040000000200000008000000020000000600000058000000"
                  + "28000000180000000600000004000000010000000000803f"
                  + "01010001000000000000000100ffffffff");
  private static final int[] BYTES_PER_RESIDUE = {1, 24, 4, 2, 2, 1, 40, 40};
  private static final int POSITIONS = 1;
  private static final float STEP = 0.01f;
  private static final int[] SLOTS = {AtomSlots.N, AtomSlots.CA, AtomSlots.C, AtomSlots.O};
  private static final short ATOMS = AtomSlots.NEEDED | 1 << AtomSlots.O;

  private final SizedFile file;
  private final List<Promod3Entry> entries;
  private final long lettersAt;
  private final long positionsAt;

  private Promod3Database(
      SizedFile file, List<Promod3Entry> entries, long lettersAt, long positionsAt) {
    this.file = file;
    this.entries = entries;
    this.lettersAt = lettersAt;
    this.positionsAt = positionsAt;
  }

  /**
   * Opens a database and checks its header and its size.
   *
   * @throws DataException if it is none of this version, or not whole
   */
  public static Promod3Database open(Path path) {
    SizedFile file = SizedFile.open(path);
    int start = HEADER.length;
    ByteBuffer head = file.read(0, (int) Math.min(start + 8, file.bytes()));
    for (int i = 0; i < start; i++) {
      if (!head.hasRemaining() || head.get() != HEADER[i]) {
        throw new DataException(
            ("%s is no structure database of ProMod3 that this program reads: it differs in byte"
                    + " %d.\nGive structure_db.dat of Debian's promod3-data 3.2.1")
                .formatted(path, i));
      }
    }
    EntryTable table = EntryTable.read(file, start);
    long at = table.end();
    long residues = -1;
    long[] starts = new long[BYTES_PER_RESIDUE.length];
    for (int i = 0; i < starts.length; i++) {
      require(file, at + 8);
      long count = file.read(at, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (count < 0 || (residues >= 0 && count != residues)) {
        throw damaged(file, "its arrays have different lengths");
      }
      residues = count;
      starts[i] = at + 8;
      at += 8 + BYTES_PER_RESIDUE[i] * count;
    }
    if (at != file.bytes()) {
      throw damaged(file, "it should have " + at + " bytes and has " + file.bytes());
    }
    for (Promod3Entry entry : table.entries()) {
      if (entry.offset() + entry.size() > residues) {
        throw damaged(file, "entry " + entry.id() + " lies beyond its end");
      }
    }
    return new Promod3Database(file, table.entries(), starts[0], starts[POSITIONS]);
  }

  static void require(SizedFile file, long bytes) {
    if (bytes > file.bytes()) {
      throw damaged(file, "it ends after " + file.bytes() + " bytes");
    }
  }

  static DataException damaged(SizedFile file, String what) {
    return new DataException(
        file.path() + " is truncated or damaged: " + what + ".\nCopy or unpack it again");
  }

  /** Number of chains. */
  public int size() {
    return entries.size();
  }

  /** Number of residues of a chain, without reading it. */
  public int length(int entry) {
    return entries.get(entry).size();
  }

  /** Reads a chain: N, CA, C, O, its place in space shifted. */
  public ProteinChain get(int index) {
    Promod3Entry entry = entries.get(index);
    int length = entry.size();
    ByteBuffer letters = file.read(lettersAt + entry.offset(), length);
    String sequence = new String(letters.array(), StandardCharsets.US_ASCII);
    if (!sequence.matches("[A-Z]*")) {
      throw damaged(file, "entry " + entry.id() + " has letters other than A to Z");
    }
    ByteBuffer steps =
        file.read(positionsAt + 24 * entry.offset(), 24 * length).order(ByteOrder.LITTLE_ENDIAN);
    float[] coordinates = new float[length * 3 * AtomSlots.COUNT];
    short[] atoms = new short[length];
    for (int i = 0; i < length; i++) {
      atoms[i] = ATOMS;
      for (int slot : SLOTS) {
        for (int k = 0; k < 3; k++) {
          coordinates[(i * AtomSlots.COUNT + slot) * 3 + k] = STEP * (steps.getShort() & 0xFFFF);
        }
      }
    }
    Source source = Source.named(file.path().getFileName().toString());
    return new ProteinChain(entry.id(), sequence, coordinates, atoms, List.of(), source);
  }

  /** PDB id of an entry. */
  public String structure(int entry) {
    return entries.get(entry).structure();
  }

  /** Name of an entry's chain in its PDB file. */
  public String chainName(int entry) {
    return entries.get(entry).chain();
  }
}
