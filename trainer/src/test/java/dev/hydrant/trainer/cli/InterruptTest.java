package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own that is asked to stop, or killed. */
@DisabledOnOs(OS.WINDOWS)
class InterruptTest {
  @TempDir Path dir;

  @BeforeEach
  void writeConfigs() throws IOException {
    Program.writeConfigs(
        dir,
        """
        defaults: [data, training, _self_]
        type: toy
        grad_accum_steps: 2
        val_loss_every: 0
        model_cfg: {width: 6, latent: 2}
        """);
  }

  private Process start(String run, String... overrides) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--config-path=" + dir,
                "--config-name=toy",
                "hydra.run.dir=" + dir.resolve(run)));
    arguments.addAll(List.of(overrides));
    return Program.start(dir.resolve(run + ".out"), arguments);
  }

  private void awaitStep(String run, long step) {
    await()
        .atMost(Program.PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              List<Metrics> rows = MetricsLog.read(dir.resolve(run), Long.MAX_VALUE);
              return !rows.isEmpty() && rows.get(rows.size() - 1).step() >= step;
            });
  }

  private List<String> checkpoints(String run) throws IOException {
    try (Stream<Path> s = Files.list(dir.resolve(run).resolve("checkpoints"))) {
      return s.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private byte[] model(String run, long step) throws IOException {
    Path checkpoint = Runs.checkpoint(dir.resolve(run), step);
    return Files.readAllBytes(checkpoint.resolve("model.safetensors"));
  }

  /** A shell starts what it puts into the background deaf to SIGINT, and children inherit that. */
  private static boolean interruptsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  @Test
  void an_interrupt_finishes_the_step_saves_and_says_how_to_go_on()
      throws IOException, InterruptedException {
    Process process = start("stopped", "num_iterations=1000000");
    awaitStep("stopped", 5);
    boolean ignored = interruptsAreIgnored();
    String signal = ignored ? "-TERM" : "-INT";
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    assertThat(Program.finish(process)).isEqualTo(ignored ? 143 : 130);
    String out = Files.readString(dir.resolve("stopped.out"));
    assertThat(out).contains("Stopping: finishing this step", "Stopped after", "go on", "resume=");
    List<Metrics> rows = MetricsLog.read(dir.resolve("stopped"), Long.MAX_VALUE);
    long last = rows.get(rows.size() - 1).step();
    assertThat(checkpoints("stopped")).containsExactly("step-%06d".formatted(last));
  }

  @Test
  void the_word_that_time_is_nearly_up_saves_and_asks_to_be_run_again()
      throws IOException, InterruptedException {
    Process process = start("requeued", "num_iterations=1000000");
    awaitStep("requeued", 5);
    new ProcessBuilder("kill", "-USR1", Long.toString(process.pid())).start().waitFor();
    assertThat(Program.finish(process))
        .isEqualTo(75); // what the batch script of a Slurm job waits for
    assertThat(checkpoints("requeued")).hasSize(1);
  }

  @Test
  void a_killed_run_goes_on_to_the_bytes_of_one_that_was_not()
      throws IOException, InterruptedException {
    String[] settings = {"save_every=20", "num_iterations=300", "resume=auto"};
    Process killed = start("killed", "save_every=20", "num_iterations=300", "resume=auto");
    awaitStep("killed", 45);
    killed.destroyForcibly();
    Program.finish(killed);
    assertThat(checkpoints("killed")).noneMatch(name -> name.startsWith("step-000300"));
    assertThat(Program.finish(start("killed", settings))).isZero();
    assertThat(Program.finish(start("straight", settings))).isZero();
    assertThat(model("killed", 300)).isEqualTo(model("straight", 300));
    List<Metrics> a = MetricsLog.read(dir.resolve("killed"), 999);
    List<Metrics> b = MetricsLog.read(dir.resolve("straight"), 999);
    assertThat(a).extracting(Metrics::step).isEqualTo(b.stream().map(Metrics::step).toList());
    assertThat(a)
        .extracting(m -> m.values().get("train_loss"))
        .isEqualTo(b.stream().map(m -> m.values().get("train_loss")).toList());
  }
}
