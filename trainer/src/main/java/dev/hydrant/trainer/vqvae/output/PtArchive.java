package dev.hydrant.trainer.vqvae.output;

import dev.hydrant.trainer.data.NewFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the {@code .pt} archives of {@code torch.save}: a stored zip of a pickle and the storages
 * of its tensors, which {@code torch.load(file, weights_only=True)} opens. Equal contents, equal
 * bytes.
 */
public final class PtArchive {
  private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private PtArchive() {}

  /**
   * Writes an archive, which appears in one step when it is whole.
   *
   * @param content by name: numbers, text, lists, maps and {@link Storage}s
   * @param beside further entries by name, which PyTorch passes over
   * @throws dev.hydrant.trainer.data.DataException if the place cannot be written; an earlier file
   *     stays as it was
   */
  public static void write(Path target, Map<String, Object> content, Map<String, byte[]> beside) {
    String folder = target.getFileName().toString().replaceFirst("\\.pt$", "") + "/";
    PickleWriter pickle = new PickleWriter();
    pickle.put(content);
    try (NewFile file = NewFile.in(target)) {
      try (OutputStream out = Files.newOutputStream(file.temporary());
          ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16))) {
        put(zip, folder + "data.pkl", pickle.finish());
        put(zip, folder + "byteorder", ascii("little"));
        List<Storage> storages = pickle.storages();
        for (int i = 0; i < storages.size(); i++) {
          put(zip, folder + "data/" + i, storages.get(i).bytes());
        }
        put(zip, folder + "version", ascii("3\n"));
        for (Map.Entry<String, byte[]> e : beside.entrySet()) {
          put(zip, folder + e.getKey(), e.getValue());
        }
      }
      file.publish();
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void put(ZipOutputStream zip, String name, byte[] data) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(data);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(ZIP_EPOCH);
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }
}
