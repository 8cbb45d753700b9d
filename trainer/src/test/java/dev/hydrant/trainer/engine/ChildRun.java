package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.run.Runs;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/** A run in a process of its own, so that it can be killed. */
public final class ChildRun {
  private ChildRun() {}

  /**
   * Trains in the first argument's directory by the second's YAML, and dies after the step that the
   * third tells, if it is one of the run.
   */
  public static void main(String[] arguments) throws IOException {
    long last = Long.parseLong(arguments[2]);
    Runs.train(Path.of(arguments[0]), Files.readString(Path.of(arguments[1])), dyingAfter(last));
    System.exit(0);
  }

  private static Callback dyingAfter(long step) {
    return new Callback() {
      @Override
      public void onStep(Metrics row) {
        if (row.step() == step) {
          die();
        }
      }
    };
  }

  /** Kills this process with {@code kill -9}. */
  private static void die() {
    try {
      long self = ProcessHandle.current().pid();
      new ProcessBuilder("kill", "-9", Long.toString(self)).start().waitFor();
      Thread.sleep(60_000);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What this process sees, with what a class loader of its own was given. */
  private static String classPath() {
    StringJoiner all = new StringJoiner(File.pathSeparator);
    all.add(System.getProperty("java.class.path"));
    if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader own) {
      for (URL url : own.getURLs()) {
        all.add(Path.of(URI.create(url.toString())).toString());
      }
    }
    return all.toString();
  }

  /** Starts a run, waits for its end, and returns the exit code. */
  public static int run(Path directory, String yaml) throws IOException, InterruptedException {
    return killedAfter(directory, yaml, -1);
  }

  /** As above, of a run that is killed with {@code kill -9} after a step: 137. */
  public static int killedAfter(Path directory, String yaml, long step)
      throws IOException, InterruptedException {
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
                    classPath(),
                    ChildRun.class.getName(),
                    directory.toString(),
                    config.toString(),
                    Long.toString(step)))
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
