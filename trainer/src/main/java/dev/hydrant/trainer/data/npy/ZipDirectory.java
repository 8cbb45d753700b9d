package dev.hydrant.trainer.data.npy;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The table of contents of a zip file, with the place of each entry's bytes, so that stored entries
 * can be mapped (which {@code java.util.zip} does not tell). Files over 4 GB (zip64) are read;
 * encrypted ones and those in several volumes are not.
 *
 * <p>Source: PKWARE's APPNOTE 6.3, sections 4.3 to 4.5.
 */
final class ZipDirectory {
  /**
   * One file in the archive.
   *
   * @param method 0 for stored, 8 for deflated
   * @param crc checksum of its bytes
   * @param packed bytes in the archive
   * @param size bytes of the file
   * @param header where its local header begins
   */
  record Entry(String name, int method, long crc, long packed, long size, long header) {}

  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int LOCAL_BYTES = 30;
  private static final int MOST = 1 << 26;
  private static final long IN_EXTRA = 0xFFFFFFFFL;

  private final SizedFile file;

  private ZipDirectory(SizedFile file) {
    this.file = file;
  }

  /** Reads the table: entries by name, in their order. */
  static Map<String, Entry> read(SizedFile file) {
    ZipDirectory zip = new ZipDirectory(file);
    try {
      return zip.entries();
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw zip.damaged("its table of contents is damaged");
    }
  }

  private Map<String, Entry> entries() {
    int tail = (int) Math.min(file.bytes(), END_BYTES + LONGEST_COMMENT);
    ByteBuffer end = file.read(file.bytes() - tail, tail).order(ByteOrder.LITTLE_ENDIAN);
    int at = tail - END_BYTES;
    while (at >= 0 && (end.getInt(at) != END || at + END_BYTES + end.getShort(at + 20) != tail)) {
      at--;
    }
    if (at < 0) {
      throw damaged("it has no table of contents at its end: it is cut short, or no .npz file");
    }
    long endsAt = file.bytes() - tail + at;
    long count = end.getShort(at + 10) & 0xFFFF;
    long size = end.getInt(at + 12) & IN_EXTRA;
    long start = end.getInt(at + 16) & IN_EXTRA;
    if (endsAt >= 20) {
      ByteBuffer locator = read(endsAt - 20, 20);
      if (locator.getInt(0) == LOCATOR_64) {
        ByteBuffer large = read(locator.getLong(8), 56);
        if (large.getInt(0) != END_64) {
          throw damaged("its table of contents is damaged");
        }
        count = large.getLong(32);
        size = large.getLong(40);
        start = large.getLong(48);
      }
    }
    if (size > MOST || start < 0 || start + size > endsAt) {
      throw damaged("its table of contents is damaged");
    }
    return table(read(start, (int) size), count);
  }

  private Map<String, Entry> table(ByteBuffer in, long count) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      int at = in.position();
      if (in.getInt(at) != CENTRAL) {
        throw damaged("its table of contents is damaged");
      }
      if ((in.getShort(at + 8) & 1) != 0) {
        throw damaged("it is encrypted");
      }
      int nameLength = in.getShort(at + 28) & 0xFFFF;
      int extraLength = in.getShort(at + 30) & 0xFFFF;
      int commentLength = in.getShort(at + 32) & 0xFFFF;
      byte[] name = new byte[nameLength];
      in.get(at + 46, name);
      Entry entry =
          new Entry(
              new String(name, StandardCharsets.UTF_8),
              in.getShort(at + 10),
              in.getInt(at + 16) & 0xFFFFFFFFL,
              in.getInt(at + 20) & IN_EXTRA,
              in.getInt(at + 24) & IN_EXTRA,
              in.getInt(at + 42) & IN_EXTRA);
      ByteBuffer extra = in.slice(at + 46 + nameLength, extraLength).order(in.order());
      entries.put(entry.name(), widened(entry, extra));
      in.position(at + 46 + nameLength + extraLength + commentLength);
    }
    return entries;
  }

  /** Numbers that do not fit 32 bits stand in an extra field, each only if it does not fit. */
  private static Entry widened(Entry e, ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = extra.getShort();
      int length = extra.getShort() & 0xFFFF;
      int next = extra.position() + length;
      if (id == 1) {
        long size = e.size() == IN_EXTRA ? extra.getLong() : e.size();
        long packed = e.packed() == IN_EXTRA ? extra.getLong() : e.packed();
        long header = e.header() == IN_EXTRA ? extra.getLong() : e.header();
        return new Entry(e.name(), e.method(), e.crc(), packed, size, header);
      }
      extra.position(next);
    }
    return e;
  }

  /** Where the bytes of an entry begin, behind its local header. */
  static long data(SizedFile file, Entry entry) {
    ZipDirectory zip = new ZipDirectory(file);
    ByteBuffer local = zip.read(entry.header(), LOCAL_BYTES);
    long data =
        entry.header()
            + LOCAL_BYTES
            + (local.getShort(26) & 0xFFFF)
            + (local.getShort(28) & 0xFFFF);
    if (local.getInt(0) != LOCAL || entry.packed() < 0 || data + entry.packed() > file.bytes()) {
      throw zip.damaged("the entry " + entry.name() + " is not where the table says");
    }
    return data;
  }

  private ByteBuffer read(long at, int count) {
    if (at < 0 || at + count > file.bytes()) {
      throw damaged("its table of contents is damaged");
    }
    return file.read(at, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private DataException damaged(String how) {
    return new DataException(
        "Cannot read %s: %s.\nCopy it again, or write it again with np.savez"
            .formatted(file.path(), how));
  }
}
