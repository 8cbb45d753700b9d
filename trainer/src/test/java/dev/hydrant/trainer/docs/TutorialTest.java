package dev.hydrant.trainer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs each command of docs/tutorial.md, in the order of the page and in a clone of its own. Runs
 * are cut to two steps of a tiny model; what is printed has the lines of the page, with other
 * numbers.
 */
@DisabledOnOs(OS.WINDOWS)
class TutorialTest {
  private static final Path PAGE = Pages.DOCS.resolve("tutorial.md");
  private static final Pattern CONSOLE = Pattern.compile("(?ms)^```console\n(.*?)^```$");
  private static final Pattern CONFIG =
      Pattern.compile("(?ms)`(conf/\\w+\\.yaml)`.*?^```yaml\n(.*?)^```$");

  /** What makes any run of the page a matter of a second. */
  private static final String TINY =
      " seq_len=32 val_tokens=32 model_cfg.n_ctx=16 model_cfg.d_model=8 model_cfg.num_heads=2"
          + " samples=1 sample_tokens=4";

  @TempDir Path home;

  /** A command of the page and the lines that it shows of what is printed. */
  private record Command(String line, List<String> shown) {
    boolean fails() {
      return !shown.isEmpty() && shown.get(0).startsWith("hydrant: ");
    }

    /** The command with sizes that take no time. */
    String cut() {
      if (!line.startsWith("./hydrant train") || line.endsWith("--help")) {
        return line;
      }
      String steps = line.contains("resume=") ? "num_iterations=4" : "num_iterations=2";
      String shorter = line.replaceAll("num_iterations=\\d+", steps);
      return shorter + (shorter.equals(line) ? " " + steps : "") + TINY;
    }
  }

  @BeforeEach
  void layOutTheClone() throws IOException {
    copy(Pages.ROOT.resolve("conf"), home.resolve("conf"));
    Files.createDirectories(home.resolve("docs/models"));
    Files.copy(PAGE, home.resolve("docs/tutorial.md"));
    Files.copy(Pages.DOCS.resolve("data.md"), home.resolve("docs/models/data.md"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path launcher =
        Files.writeString(
            home.resolve("hydrant"),
            "#!/bin/sh\nexec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
                    .formatted(java)
                + " -Dai.djl.offline=true -Dhydrant.home='%s' -cp '%s' %s \"$@\"\n"
                    .formatted(home, classPath(), Main.class.getName()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void each_command_runs_and_prints_what_the_page_shows() throws Exception {
    String page = Files.readString(PAGE);
    Matcher config = CONFIG.matcher(page);
    assertThat(config.find()).as("a config of one's own").isTrue();
    Files.writeString(home.resolve(config.group(1)), config.group(2));
    List<Command> commands = commands(page);
    assertThat(commands).hasSizeGreaterThan(8);
    List<String> missing = new ArrayList<>();
    for (Command command : commands) {
      String printed = run(command);
      List<String> shapes = printed.lines().map(TutorialTest::shape).toList();
      for (String line : command.shown()) {
        if (!shapes.contains(shape(line))) {
          missing.add("%s%n  lacks %s%n%s".formatted(command.line(), line, printed));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<Command> commands(String page) {
    List<Command> commands = new ArrayList<>();
    Matcher block = CONSOLE.matcher(page);
    while (block.find()) {
      for (String line : block.group(1).lines().toList()) {
        if (line.startsWith("$ ")) {
          commands.add(new Command(line.substring(2), new ArrayList<>()));
        } else if (!line.matches("\\.\\.\\.|\\s*|step .*")) { // steps are shown by the clock
          commands.get(commands.size() - 1).shown().add(line);
        }
      }
    }
    return commands;
  }

  private String run(Command command) throws Exception {
    Path out = Files.createTempFile(home, "out", ".txt");
    Process process =
        new ProcessBuilder("sh", "-c", command.cut())
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(command.line()).isTrue();
    String printed = Files.readString(out);
    assertThat(process.exitValue())
        .as("%s%n%s", command.cut(), printed)
        .isEqualTo(command.fails() ? 2 : 0);
    return printed;
  }

  /** A line without what differs between runs: numbers, their units, directories, spaces. */
  private static String shape(String line) {
    return line.replace(TINY, "")
        .replaceFirst("^(INFO|WARN) +\\w+: ", "")
        .replaceFirst(" \\(\\S+ times the data\\)", "")
        .replaceFirst("^(#\\d+) \\*", "$1") // the best job of a sweep
        .replaceAll("(<clone>|/\\S*)/(?=conf/|multirun/)", "")
        .replaceAll("[\\d.,:]*\\d([eE]-?\\d+)?", "#")
        .replaceAll("# ?[KMGT]?(B|FLOP)\\b", "# $1")
        .replaceAll("#s\\b", "#") // a short time
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
