package dev.hydrant.config.app.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class FailureTest {
  private static String message(Throwable e) {
    return Failure.of(e).message();
  }

  @Test
  void names_that_the_locale_cannot_write_are_answered_with_the_locale_and_the_cure() {
    assertThat(message(new InvalidPathException("größe", "Malformed input")))
        .startsWith("'größe' is no file name here")
        .contains("LC_ALL=C.UTF-8");
  }

  @Test
  void places_that_cannot_be_used_say_why_without_a_page_of_their_name() {
    String path = "/" + "x".repeat(5000);
    assertThat(message(new FileSystemException(path, null, "File name too long")))
        .endsWith("(5001 characters): File name too long")
        .hasSizeLessThan(300);
    assertThat(message(new NoSuchFileException("/proc/x")))
        .isEqualTo("'/proc/x': there is no such file or directory");
    assertThat(message(new UncheckedIOException(new NoSuchFileException("/proc/x"))))
        .isEqualTo("'/proc/x': there is no such file or directory");
  }

  @Test
  void a_pattern_that_is_none_is_named() {
    assertThat(message(new PatternSyntaxException("Unclosed group", "{a", 1)))
        .isEqualTo("'{a' is no pattern: Unclosed group");
  }

  @Test
  void long_messages_are_cut_and_control_characters_shown() {
    Failure failure = new Failure("a\u001b[2J\nb" + "x".repeat(500_000), 1);
    assertThat(failure.message())
        .startsWith("a\\x1b[2J\nb")
        .endsWith("more characters)")
        .hasSizeLessThan(9000);
  }
}
