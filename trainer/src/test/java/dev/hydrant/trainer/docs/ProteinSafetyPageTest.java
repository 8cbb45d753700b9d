package dev.hydrant.trainer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** B15: the program of docs/protein/safety.md compiles, runs, and prints what the page says. */
@DisabledOnOs(OS.WINDOWS)
class ProteinSafetyPageTest {
  @TempDir Path dir;

  private static List<String> blocks(String language) throws IOException {
    String page = Files.readString(Path.of("../docs/protein/safety.md"));
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  @Test
  void theProgramOfThePagePrintsWhatItShows() throws IOException, InterruptedException {
    List<String> code = blocks("java");
    assertThat(code).hasSize(6);
    String program =
        code.get(0)
            + "public class Example {\n  public static void main(String[] a) throws Exception {\n"
            + String.join("\n", code.subList(1, code.size()))
            + "  }\n}\n";
    Path source = Files.writeString(dir.resolve("Example.java"), program);
    String path = Path.of("target/classes").toAbsolutePath() + ":" + absoluteClassPath();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", path, "-d", dir + "", source + "");
    assertThat(compiled).isZero();
    copyConfigs();

    Path out = dir.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                dir + ":" + path,
                "Example")
            .directory(dir.toFile())
            .redirectOutput(out.toFile())
            .redirectError(dir.resolve("err.txt").toFile())
            .start();
    int end = process.waitFor();
    assertThat(end).as(Files.readString(dir.resolve("err.txt"))).isZero();
    assertThat(Files.readString(out)).isEqualTo(String.join("", blocks("text")));
  }

  private static String absoluteClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .map(p -> Path.of(p).toAbsolutePath().toString())
        .reduce((a, b) -> a + ":" + b)
        .orElseThrow();
  }

  private void copyConfigs() throws IOException {
    Path conf = Path.of("../conf");
    try (Stream<Path> all = Files.walk(conf)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = dir.resolve("conf").resolve(conf.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
