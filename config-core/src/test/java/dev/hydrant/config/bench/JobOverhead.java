package dev.hydrant.config.bench;

import dev.hydrant.config.app.HydrantApp;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a job of a sweep costs beside its own work: sweeps of jobs that do nothing, in this JVM,
 * each into a new directory below the given one.
 *
 * <pre>
 * mvn -q -pl config-core test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=dev.hydrant.config.bench.JobOverhead -Dexec.args="300 3"
 * </pre>
 */
public final class JobOverhead {
  private JobOverhead() {}

  /** Arguments: jobs a sweep, and sweeps. */
  public static void main(String[] arguments) throws IOException {
    int jobs = Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("overhead");
    try {
      Files.createDirectories(directory.resolve("conf/db"));
      Files.writeString(
          directory.resolve("conf/config.yaml"), "defaults: [db: pg, _self_]\nseed: 1\n");
      Files.writeString(directory.resolve("conf/db/pg.yaml"), "port: 5432\n");
      for (int sweep = 0; sweep < Integer.parseInt(arguments[1]); sweep++) {
        long began = System.nanoTime();
        int code = sweep(directory, "sweep" + sweep, jobs);
        double millis = (System.nanoTime() - began) / 1e6;
        System.out.printf(
            "sweep %d, exit code %d: %.2f ms a job (%d jobs)%n",
            sweep + 1, code, millis / jobs, jobs);
      }
    } finally {
      delete(directory);
    }
  }

  private static int sweep(Path directory, String name, int jobs) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return HydrantApp.builder((config, context) -> Map.of("loss", 1.0))
        .workingDirectory(directory)
        .environment(Map.of())
        .streams(nowhere, nowhere)
        .build()
        .execute("-m", "hydra.sweep.dir=" + name, "seed=range(" + jobs + ")");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
