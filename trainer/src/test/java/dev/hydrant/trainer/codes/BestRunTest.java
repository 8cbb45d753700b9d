package dev.hydrant.trainer.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.engine.ChildRun;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several lists of best checkpoints, files beside the tensors, and artefacts. */
class BestRunTest {
  private static final String BESTS =
      """
      checkpoints:
        - {monitor: val/purity, name: 'best-purity-{epoch:02d}-{val/purity:.3f}', tie: val/loss}
        - {monitor: val/loss, top_k: 2, name: 'best-loss-{epoch:02d}-{val/loss:.4f}'}
      """;

  @TempDir static Path dir;
  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    run = dir.resolve("run");
    Runs.train(
        run,
        EpochRunTest.yaml(BESTS)
            .replace("save_every: 1", "save_every: 0")
            .replace("keep_last: 99", "keep_last: 1"));
  }

  private static List<String> names() {
    return List.of(run.resolve("checkpoints").toFile().list());
  }

  @Test
  void each_list_has_its_best_and_the_last_one_stays() throws IOException {
    Metrics best =
        MetricsLog.read(run, 99).stream()
            .filter(Runs::isValidated)
            .min(java.util.Comparator.comparing(r -> r.values().get("val/loss")))
            .orElseThrow();
    String name = "best-loss-%02d-%.4f".formatted(best.step() / 4, best.values().get("val/loss"));
    assertThat(names())
        .contains(name, "last")
        .filteredOn(n -> n.startsWith("best-loss"))
        .hasSize(2);
    assertThat(names()).filteredOn(n -> n.startsWith("best-purity")).hasSize(1);
    Path link = run.resolve("checkpoints").resolve(name);
    assertThat(Checkpoint.open(link).step()).isEqualTo(best.step());
    assertThat(Checkpoint.open(run.resolve("checkpoints/last")).step()).isEqualTo(20);
  }

  @Test
  void a_run_goes_on_from_a_name() throws IOException {
    // The earlier one of the two.
    String name =
        names().stream().filter(n -> n.startsWith("best-loss")).sorted().findFirst().orElseThrow();
    Path resumed = dir.resolve("resumed");
    Runs.train(
        resumed, EpochRunTest.yaml(BESTS) + "resume: " + run.resolve("checkpoints").resolve(name));
    EpochRunTest.assertSame(resumed, run);
  }

  @Test
  void a_run_that_is_killed_goes_on_to_the_same_bytes() throws IOException, InterruptedException {
    Path killed = dir.resolve("killed");
    String yaml =
        EpochRunTest.yaml(BESTS)
            .replace("save_every: 1", "save_every: 3\nsave_async: false")
            .replace("keep_last: 99", "keep_last: 1");
    String job = yaml + "resume: auto\n";
    assertThat(ChildRun.killedAfter(killed, job, 17)).isEqualTo(128 + 9);
    assertThat(killed.resolve("checkpoints/last")).exists();
    Runs.train(killed, job);
    EpochRunTest.assertSame(killed, run);
    assertThat(killed.resolve("checkpoints").toFile().list())
        .filteredOn(n -> !n.startsWith("step-"))
        .containsExactlyInAnyOrderElementsOf(
            names().stream().filter(n -> !n.startsWith("step-")).toList());
  }

  @Test
  void a_name_with_a_metric_that_is_not_measured_says_so() {
    String wrong = EpochRunTest.yaml(BESTS.replace("{val/purity:.3f}", "{val/puriti:.3f}"));
    assertThatThrownBy(() -> Runs.train(dir.resolve("wrong"), wrong))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("{val/puriti}, which this run does not measure");
  }

  @Test
  void files_of_the_model_are_under_the_hashes_of_the_checkpoint() throws IOException {
    Checkpoint last = Checkpoint.open(run.resolve("checkpoints/last"));
    assertThat(last.manifest().files()).containsKeys("resets.csv", "facts.json");
    assertThat(new String(last.file("resets.csv").orElseThrow(), StandardCharsets.UTF_8))
        .startsWith("step,resets\n20,");
  }

  @Test
  void artefacts_are_written_at_their_occasions() throws IOException {
    assertThat(run.resolve("artefacts").toFile().list())
        .containsExactlyInAnyOrder(
            "START.txt", "VALIDATION.txt", "BEST.txt", "EPOCH_END.txt", "END.txt");
    assertThat(Files.readString(run.resolve("artefacts/START.txt"))).isEqualTo("START 0\n");
    assertThat(Files.readString(run.resolve("artefacts/END.txt"))).isEqualTo("END 20\n");
    assertThat(run.resolve("export/codes.txt")).isNotEmptyFile();
    assertThat(Files.readString(run.resolve("export/artefacts.json"))).contains("codes.txt");
    assertThat(Files.readString(run.resolve("artefacts.json"))).contains("artefacts/BEST.txt");
  }
}
