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
