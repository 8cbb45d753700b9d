package dev.hydrant.trainer.protein.shard;

import dev.hydrant.trainer.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/** The first 128 bytes of a protein shard. */
record ShardHeader(
    int chains, long residues, long indexAt, long fileBytes, byte[] sha256, int indexCrc) {
  static final int BYTES = 128;
  static final int INDEX_ENTRY = 16;
  static final int VERSION = 1;
  private static final byte[] MAGIC = "HYDRAHPS".getBytes(StandardCharsets.US_ASCII);
  private static final int CHECKED = 76;

  ByteBuffer toBytes() {
    ByteBuffer header = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putInt(VERSION).putInt(chains).putLong(residues).putLong(indexAt);
    header.putLong(fileBytes).put(sha256).putInt(indexCrc);
    header.putInt(crc(header.array(), 0, CHECKED));
    return header.clear();
  }

  /**
   * Reads and checks a header.
   *
   * @param header the first bytes of the file, at most 128
   * @param fileBytes the size that the file has
   */
  static ShardHeader parse(Path file, ByteBuffer header, long fileBytes) {
    if (header.remaining() < BYTES) {
      throw fault(file, "has " + fileBytes + " bytes, fewer than its header of " + BYTES);
    }
    byte[] bytes = new byte[BYTES];
    header.get(bytes);
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new DataException(
          file
              + " is no protein shard: it does not begin with HYDRAHPS."
              + "\nProtein shards are .hps files that an import of structures makes");
    }
    int version = from.getInt(8);
    if (version != VERSION) {
      throw new DataException(
          "Protein shard %s is of version %d, this program reads version %d.\nImport the structures again"
              .formatted(file, version, VERSION));
    }
    if (from.getInt(CHECKED) != crc(bytes, 0, CHECKED)) {
      throw fault(file, "has a damaged header");
    }
    ShardHeader parsed =
        new ShardHeader(
            from.getInt(12),
            from.getLong(16),
            from.getLong(24),
            from.getLong(32),
            Arrays.copyOfRange(bytes, 40, 72),
            from.getInt(72));
    if (parsed.fileBytes != fileBytes) {
      throw fault(file, "should have %d bytes and has %d".formatted(parsed.fileBytes, fileBytes));
    }
    return parsed;
  }

  static int crc(byte[] bytes, int from, int count) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, count);
    return (int) crc.getValue();
  }

  static DataException fault(Path file, String what) {
    return new DataException(
        "Protein shard "
            + file
            + " "
            + what
            + ".\nIt is truncated or damaged; copy it again, or import the structures again");
  }
}
