package dev.hydrant.config.app.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is printed for a shell comes out of the shell, and of the grammar of overrides, unchanged.
 */
@DisabledOnOs(OS.WINDOWS)
class ShellWordTest {
  private static String sh(String word) throws IOException {
    Process process = new ProcessBuilder(List.of("sh", "-c", "printf %s " + word)).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outputs/2026-01-02/03-04-05",
        "my runs/a",
        "it's",
        "say \"so\"",
        "a\\b",
        "a\\\"b",
        "ends in \\",
        "ends in \\\\",
        "${a}",
        "\\${a}",
        "$HOME `id` $(id)",
        "{a, b}",
        "[x]",
        "~/a",
        "12",
        "1e3",
        "null",
        "true",
        " blank ",
        "tab\tand\nline",
        "a=b&c;d|e>f",
        "ü+日本"
      })
  void it_is_read_as_the_text_that_it_is(String value) throws IOException {
    String override = ShellWord.assignment("key", value);
    String read = sh(ShellWord.quote(override));
    assertThat(read).isEqualTo(override);
    assertThat(
            Composer.builder()
                .config("config.yaml", "key: x\n")
                .build()
                .compose("config", List.of(read))
                .getString("key"))
        .isEqualTo(value);
  }
}
