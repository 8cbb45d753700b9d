package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F3, L1, L2 and V4: the lines of the page of commands, each composed as it stands. */
class MixturePageTest {
  private static final Path PAGE = Path.of("..", "docs", "mixture", "commands.md");
  private static final String PROGRAM = "./hydrant ";

  @TempDir Path dir;

  private List<String> words(String line) {
    String command = line.substring(line.indexOf(PROGRAM) + PROGRAM.length());
    List<String> words =
        new ArrayList<>(
            Arrays.stream(command.split(" "))
                .map(w -> w.replaceFirst("^(--out=)?(exported|my_exp)", "$1" + dir + "/$2"))
                .toList());
    if (words.get(0).equals("train")) {
      words.add(1, "--config-path=../conf");
      words.add("--cfg=job");
    }
    return words;
  }

  /** Q1: what is shown first is the smallest experiment. */
  @Test
  void theGuideBeginsWithTheSmallestExperiment() throws IOException {
    assertThat(Files.readAllLines(PAGE.resolveSibling("training.md")).stream())
        .filteredOn(l -> l.startsWith("$ "))
        .first()
        .isEqualTo("$ ./hydrant train --config-name=gmm gmm/experiment=quick_test");
  }

  @Test
  void everyLineRuns() throws IOException {
    String home = System.getProperty("hydrant.home");
    System.setProperty("hydrant.home", "..");
    try {
      List<String> lines =
          Files.readAllLines(PAGE).stream().filter(l -> l.startsWith("$ ")).toList();
      assertThat(lines).hasSizeGreaterThan(20);
      for (String line : lines) {
        Seen seen = Seen.run(words(line).toArray(String[]::new));
        assertThat(seen.code()).as("%s%n%s", line, seen.err()).isZero();
      }
    } finally {
      if (home == null) {
        System.clearProperty("hydrant.home");
      } else {
        System.setProperty("hydrant.home", home);
      }
    }
  }
}
