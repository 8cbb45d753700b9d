package dev.hydrant.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of a type is said in its own package: no list elsewhere names it. */
class TypeNamesTest {
  private static final Path SOURCES = Path.of("src", "main", "java");

  private static final Pattern COMMENT = Pattern.compile("(?m)^ *\\*.*$");

  /** A vocabulary is called so, too. */
  private static final String VOCABULARY = "gpt2";

  @Test
  void no_type_is_named_in_a_string_outside_its_package() throws IOException {
    List<String> found = new ArrayList<>();
    ModelRegistry registry = ModelRegistry.load();
    try (Stream<Path> walk = Files.walk(SOURCES)) {
      for (Path file : walk.filter(p -> p.toString().endsWith(".java")).toList()) {
        String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
        for (String type : registry.types()) {
          String own = registry.get(type).getClass().getPackageName().replace('.', '/');
          if (Files.isDirectory(SOURCES.resolve(own)) // of the program, not of its tests
              && !file.startsWith(SOURCES.resolve(own))
              && !file.toString().endsWith("Adapter.java") // may say what it builds on
              && !type.equals(VOCABULARY)
              && isNamed(type, text)) {
            found.add(type + " in " + SOURCES.relativize(file));
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean isNamed(String type, String text) {
    return Pattern.compile("\"([^\"\n]*=)?" + Pattern.quote(type) + "\"").matcher(text).find();
  }
}
