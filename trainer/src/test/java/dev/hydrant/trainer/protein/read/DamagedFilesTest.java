package dev.hydrant.trainer.protein.read;

import static dev.hydrant.trainer.protein.PdbLines.alanines;
import static dev.hydrant.trainer.protein.PdbLines.residue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFilesTest {
  @TempDir Path folder;

  @Test
  void readsPackedFilesAndNamesTheEntryOfTheArchive() throws IOException {
    Path file = Files.write(folder.resolve("pdb1abc.ent.gz"), packed(alanines(3)));

    assertThat(StructureFile.read(file).get(0).chain().id()).isEqualTo("1abc_A");
    assertThat(StructureFile.read(file).get(0).chain().sequence()).isEqualTo("AAA");
  }

  @Test
  void hashesTheWholeFileThoughItReadsTheFirstModelAlone() throws Exception {
    String text = residue("ALA", 1, 0) + "ENDMDL\n" + alanines(3000);
    Path file = Files.writeString(folder.resolve("x.pdb"), text);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));

    assertThat(StructureFile.read(file).get(0).chain().source().sha256())
        .isEqualTo(HexFormat.of().formatHex(hash));
  }

  @Test
  void saysInWhichLineAPdbFileIsCutOff() throws IOException {
    String whole = residue("ALA", 1, 0) + residue("GLY", 2, 1);
    Path file = Files.writeString(folder.resolve("cut.pdb"), whole.substring(0, 5 * 67 + 40));

    assertThatThrownBy(() -> StructureFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cut.pdb:6: the line ends in column 40")
        .hasMessageContaining("truncated");
  }

  @Test
  void saysWhichNumberIsNone() throws IOException {
    String text = residue("ALA", 1, 0).replace("   2.990", "   2.9x0");
    Path file = Files.writeString(folder.resolve("bad.pdb"), text);

    assertThatThrownBy(() -> StructureFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bad.pdb:3: x in columns 31–38 is no number: '2.9x0'");
  }

  @Test
  void saysInWhichLinePackedBytesEnd() throws IOException {
    byte[] whole = packed(alanines(500));
    Path file = Files.write(folder.resolve("cut.pdb.gz"), Arrays.copyOf(whole, whole.length - 40));

    assertThatThrownBy(() -> StructureFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "(?s).*cut\\.pdb\\.gz:\\d+: the compressed file ends here.*truncated.*");
  }

  @Test
  void saysThatAFileIsNotPacked() throws IOException {
    Path file = Files.writeString(folder.resolve("plain.pdb.gz"), alanines(2));

    assertThatThrownBy(() -> StructureFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("plain.pdb.gz:1: the file is not gzip");
  }

  @Test
  void namesTheEndingsThatItReads() {
    assertThatThrownBy(() -> StructureFile.read(folder.resolve("x.txt")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(".pdb, .ent, .cif or .mmcif");
  }

  @Test
  void refusesALineWithoutEnd() throws IOException {
    Path file = Files.write(folder.resolve("x.pdb"), new byte[(1 << 24) + 10]);

    assertThatThrownBy(() -> StructureFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.pdb:1: the line is longer than 16777216 bytes");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> StructureFile.read(folder.resolve("none.pdb")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no such file");
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
