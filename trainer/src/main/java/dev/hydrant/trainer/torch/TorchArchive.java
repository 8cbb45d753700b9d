package dev.hydrant.trainer.torch;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive (the {@code .pt} file of {@code torch.jit.save}) that holds one
 * module without parameters: a stored zip of source text and a pickle of seventy bytes. It does not
 * read archives.
 */
final class TorchArchive {
  private static final String CLASS = "Hydrant";
  private static final String HEADER =
      "class "
          + CLASS
          + "(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

  private TorchArchive() {}

  /**
   * @param methods TorchScript method definitions, indented by two spaces
   */
  static byte[] of(String methods) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "data.pkl", module());
      put(zip, "code/__torch__.py", (HEADER + methods).getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      put(zip, "version", "10\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Pickle, protocol 2: an instance of the class whose only attribute is {@code training}. */
  private static byte[] module() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(new byte[] {(byte) 0x80, 2});
      out.writeBytes("c__torch__\n" + CLASS + "\n)");
      out.write(0x81);
      out.writeBytes("}(X");
      out.writeInt(Integer.reverseBytes("training".length()));
      out.writeBytes("training");
      out.write(0x88);
      out.writeBytes("ub.");
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] data) throws IOException {
    ZipEntry entry = new ZipEntry("hydrant/" + name);
    CRC32 crc = new CRC32();
    crc.update(data);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }
}
