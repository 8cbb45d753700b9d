package dev.hydrant.trainer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/decisions: one decision a page, dated, and listed with its date and title. */
class DecisionsTest {
  private static final Path DECISIONS = Pages.DOCS.resolve("decisions");

  @Test
  void each_page_is_dated_and_listed() throws IOException {
    String index = Pages.text(DECISIONS.resolve("README.md"));
    List<Path> pages;
    try (Stream<Path> files = Files.list(DECISIONS)) {
      pages = files.filter(p -> !p.endsWith("README.md")).toList();
    }
    assertThat(pages).isNotEmpty();
    for (Path page : pages) {
      List<String> lines = Pages.text(page).lines().toList();
      assertThat(lines.get(0)).as("%s", page).matches("# .+");
      assertThat(lines.get(2)).as("%s", page).matches("Decided \\d{4}-\\d\\d-\\d\\d\\.");
      assertThat(Pages.anchors(page)).as("%s", page).contains("context");
      assertThat(index)
          .contains(
              "| %s | [%s](%s) |"
                  .formatted(
                      lines.get(2).replaceAll("[^\\d-]", ""),
                      lines.get(0).substring(2),
                      page.getFileName()));
    }
  }
}
