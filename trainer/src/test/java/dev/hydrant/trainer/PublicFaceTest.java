package dev.hydrant.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The trainer is a program like any other: it uses of config-core what config-core exports. */
class PublicFaceTest {
  private static final Path MODULE = Path.of("../config-core/src/main/java/module-info.java");
  private static final Pattern EXPORT = Pattern.compile("exports ([\\w.]+);");
  private static final Pattern USE =
      Pattern.compile("\\b(dev\\.hydrant\\.config(?:\\.[a-z]\\w*)*)\\.[A-Z]\\w*");

  @Test
  void whatTheTrainerUsesOfConfigCoreIsExported() throws IOException {
    Set<String> exported = new HashSet<>();
    Matcher export = EXPORT.matcher(Files.readString(MODULE));
    while (export.find()) {
      exported.add(export.group(1));
    }
    Set<String> used = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      files
          .filter(f -> f.toString().endsWith(".java"))
          .flatMap(f -> USE.matcher(read(f)).results())
          .forEach(use -> used.add(use.group(1)));
    }
    assertThat(used).contains("dev.hydrant.config").isSubsetOf(exported);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
