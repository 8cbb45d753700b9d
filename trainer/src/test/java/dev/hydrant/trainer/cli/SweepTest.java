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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps of training runs: reported, stopped early, killed, and taken up again. */
class SweepTest {
  @TempDir Path dir;

  @BeforeEach
  void writeConfigs() throws IOException {
    Program.writeConfigs(
        dir,
        """
        defaults: [data, training, _self_]
        type: toy
        grad_accum_steps: 2
        model_cfg: {width: 6, latent: 2}
        """);
  }

  private String[] arguments(String sweep, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "train", "-m", "--config-path=" + dir, "hydra.sweep.dir=" + dir.resolve(sweep)));
    args.addAll(List.of(more));
    if (args.stream().noneMatch(word -> word.startsWith("--config-name="))) {
      args.add("--config-name=toy");
    }
    return args.toArray(String[]::new);
  }

  private Process start(String sweep, String... more) throws IOException {
    return Program.start(dir.resolve(sweep + ".out"), List.of(arguments(sweep, more)));
  }

  private JobResult job(String sweep, int number) {
    return JobResult.of(dir.resolve(sweep)).get(number);
  }

  private byte[] model(String job) throws IOException {
    Checkpoint newest = ResumePoint.at(dir.resolve(job)).checkpoint();
    assertThat(newest.step()).isEqualTo(300);
    return Files.readAllBytes(newest.directory().resolve("model.safetensors"));
  }

  private List<Metrics> rows(String job) {
    return MetricsLog.read(dir.resolve(job), Long.MAX_VALUE);
  }

  @Test
  void a_run_that_does_badly_is_stopped_early_with_its_state_saved() {
    String[] args =
        arguments(
            "asha",
            "hydra/sweeper=asha",
            "hydra.sweeper.asha={min_steps: 4, reduction: 2}",
            "num_iterations=12",
            "val_loss_every=4",
            "lr=1e-2,1e-9");
    assertThat(Main.run(args)).isZero();
    JobResult good = job("asha", 0);
    JobResult bad = job("asha", 1);
    assertThat(good.state()).isEqualTo("done");
    assertThat(good.metrics().keySet().iterator().next()).isEqualTo("val_loss");
    assertThat(bad.state()).isEqualTo("stopped");
    assertThat(bad.message()).contains("step 4").contains("other jobs did better");
    assertThat(ResumePoint.at(dir.resolve("asha/1")).checkpoint().step()).isEqualTo(4);
    assertThat(good.reports()).containsOnlyKeys(4L, 8L, 12L);
    assertThat(good.reports().lastEntry().getValue()).isEqualTo(good.metrics().get("val_loss"));
    assertThat(dir.resolve("asha/sweep.html")).content().contains("\"train_loss\":[[1.0,");
  }

  /** One code for three kinds gets every row of the largest kind right, five get more. */
  @Test
  void what_is_better_the_headline_of_the_model_says() throws IOException {
    Files.writeString(
        dir.resolve("codes.yaml"),
        "defaults: [engine, _self_]\ntype: codes\nnum_epochs: 3\nlr: 0.05\nmodel_cfg: {codes: 5}\n");
    String[] args =
        arguments(
            "larger",
            "hydra/sweeper=asha",
            "hydra.sweeper.asha={min_steps: 4, reduction: 2}",
            "--config-name=codes",
            "model_cfg.codes=5,1");
    assertThat(Main.run(args)).isZero();
    assertThat(job("larger", 0).metrics().keySet().iterator().next()).isEqualTo("val/purity");
    assertThat(job("larger", 0).state()).isEqualTo("done");
    assertThat(job("larger", 1).state()).isEqualTo("stopped");
    assertThat(job("larger", 1).reports().get(4L)).isLessThan(job("larger", 0).reports().get(4L));

    String[] stated =
        arguments(
            "smaller",
            "hydra/sweeper=asha",
            "hydra.sweeper.asha={min_steps: 4, reduction: 2}",
            "hydra.sweeper.direction=minimize",
            "--config-name=codes",
            "model_cfg.codes=5,1");
    assertThat(Main.run(stated)).isZero();
    assertThat(job("smaller", 1).state()).isEqualTo("done");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_killed_sweep_goes_on_where_it_was_to_the_bytes_of_one_that_was_not() throws Exception {
    String[] settings = {"lr=1e-2,2e-2", "save_every=20", "num_iterations=300", "val_loss_every=0"};
    Process killed = start("killed", settings);
    await()
        .atMost(Program.PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> rows("killed/1").stream().anyMatch(r -> r.step() >= 45));
    killed.destroyForcibly();
    Program.finish(killed);
    assertThat(job("killed", 0).state()).isEqualTo("done");
    assertThat(job("killed", 1).state()).isEqualTo("running");
    JobResult done = job("killed", 0);

    assertThat(Program.finish(start("killed", settings))).isZero();
    assertThat(job("killed", 0)).isEqualTo(done);
    assertThat(job("killed", 1).state()).isEqualTo("done");
    assertThat(job("killed", 1).attempt()).isEqualTo(2);
    assertThat(dir.resolve("killed/1/train.log")).content().contains("resuming from");

    assertThat(Program.finish(start("straight", settings))).isZero();
    for (String job : List.of("/0", "/1")) {
      assertThat(model("killed" + job)).isEqualTo(model("straight" + job));
      assertThat(rows("killed" + job)).extracting(Metrics::step).doesNotHaveDuplicates();
      assertThat(rows("killed" + job)).hasSameSizeAs(rows("straight" + job));
    }
  }
}
