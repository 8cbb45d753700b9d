package dev.hydrant.config.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Examples in the Javadoc of the exported packages compile against the library as it is. */
class JavadocExamplesTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern EXPORT = Pattern.compile("exports ([\\w.]+);");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* *}</pre>", Pattern.DOTALL);
  private static final Pattern PUBLIC =
      Pattern.compile("^public .*?(class|record|interface|enum) ", Pattern.MULTILINE);

  private static final Set<String> KINDS_OF_EXCEPTIONS =
      Set.of(
          "ConfigCompositionException.java",
          "ConfigLoadException.java",
          "InterpolationException.java",
          "LaunchException.java",
          "OverrideParseException.java",
          "UsageException.java");

  @TestFactory
  Stream<DynamicTest> theExampleOfEveryPublicTypeCompiles() throws IOException {
    return publicSources().stream()
        .map(file -> DynamicTest.dynamicTest(name(file), () -> compiles(file)));
  }

  private static void compiles(Path file) throws IOException {
    List<String> examples = examples(Files.readString(file));
    assertThat(examples).as("examples in the Javadoc of %s", name(file)).isNotEmpty();
    for (String example : examples) {
      assertThat(JavaSnippet.errors(example)).as("errors in%n%s", example).isEmpty();
    }
  }

  private static List<Path> publicSources() throws IOException {
    List<Path> sources = new ArrayList<>();
    Matcher export = EXPORT.matcher(Files.readString(SOURCES.resolve("module-info.java")));
    while (export.find()) {
      try (Stream<Path> files = Files.list(SOURCES.resolve(export.group(1).replace('.', '/')))) {
        sources.addAll(files.filter(JavadocExamplesTest::isPublicType).sorted().toList());
      }
    }
    return sources;
  }

  private static boolean isPublicType(Path file) {
    try {
      return name(file).endsWith(".java")
          && !name(file).equals("package-info.java")
          && !KINDS_OF_EXCEPTIONS.contains(name(file))
          && PUBLIC.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> examples(String source) {
    List<String> examples = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(source);
    while (example.find()) {
      examples.add(example.group(1).replaceAll("(?m)^ *\\* ?", ""));
    }
    return examples;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
