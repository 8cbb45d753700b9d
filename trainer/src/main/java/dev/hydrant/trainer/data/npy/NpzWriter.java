package dev.hydrant.trainer.data.npy;

import dev.hydrant.trainer.data.NewFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes archives of arrays, uncompressed, so that they can be mapped; equal data, equal bytes. */
public final class NpzWriter {
  private static final int BUFFER = 1 << 16;
  private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzWriter() {}

  /**
   * Writes an archive, which appears in one step when it is whole.
   *
   * @param arrays by name, without {@code .npy}; a LinkedHashMap keeps their order
   * @throws dev.hydrant.trainer.data.DataException if the place cannot be written
   */
  public static void write(Path target, Map<String, NpyData> arrays) {
    try (NewFile file = NewFile.in(target)) {
      try (OutputStream out = Files.newOutputStream(file.temporary());
          ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER))) {
        for (Map.Entry<String, NpyData> array : arrays.entrySet()) {
          put(zip, array.getKey(), array.getValue());
        }
      }
      file.publish();
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    }
  }

  private static void put(ZipOutputStream zip, String name, NpyData data) throws IOException {
    byte[] header = data.header().toBytes();
    CRC32 crc = new CRC32();
    crc.update(header);
    elements(data, crc::update);
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(header.length + (long) data.count() * data.type().bytes());
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(ZIP_EPOCH);
    zip.putNextEntry(entry);
    zip.write(header);
    elements(data, zip::write);
    zip.closeEntry();
  }

  private interface Sink {
    void accept(byte[] bytes, int offset, int length) throws IOException;
  }

  private static void elements(NpyData data, Sink sink) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.max(BUFFER, data.type().bytes()));
    for (int next = 0; next < data.count(); ) {
      buffer.clear();
      next = data.put(buffer, next);
      sink.accept(buffer.array(), 0, buffer.position());
    }
  }
}
