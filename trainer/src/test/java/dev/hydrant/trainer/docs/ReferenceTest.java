package dev.hydrant.trainer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reference is what the records say; {@code -Dupdate.pages=true} writes it again. */
class ReferenceTest {
  private static final Path FOLDER = Pages.DOCS.resolve("reference");

  @Test
  void the_pages_are_what_the_records_say() throws IOException {
    Map<String, String> pages = Reference.pages();
    if (Boolean.getBoolean("update.pages")) {
      Files.createDirectories(FOLDER);
      for (Path page : written()) {
        Files.delete(page);
      }
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
      }
    }
    assertThat(written().stream().map(p -> p.getFileName().toString()))
        .as("-Dupdate.pages=true writes them")
        .containsExactlyInAnyOrderElementsOf(pages.keySet());
    pages.forEach(
        (name, text) ->
            assertThat(Pages.text(FOLDER.resolve(name)))
                .as("%s; -Dupdate.pages=true writes it", name)
                .isEqualTo(text));
  }

  private static List<Path> written() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.toList();
    }
  }
}
