package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a project of its own, with programs named java and mvn that note their calls. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LauncherTest {
  private static final String MAVEN =
      """
      echo "$*" >>"$NOTES/mvn"
      mkdir -p "$PROJECT/trainer/target" && : >"$PROJECT/trainer/target/hydrant.jar"
      """;

  @TempDir Path temporary;
  private Path home;
  private Path bin;
  private Path jar;

  @BeforeEach
  void makesProject() throws IOException {
    home = Files.createDirectories(temporary.toRealPath().resolve("a project"));
    Files.copy(Path.of("..", "hydrant").toAbsolutePath().normalize(), home.resolve("hydrant"));
    for (String file :
        List.of(
            "pom.xml",
            "config-core/pom.xml",
            "config-core/src/main/A.java",
            "trainer/pom.xml",
            "trainer/src/main/B.java")) {
      write(home.resolve(file), "");
      age(home.resolve(file), 100);
    }
    for (String source : List.of("config-core/src/main", "trainer/src/main")) {
      age(home.resolve(source), 100);
    }
    bin = temporary.resolve("jdk/bin");
    jar = home.resolve("trainer/target/hydrant.jar");
    write(temporary.resolve("jdk/release"), "JAVA_VERSION=\"17.0.9\"\n");
    program(
        "java",
        """
        case "$*" in
          *-Xshare:dump* | *-XX:DumpLoadedClassList=*) exit ;;
        esac
        echo "$*" >>"$NOTES/java"
        exit 7
        """);
    program("mvn", MAVEN);
  }

  @Test
  void buildsOnAFreshCloneAndNotAgain() throws Exception {
    Run first = start("train", "a b=c");
    assertThat(first.text).contains("hydrant: building").contains("done in");
    assertThat(first.code).isEqualTo(7);
    assertThat(notes("mvn")).hasSize(1);
    assertThat(notes("java").get(0)).endsWith("-jar " + jar + " train a b=c");

    assertThat(start("train").text).isEmpty();
    assertThat(notes("mvn")).hasSize(1);
  }

  @Test
  void buildsAgainWhereASourceIsNewerOrGone() throws Exception {
    start();
    age(jar, 10);
    age(home.resolve("trainer/target/.built"), 10);

    write(home.resolve("config-core/src/main/A.java"), "changed");
    start();
    assertThat(notes("mvn")).hasSize(2);
    start();
    assertThat(notes("mvn")).hasSize(2);

    age(jar, 10);
    age(home.resolve("trainer/target/.built"), 10);
    Files.delete(home.resolve("trainer/src/main/B.java"));
    start();
    assertThat(notes("mvn")).hasSize(3);
  }

  @Test
  void doesNotBuildAfterMavenHas() throws Exception {
    write(jar, "");
    start();

    assertThat(home.resolve("mvn")).doesNotExist();
    assertThat(notes("java")).hasSize(1);
  }

  @Test
  void buildsOnceWhereTwoStartTogether() throws Exception {
    program("mvn", "sleep 1\n" + MAVEN);
    Process one = process().start();
    Process two = process().start();
    one.waitFor();
    two.waitFor();

    assertThat(notes("mvn")).hasSize(1);
    assertThat(notes("java")).hasSize(2);
    assertThat(home.resolve("target/.build-lock")).doesNotExist();
  }

  @Test
  void saysWhatMavenIsAtWhileItBuilds() throws Exception {
    program(
        "mvn",
        """
        echo '[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ trainer ---'
        sleep 7
        """
            + MAVEN);

    assertThat(start().text.lines())
        .anyMatch(line -> line.matches("hydrant: building.* \\.\\.\\."))
        .contains("hydrant: 5 s: trainer, maven-compiler-plugin:3.14.1:compile")
        .anyMatch(line -> line.matches("hydrant: built; done in \\d+ s"))
        .endsWith("hydrant: preparing faster starts, once for this build ...");
  }

  @Test
  void takesOverALockWhoseHolderIsGone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.createDirectories(home.resolve("target"));
    Files.createSymbolicLink(home.resolve("target/.build-lock"), Path.of("" + gone.pid()));

    assertThat(start().code).isEqualTo(7);
    assertThat(notes("mvn")).hasSize(1);
  }

  @Test
  void showsWhatMavenSaysWhereTheBuildFails() throws Exception {
    program("mvn", "echo '[ERROR] ; expected'; exit 1\n");
    Run run = start();

    assertThat(run.code).isEqualTo(1);
    assertThat(run.text).contains("[ERROR] ; expected").contains("The build failed");
    assertThat(home.resolve("target/.build-lock")).doesNotExist(); // nor does a link remain
    assertThat(Files.isSymbolicLink(home.resolve("target/.build-lock"))).isFalse();
  }

  @Test
  void refusesAnOldJavaAndAnEmptyJavaHome() throws Exception {
    write(temporary.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
    assertThat(start().text).contains("Java 17 or newer is needed").contains("11.0.2");

    ProcessBuilder nowhere = process();
    nowhere.environment().put("JAVA_HOME", "/nowhere");
    assertThat(finish(nowhere).text).contains("JAVA_HOME is /nowhere");
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    Files.delete(bin.resolve("mvn"));
    ProcessBuilder alone = process();
    alone.environment().put("PATH", bin + ":" + coreutils());

    assertThat(finish(alone).text).contains("Maven (mvn) is missing");
  }

  @Test
  void worksThroughLinksFromAnywhereAndPassesOptions() throws Exception {
    Path link = temporary.resolve("elsewhere/h");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link.resolveSibling("inner"), Path.of("../a project/hydrant"));
    Files.createSymbolicLink(link, Path.of("inner"));
    ProcessBuilder linked = process();
    linked.command(link.toString(), "--version").directory(link.getParent().toFile());
    linked.environment().put("JAVA_OPTS", "-Xmx1g -Dx=y");
    finish(linked);

    assertThat(notes("java").get(0))
        .contains("-Dhydrant.home=" + home)
        .contains("-Dhydrant.terminal=false")
        .endsWith("-Xmx1g -Dx=y -jar " + jar + " --version");
  }

  private record Run(int code, String text) {}

  private Run start(String... arguments) throws Exception {
    return finish(process(arguments));
  }

  private static Run finish(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), text);
  }

  private ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>(List.of(home.resolve("hydrant").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.remove("JAVA_HOME");
    environment.remove("JAVA_OPTS");
    environment.put("PATH", bin + ":" + environment.get("PATH"));
    environment.put("NOTES", home.toString());
    environment.put("PROJECT", home.toString());
    return builder;
  }

  /** A directory with what the launcher takes from the system, and no Maven. */
  private Path coreutils() throws IOException {
    Path directory = Files.createDirectories(temporary.resolve("coreutils"));
    for (String name :
        List.of("ln", "rm", "mv", "find", "mkdir", "readlink", "date", "sed", "touch")) {
      executable(directory.resolve(name), "PATH=/usr/bin:/bin exec " + name + " \"$@\"\n");
    }
    return directory;
  }

  private List<String> notes(String program) throws IOException {
    return Files.readAllLines(home.resolve(program));
  }

  private void program(String name, String script) throws IOException {
    executable(bin.resolve(name), script);
  }

  private static void executable(Path file, String script) throws IOException {
    write(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void age(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }
}
