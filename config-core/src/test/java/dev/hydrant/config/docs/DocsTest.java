package dev.hydrant.config.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages of the library show compiles, runs, and prints what they say. */
class DocsTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final String JSON_NODE = "com.fasterxml.jackson.databind.JsonNode";
  private static final Pattern FILE =
      Pattern.compile("`([\\w/.]+)`\n\n```\\w+\n(.*?)```", Pattern.DOTALL);

  private static List<String> blocks(String page, String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCS.resolve(page)));
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  @Test
  void theEmbeddingPagesProgramPrintsWhatThePageSays(@TempDir Path dir) throws Exception {
    Matcher file = FILE.matcher(Files.readString(DOCS.resolve("embedding.md")));
    while (file.find()) {
      Path path = dir.resolve(file.group(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.group(2));
    }
    String main = Files.readString(dir.resolve("Main.java"));
    assertThat(JavaSnippet.compile("Main", main, dir)).isEmpty();

    Path out = dir.resolve("out.txt");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = dir + ":" + absolute(JavaSnippet.classPath());
    Process process =
        new ProcessBuilder(java, "-cp", classPath, "Main", "db=pg", "seq_len=2048")
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(out)).isEqualTo(blocks("embedding.md", "text").get(0));
    assertThat(process.exitValue()).isZero();
  }

  private static String absolute(String classPath) {
    return Path.of("target/classes").toAbsolutePath() + ":" + classPath;
  }

  /** All but the program, which runs, and the harness, whose names are the reader's own. */
  @Test
  void theEmbeddingPagesOtherExamplesCompile() throws IOException {
    List<String> examples = blocks("embedding.md", "java");
    assertThat(examples).hasSize(4);
    assertThat(JavaSnippet.errors(examples.get(2))).isEmpty();
    String harness =
        """
        static double train(Composition config, Path directory) {
          return 0;
        }

        static int show(Composition config, java.io.PrintStream out) {
          return 0;
        }

        static final class Options {
          boolean size;
        }

        static void run(Options options, AppFacts facts, String[] args) throws Exception {
          %s
        }
        """;
    assertThat(JavaSnippet.errors(harness.formatted(examples.get(3)))).isEmpty();
  }

  @Test
  void theEmbeddingPagesTableNamesWhatThereIs() throws IOException {
    String page = Files.readString(DOCS.resolve("embedding.md"));
    String table = page.substring(page.indexOf("| you want"), page.indexOf("Every mistake"));
    List<String> calls = new ArrayList<>();
    Matcher call =
        Pattern.compile("`((?:config|composer|ConfigTrees|TypedYaml)\\.[^`]*\\))`").matcher(table);
    while (call.find()) {
      calls.add(call.group(1).replace("...", "{}").replace("JsonNode.", JSON_NODE + ".") + ";\n");
    }
    assertThat(calls).hasSizeGreaterThan(20);
    assertThat(
            JavaSnippet.errors(
                """
                static class Bean {}
                record Db(String host) {}
                record Job(int n) {}
                static void use(Composer composer, Composition config, Composition other,
                    com.fasterxml.jackson.databind.JsonNode jsonNode, Map<String, Object> values,
                    Db db, Path file, String text, Node tree) throws java.io.IOException {
                """
                    + String.join("", calls)
                    + "}"))
        .isEmpty();
  }

  @Test
  void theBindingPagesExamplesCompile() throws IOException {
    for (String example : blocks("binding.md", "java")) {
      assertThat(JavaSnippet.errors(example)).isEmpty();
    }
  }

  @Test
  void theProgramOfTheReadmeCompiles(@TempDir Path dir) throws IOException {
    String main = blocks("../README.md", "java").get(0);
    assertThat(JavaSnippet.compile("Main", main, dir)).isEmpty();
  }
}
