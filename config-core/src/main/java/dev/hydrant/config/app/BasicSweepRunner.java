package dev.hydrant.config.app;

import dev.hydrant.config.Composition;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.write.YamlWriter;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Runs the jobs of a sweep in this JVM, one after the other. All jobs of a batch are composed
 * before the first is run, so that a mistake costs no computing; a failed job does not stop the
 * others.
 */
final class BasicSweepRunner implements SweepRunner {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

  @Override
  public int run(Sweep sweep) throws Exception {
    Files.createDirectories(sweep.directory());
    Files.writeString(
        sweep.directory().resolve("multirun.yaml"),
        YamlWriter.write(sweep.master().details().tree(), false));
    int size = sweep.jobs().size();
    int batch =
        sweep.master().hydraValue("sweeper.max_batch_size").orElse(null) instanceof Long most
            ? most.intValue()
            : Math.max(1, size);
    if (batch < 1) {
      throw new UsageException(
          "hydra.sweeper.max_batch_size is " + batch + "; it must be at least 1");
    }
    int exitCode = 0;
    for (int from = 0; from == 0 || from < size; from += batch) {
      int code = batch(sweep, from, Math.min(size, from + batch));
      exitCode = exitCode == 0 ? code : exitCode;
    }
    return exitCode;
  }

  private static int batch(Sweep sweep, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      sweep.compose(i);
    }
    say(sweep, "Launching " + (to - from) + " jobs locally");
    int exitCode = 0;
    Exception failure = null;
    for (int i = from; i < to; i++) {
      say(sweep, "\t#" + i + " : " + String.join(" ", sweep.jobs().get(i)));
      Composition job = sweep.compose(i);
      try {
        int code = sweep.run(job, i).exitCode();
        exitCode = exitCode == 0 ? code : exitCode;
      } catch (Exception e) {
        if (failure == null) {
          failure = e;
          sweep.err().println("Error executing job with overrides: " + job.overrides());
        } else {
          sweep
              .err()
              .println(
                  "Error executing job with overrides: " + job.overrides() + "\n" + e.getMessage());
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return exitCode;
  }

  private static void say(Sweep sweep, String message) {
    boolean shown =
        sweep.master().hydraNode("hydra_logging").orElse(null) instanceof MapNode logging
            && logging.get("root") instanceof MapNode root
            && root.get("handlers") instanceof ListNode handlers
            && !handlers.items().isEmpty();
    if (shown) {
      sweep.out().println("[" + TIME.format(LocalDateTime.now()) + "][HYDRA] " + message);
    }
  }
}
