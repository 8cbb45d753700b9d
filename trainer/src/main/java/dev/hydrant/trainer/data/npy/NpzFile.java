package dev.hydrant.trainer.data.npy;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * An archive of arrays, as {@code np.savez} and {@code np.savez_compressed} write it. Arrays that
 * are stored are mapped, compressed ones unpacked into memory. Nothing is held open.
 *
 * <pre>{@code
 * NpzFile stats = NpzFile.open(Path.of("normalization_stats.npz"));
 * double[] mean = stats.array("cluster_1_mean").doubles(0, 42);
 * }</pre>
 */
public final class NpzFile {
  private static final String SUFFIX = ".npy";
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int PIECE = 1 << 18;

  private final SizedFile file;
  private final Map<String, ZipDirectory.Entry> entries;

  private NpzFile(SizedFile file, Map<String, ZipDirectory.Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Reads the table of contents.
   *
   * @throws DataException if the file is missing, damaged, or no such archive
   */
  public static NpzFile open(Path path) {
    SizedFile file = SizedFile.open(path);
    Map<String, ZipDirectory.Entry> entries = new LinkedHashMap<>();
    ZipDirectory.read(file)
        .forEach(
            (name, entry) -> {
              if (name.endsWith(SUFFIX)) {
                entries.put(name.substring(0, name.length() - SUFFIX.length()), entry);
              }
            });
    return new NpzFile(file, entries);
  }

  /** The names of the arrays, in their order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /**
   * Opens an array, after comparing its bytes with their checksum.
   *
   * @throws DataException if there is none of this name, or it is damaged
   */
  public NpyArray array(String name) {
    ZipDirectory.Entry entry = entries.get(name);
    if (entry == null) {
      throw new DataException(
          "%s has no array %s; it has %s"
              .formatted(
                  file.path(),
                  name,
                  entries.isEmpty() ? "none" : String.join(", ", entries.keySet())));
    }
    String where = file.path() + ", array " + name;
    long data = ZipDirectory.data(file, entry);
    if (entry.method() == STORED && entry.size() == entry.packed()) {
      check(entry, data, where);
      return NpyArray.map(where, file, data, entry.size(), ByteParts.PART);
    }
    if (entry.method() == DEFLATED) {
      return inflated(entry, data, where);
    }
    throw new DataException(
        "%s is packed by a method that is not read (%d).\nWrite it again with np.savez or np.savez_compressed"
            .formatted(where, entry.method()));
  }

  private void check(ZipDirectory.Entry entry, long data, String where) {
    CRC32 crc = new CRC32();
    for (long at = 0; at < entry.size(); at += PIECE) {
      crc.update(file.read(data + at, (int) Math.min(PIECE, entry.size() - at)));
    }
    compare(entry, crc, where);
  }

  private static void compare(ZipDirectory.Entry entry, CRC32 crc, String where) {
    if (crc.getValue() != entry.crc()) {
      throw damaged(where, "its bytes do not match their checksum");
    }
  }

  private NpyArray inflated(ZipDirectory.Entry entry, long data, String where) {
    try (Unpacker in = new Unpacker(file, data, entry, where)) {
      ByteBuffer head = in.next((int) Math.min(entry.size(), NpyHeader.LONGEST));
      NpyHeader header = NpyHeader.read(where, head);
      long length = NpyArray.dataBytes(where, header, entry.size());
      int element = header.type().bytes();
      int part = ByteParts.wholeElements(element, ByteParts.PART);
      head.position(header.dataOffset());
      List<ByteBuffer> parts = new ArrayList<>();
      for (long at = 0; at < length; at += part) {
        int size = (int) Math.min(part, length - at);
        ByteBuffer bytes = ByteBuffer.allocate(size);
        int fromHead = Math.min(size, head.remaining());
        bytes.put(head.slice(head.position(), fromHead));
        head.position(head.position() + fromHead);
        in.fill(bytes);
        parts.add(bytes.flip());
      }
      in.end();
      compare(entry, in.crc, where);
      return NpyArray.of(where, header, ByteParts.of(parts, element, ByteParts.PART));
    }
  }

  private static DataException damaged(String where, String how) {
    return new DataException(
        "%s is damaged: %s.\nCopy it again, or write it again with np.savez".formatted(where, how));
  }

  /** Unpacks a deflated entry piece by piece. */
  private static final class Unpacker implements AutoCloseable {
    private final SizedFile file;
    private final String where;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private long at;
    private final long end;

    Unpacker(SizedFile file, long data, ZipDirectory.Entry entry, String where) {
      this.file = file;
      this.where = where;
      this.at = data;
      this.end = data + entry.packed();
    }

    ByteBuffer next(int count) {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      fill(bytes);
      return bytes.flip();
    }

    void fill(ByteBuffer bytes) {
      int from = bytes.position();
      while (bytes.hasRemaining()) {
        if (inflate(bytes) == 0 && !feed()) {
          throw damaged(where, "it ends too early");
        }
      }
      crc.update(bytes.array(), from, bytes.position() - from);
    }

    /** Throws if there is more than was expected. */
    void end() {
      ByteBuffer one = ByteBuffer.allocate(1);
      while (!inflater.finished()) {
        if (inflate(one) > 0 || !inflater.finished() && !feed()) {
          throw damaged(where, "it does not end where it should");
        }
      }
    }

    private int inflate(ByteBuffer bytes) {
      try {
        return inflater.inflate(bytes);
      } catch (DataFormatException e) {
        throw damaged(where, "it cannot be unpacked (" + e.getMessage() + ")");
      }
    }

    private boolean feed() {
      if (!inflater.needsInput() || at >= end) {
        return false;
      }
      int n = (int) Math.min(PIECE, end - at);
      inflater.setInput(file.read(at, n));
      at += n;
      return true;
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
