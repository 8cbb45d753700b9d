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
 * module without parameters: a stored zip of source text and a pickle of about seventy bytes. It
 * does not read archives.
 */
final class TorchArchive {
  private static final String CLASS = "Hydrant";

  /** What products_checked.py remembers between calls: None at first. */
  private static final String MEMORY = "products_met";

  private TorchArchive() {}

  /**
   * @param methods TorchScript method definitions, indented by two spaces
   */
  static byte[] of(String methods) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      boolean remembers = methods.contains("self." + MEMORY);
      put(zip, "data.pkl", module(remembers));
      put(zip, "code/__torch__.py", (header(remembers) + methods).getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      put(zip, "version", "10\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String header(boolean remembers) {
    return "class "
        + CLASS
        + "(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
        + (remembers ? "  " + MEMORY + " : Optional[Dict[int, bool]]\n" : "");
  }

  /** Pickle, protocol 2: an instance of the class with {@code training} and what it remembers. */
  private static byte[] module(boolean remembers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(new byte[] {(byte) 0x80, 2});
      out.writeBytes("c__torch__\n" + CLASS + "\n)");
      out.write(0x81);
      out.writeBytes("}(");
      name(out, "training");
      out.write(0x88);
      if (remembers) {
        name(out, MEMORY);
        out.writeBytes("N");
      }
      out.writeBytes("ub.");
    }
    return bytes.toByteArray();
  }

  private static void name(DataOutputStream out, String name) throws IOException {
    out.writeBytes("X");
    out.writeInt(Integer.reverseBytes(name.length()));
    out.writeBytes(name);
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
