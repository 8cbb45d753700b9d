package dev.hydrant.config.app.sweep;

import dev.hydrant.config.app.HydrantApp;
import dev.hydrant.config.app.program.JobContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A program for tests that start it in processes of their own. Its jobs sleep as they are told. */
public final class SweepProgram {
  private SweepProgram() {}

  public static void main(String[] args) {
    System.exit(HydrantApp.run(args, SweepProgram::job));
  }

  static Map<String, Double> job(dev.hydrant.config.Composition config, JobContext context)
      throws Exception {
    context.out().println("working on seed " + config.getLong("seed"));
    Path started = context.outputDirectory().resolve("started-" + context.attempt());
    Files.writeString(started, "" + ProcessHandle.current().pid());
    if (config.getString("what").equals("crash")) {
      Runtime.getRuntime().halt(134);
    }
    long end = System.nanoTime() + config.getLong("millis") * 1_000_000;
    while (System.nanoTime() < end) {
      if (context.interrupted().isPresent()) {
        throw context.stoppedBy(context.interrupted().get(), "saved");
      }
      Thread.sleep(5);
    }
    return Map.of("seed", (double) config.getLong("seed"));
  }
}
