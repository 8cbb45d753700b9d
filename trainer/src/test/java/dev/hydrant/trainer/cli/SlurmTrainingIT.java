package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hydrant.config.app.JobResult;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.ResumePoint;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training under a real Slurm, started by {@code config-core/src/test/slurm/start-slurm.sh}; in the
 * profile {@code slurm}.
 */
@Tag("slurm")
class SlurmTrainingIT {
  private static final long STEPS = 2000;

  @TempDir Path dir;

  @BeforeEach
  void writeConfigs() throws IOException {
    assertThat(System.getenv("SLURM_CONF")).as("SLURM_CONF of the sandbox").isNotNull();
    Program.writeConfigs(
        dir,
        """
        defaults: [data, training, _self_]
        type: toy
        grad_accum_steps: 2
        val_loss_every: 0
        num_iterations: %d
        model_cfg: {width: 6, latent: 2}
        """
            .formatted(STEPS));
  }

  private Process start(String sweep, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "-m",
                "--config-path=" + dir,
                "--config-name=toy",
                "hydra.sweep.dir=" + dir.resolve(sweep)));
    arguments.addAll(List.of(more));
    return Program.start(dir.resolve(sweep + ".out"), arguments);
  }

  private void finish(Process process, String sweep) throws Exception {
    int code = Program.finish(process);
    assertThat(code).as(Files.readString(dir.resolve(sweep + ".out"))).isZero();
  }

  private List<Metrics> rows(String sweep) {
    return MetricsLog.read(dir.resolve(sweep).resolve("0"), Long.MAX_VALUE);
  }

  private byte[] model(String sweep) throws IOException {
    Checkpoint newest = ResumePoint.at(dir.resolve(sweep).resolve("0")).checkpoint();
    assertThat(newest.step()).isEqualTo(STEPS);
    return Files.readAllBytes(newest.directory().resolve("model.safetensors"));
  }

  @Test
  void a_run_told_to_save_is_requeued_and_ends_with_the_bytes_of_an_undisturbed_one()
      throws Exception {
    Process sweep = start("slurm", "hydra/launcher=slurm", "hydra.launcher.poll_s=0.5", "lr=1e-2");
    await()
        .atMost(Program.PATIENCE)
        .until(() -> rows("slurm").stream().anyMatch(r -> r.step() >= 20));
    String array = Files.readString(dir.resolve("slurm").resolve(".slurm/arrays")).split(" ")[0];
    new ProcessBuilder("scancel", "-b", "-s", "USR1", array).start().waitFor();
    finish(sweep, "slurm");
    JobResult job = JobResult.of(dir.resolve("slurm")).get(0);
    assertThat(job.state()).isEqualTo("done");
    assertThat(job.attempt()).isEqualTo(2);
    assertThat(dir.resolve("slurm/0/train.log")).content().contains("resuming from");

    finish(start("here", "lr=1e-2"), "here");
    assertThat(model("slurm")).isEqualTo(model("here"));
    assertThat(rows("slurm"))
        .extracting(r -> r.values().get("train_loss"))
        .isEqualTo(rows("here").stream().map(r -> r.values().get("train_loss")).toList());
  }
}
