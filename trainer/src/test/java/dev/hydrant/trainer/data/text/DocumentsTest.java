package dev.hydrant.trainer.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {
  @TempDir Path directory;

  @Test
  void endsAParagraphAtBlankLinesAndEndOfTextLines() throws IOException {
    Path file = text("\n\none\ntwo\n \t\n\nthree\n<|endoftext|>\nfour");

    assertThat(read(file, DocumentRule.PARAGRAPH)).containsExactly("one\ntwo", "three", "four");
  }

  @Test
  void takesEachLineThatIsNotBlank() throws IOException {
    assertThat(read(text("one\n\n  two\tx \n"), DocumentRule.LINE))
        .containsExactly("one", "  two\tx ");
  }

  @Test
  void takesTheLastColumnOfTabSeparatedLines() throws IOException {
    assertThat(read(text("title\t2001-01-01\tbody one\nbody two\nx\t\n"), DocumentRule.TSV))
        .containsExactly("body one", "body two");
  }

  @Test
  void takesAWholeFileWithItsBlankLines() throws IOException {
    assertThat(read(text("one\n\ntwo\n<|endoftext|>\nthree\n"), DocumentRule.FILE))
        .containsExactly("one\n\ntwo", "three");
  }

  @Test
  void takesOffLineEndsAndTheByteOrderMark() throws IOException {
    assertThat(read(text("\uFEFFone\r\ntwo\r\n"), DocumentRule.LINE)).containsExactly("one", "two");
  }

  @Test
  void readsGzipWhateverItsName() throws IOException {
    Path file = Files.write(directory.resolve("t.txt"), gzip("één\n\nzwei"));

    assertThat(read(file, DocumentRule.PARAGRAPH)).containsExactly("één", "zwei");
  }

  @Test
  void readsLinesLongerThanItsBuffer() throws IOException {
    String line = "ä€😀x".repeat(50_000);

    assertThat(read(text(line + "\nend"), DocumentRule.LINE)).containsExactly(line, "end");
  }

  @Test
  void findsNothingInAnEmptyFile() throws IOException {
    for (DocumentRule rule : DocumentRule.values()) {
      assertThat(read(text(""), rule)).isEmpty();
    }
  }

  @Test
  void namesTheLineAndByteThatIsNotUtf8() throws IOException {
    byte[] bytes = "fine\nna\u00EFve\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(directory.resolve("latin1.txt"), bytes);

    assertThatThrownBy(() -> read(file, DocumentRule.FILE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("latin1.txt:2: byte 3 of the line (0xEF) is not UTF-8")
        .hasMessageContaining("iconv");
  }

  @Test
  void refusesACharacterThatTheFileBreaksOff() throws IOException {
    byte[] whole = "x€".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(directory.resolve("t.txt"), Arrays.copyOf(whole, whole.length - 1));

    assertThatThrownBy(() -> read(file, DocumentRule.LINE)).hasMessageContaining("byte 2");
  }

  @Test
  void saysThatAGzipFileIsTruncatedOrDamaged() throws IOException {
    byte[] whole = gzip("some text\n".repeat(5000));
    Path cut = Files.write(directory.resolve("cut.gz"), Arrays.copyOf(whole, whole.length / 2));
    whole[whole.length / 2] ^= 0x55;
    Path flipped = Files.write(directory.resolve("flipped.gz"), whole);

    for (Path file : List.of(cut, flipped)) {
      assertThatThrownBy(() -> read(file, DocumentRule.LINE))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("damaged or truncated gzip");
    }
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    assertThatThrownBy(() -> read(directory.resolve("none.txt"), DocumentRule.LINE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none.txt: there is no such file");
    assertThatThrownBy(() -> read(directory, DocumentRule.LINE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it is a directory");
  }

  private Path text(String text) throws IOException {
    return Files.writeString(directory.resolve("t.txt"), text);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static List<String> read(Path file, DocumentRule rule) throws IOException {
    List<String> all = new ArrayList<>();
    try (Documents documents = new Documents(file, rule)) {
      for (String next = documents.next(); next != null; next = documents.next()) {
        all.add(next);
      }
    }
    return all;
  }
}
