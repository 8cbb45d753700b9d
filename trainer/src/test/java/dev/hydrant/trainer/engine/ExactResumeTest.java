package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactResumeTest {
  private static final int STEPS = 12;

  @TempDir static Path dir;
  private static Path straight;

  private static String yaml(String more) {
    return """
        type: toy
        num_iterations: %d
        grad_accum_steps: 3
        val_loss_every: 4
        lr: 0.05
        model_cfg: {width: 5}
        keep_last: 99
        %s
        """
        .formatted(STEPS, more);
  }

  @BeforeAll
  static void trainStraight() throws IOException {
    straight = dir.resolve("straight");
    Runs.train(straight, yaml("save_every: 1"));
  }

  private static byte[] tensors(Path run, int step, String file) throws IOException {
    return Files.readAllBytes(Runs.checkpoint(run, step).resolve(file + ".safetensors"));
  }

  private static List<Map<String, Double>> withoutSpeed(Path run) {
    return MetricsLog.read(run, Long.MAX_VALUE).stream()
        .map(Metrics::values)
        .map(
            v -> {
              Map<String, Double> kept = new TreeMap<>(v);
              kept.keySet().removeIf(Metrics::isOfMachine);
              return kept;
            })
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 11})
  void a_resumed_run_ends_in_the_same_bytes_as_one_that_never_stopped(int k) throws IOException {
    Path resumed = dir.resolve("resumed-" + k);
    Path from = Runs.checkpoint(straight, k);
    Runs.Outcome outcome = Runs.train(resumed, yaml("resume: " + from));
    assertThat(outcome.exitCode()).isZero();
    for (String file : List.of("model", "optimizer")) {
      assertThat(tensors(resumed, STEPS, file)).isEqualTo(tensors(straight, STEPS, file));
    }
    assertThat(withoutSpeed(resumed)).isEqualTo(withoutSpeed(straight));
    assertThat(MetricsLog.read(resumed, 99)).extracting(Metrics::step).startsWith(0L, 1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torch_compile: false",
        "optimizer: muon",
        "use_adam_mini: true",
        "ema_decay: 0.9",
        "optimizer: sgd"
      })
  void so_it_is_for_every_optimizer_and_operator_by_operator(String setting) throws IOException {
    String name = setting.replaceAll("\\W+", "-");
    Path whole = dir.resolve("whole-" + name);
    Runs.train(whole, yaml(setting + "\nsave_every: 5"));
    Path resumed = dir.resolve("part-" + name);
    Runs.train(resumed, yaml(setting + "\nresume: " + Runs.checkpoint(whole, 5)));
    assertThat(tensors(resumed, STEPS, "model")).isEqualTo(tensors(whole, STEPS, "model"));
    assertThat(tensors(resumed, STEPS, "optimizer")).isEqualTo(tensors(whole, STEPS, "optimizer"));
  }

  @Test
  void recorded_and_operator_by_operator_agree() throws IOException {
    Path eager = dir.resolve("eager");
    Runs.train(eager, yaml("torch_compile: false"));
    List<Map<String, Double>> expected = withoutSpeed(straight);
    List<Map<String, Double>> actual = withoutSpeed(eager);
    for (int i = 0; i < expected.size(); i++) {
      for (String name : expected.get(i).keySet()) {
        assertThat(actual.get(i).get(name))
            .as("%s of row %d", name, i)
            .isCloseTo(expected.get(i).get(name), within(1e-5));
      }
    }
  }

  @Test
  void the_same_seed_gives_the_same_bytes_and_another_seed_does_not() throws IOException {
    Path again = dir.resolve("again");
    Runs.train(again, yaml(""));
    assertThat(tensors(again, STEPS, "model")).isEqualTo(tensors(straight, STEPS, "model"));
    Path other = dir.resolve("other");
    Runs.train(other, yaml("seed: 1"));
    assertThat(tensors(other, STEPS, "model")).isNotEqualTo(tensors(straight, STEPS, "model"));
  }

  @Test
  void auto_begins_anew_where_there_is_nothing_and_goes_on_where_there_is() throws IOException {
    Path run = dir.resolve("auto");
    Runs.train(run, yaml("resume: auto").replace("num_iterations: 12", "num_iterations: 5"));
    assertThat(Runs.checkpoint(run, 5)).exists();
    Runs.train(run, yaml("resume: auto"));
    assertThat(MetricsLog.read(run, 99)).extracting(Metrics::step).hasSize(STEPS + 1);
    assertThat(Runs.checkpoint(run, 12)).exists();
  }

  @Test
  void a_finished_run_has_nothing_to_go_on_with() throws IOException {
    Runs.Outcome outcome = Runs.train(dir.resolve("done"), yaml("resume: " + straight));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("Done: 12 of 12 steps");
  }

  @Test
  void resuming_from_what_is_no_run_says_so() {
    assertThatThrownBy(
            () -> Runs.train(dir.resolve("x"), yaml("resume: " + dir.resolve("nowhere"))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no such directory");
    assertThatThrownBy(() -> Runs.train(dir.resolve("y"), yaml("resume: " + dir)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("holds no checkpoint");
  }

  @Test
  void the_metric_may_be_left_out_of_the_name_of_a_checkpoint() throws IOException {
    Path named = straight.resolve("checkpoints/step-000008");
    assertThat(named).doesNotExist();
    Path resumed = dir.resolve("named");
    Runs.train(resumed, yaml("resume: " + named));
    assertThat(tensors(resumed, STEPS, "model")).isEqualTo(tensors(straight, STEPS, "model"));
    assertThatThrownBy(() -> Runs.train(dir.resolve("w"), yaml("resume: " + named + "1")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("step-0000081: there is no such directory.\n" + named.getParent())
        .hasMessageContaining("holds step-000001, step-000002, ")
        .hasMessageContaining(Runs.checkpoint(straight, 8).getFileName().toString());
  }

  @Test
  void a_checkpoint_of_another_size_is_refused_by_name_and_shape() {
    String resume = "resume: {from: %s, allow: [model_cfg]}".formatted(straight);
    String wider = yaml(resume).replace("width: 5", "width: 7");
    assertThatThrownBy(() -> Runs.train(dir.resolve("z"), wider))
        .hasMessageContaining("the checkpoint is of another model")
        .hasMessageContaining("'encode' is F32 [2, 5] there and F32 [2, 7] here");
  }
}
