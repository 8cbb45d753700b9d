package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, as a shell starts it. */
final class Program {
  /** How long to wait for it; longer than any test needs on a busy machine. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private Program() {}

  /**
   * Starts the program.
   *
   * @param out what it prints is appended to this file
   */
  static Process start(Path out, List<String> arguments) throws IOException {
    List<String> command = command();
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
        .start();
  }

  /** What starts the program, without arguments. */
  static List<String> command(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Dai.djl.offline=true"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return command;
  }

  /** Waits for its end and returns its exit code. */
  static int finish(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** Lays out the shipped configs with one more, of a model that trains in no time. */
  static void writeConfigs(Path directory, String toy) throws IOException {
    ShippedConfigs.copyTo(directory);
    Files.writeString(directory.resolve("toy.yaml"), toy);
  }
}
