package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run in a process of its own, so that it can be killed. */
public final class ChildRun {
  private ChildRun() {}

  /** Trains in the first argument's directory by the second's YAML. */
  public static void main(String[] arguments) throws IOException {
    Runs.train(Path.of(arguments[0]), Files.readString(Path.of(arguments[1])));
    System.exit(0);
  }

  /** Starts a run, waits for its end, and returns the exit code. */
  public static int run(Path directory, String yaml) throws IOException, InterruptedException {
    Path config =
        Files.writeString(directory.resolveSibling(directory.getFileName() + ".yaml"), yaml);
    Path out = directory.resolveSibling(directory.getFileName() + ".out");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-Dai.djl.offline=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ChildRun.class.getName(),
                    directory.toString(),
                    config.toString()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the run does not end:\n" + Files.readString(out));
    }
    return process.exitValue();
  }
}
