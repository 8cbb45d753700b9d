package dev.hydrant.config.launch.slurm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a client command; tests put recorded answers in its place. */
@FunctionalInterface
interface Command {
  /** What a command answered; {@code exit} is −1 if it did not end in time. */
  record Answer(int exit, String out, String err) {
    boolean ok() {
      return exit == 0;
    }
  }

  Answer run(List<String> line) throws IOException, InterruptedException;

  /**
   * Runs commands as child processes.
   *
   * <p>What a job of Slurm's own would inherit ({@code SLURM_*}, {@code SBATCH_*}) is taken out of
   * their environment, for it would be read as options.
   */
  static Command withTimeout(long seconds) {
    return line -> {
      Path err = Files.createTempFile("slurm", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(err.toFile());
        builder
            .environment()
            .keySet()
            .removeIf(
                k ->
                    (k.startsWith("SLURM_") && !k.equals("SLURM_CONF")) || k.startsWith("SBATCH_"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        Thread killer =
            new Thread(
                () -> {
                  try {
                    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                      process.destroyForcibly();
                    }
                  } catch (InterruptedException e) {
                    process.destroyForcibly();
                  }
                },
                "slurm-command-timeout");
        killer.setDaemon(true);
        killer.start();
        String out;
        try (var stream = process.getInputStream()) {
          out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        int exit = process.waitFor();
        return new Answer(exit == 137 ? -1 : exit, out, Files.readString(err));
      } finally {
        Files.deleteIfExists(err);
      }
    };
  }
}
