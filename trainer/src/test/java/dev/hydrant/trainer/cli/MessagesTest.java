package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user reads of a mistake in a config or on the command line. Each folder of {@code
 * src/test/resources/messages} has configs and arguments in {@code input} and the message in {@code
 * expected}; {@code -Dupdate.messages=true} writes it anew.
 */
class MessagesTest {
  private static final Path CASES = Path.of("src", "test", "resources", "messages");

  @TempDir Path dir;

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_mistake_has_one_clear_message(String name) throws IOException {
    Path input = CASES.resolve(name).resolve("input");
    List<String> arguments = new ArrayList<>(List.of("train", "--config-path=" + input));
    arguments.addAll(Files.readAllLines(input.resolve("arguments")));
    arguments.add("hydra.run.dir=" + dir.resolve("run"));
    Seen seen = Seen.run(arguments.toArray(String[]::new));
    String message = withoutPlaces(message(seen.err()), input);
    assertThat(seen.code()).isIn(1, 2);
    assertThat(message).doesNotContain("\tat ").doesNotContain("Exception");
    Path expected = CASES.resolve(name).resolve("expected");
    if (Boolean.getBoolean("update.messages")) {
      Files.writeString(expected, message);
    }
    assertThat(expected)
        .as("-Dupdate.messages=true writes it")
        .exists()
        .content()
        .isEqualTo(message);
  }

  /** What begins with the program's name, without the log before it. */
  private static String message(String err) {
    int start = err.startsWith("hydrant:") ? 0 : err.indexOf("\nhydrant:") + 1;
    return err.substring(start).stripTrailing() + "\n";
  }

  /** Without directories of this machine, and the types, of which tests have their own. */
  private String withoutPlaces(String message, Path input) {
    return message
        .replace(dir.toString(), "/tmp")
        .replace(input.toAbsolutePath().toString(), "conf")
        .replace(input.toString(), "conf")
        .replaceAll("Registered: .*", "Registered: ...");
  }
}
