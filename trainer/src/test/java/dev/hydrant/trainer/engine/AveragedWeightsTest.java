package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AveragedWeightsTest {
  private static final String YAML =
      """
      type: toy
      num_iterations: 6
      grad_accum_steps: 1
      val_loss_every: 2
      lr: 0.05
      model_cfg: {width: 5}
      keep_last: 99
      save_every: 1
      %s
      """;

  @TempDir Path dir;

  private Path train(String name, String more) throws IOException {
    return Runs.train(dir.resolve(name), YAML.formatted(more)).directory();
  }

  private static float[] floats(Path run, long step, String file, String tensor)
      throws IOException {
    try (var r = Checkpoint.open(Runs.checkpoint(run, step)).tensors(file)) {
      ByteBuffer b = r.bytes(tensor);
      float[] values = new float[b.remaining() / 4];
      b.asFloatBuffer().get(values);
      return values;
    }
  }

  @Test
  void each_step_moves_the_average_towards_the_weights_by_one_minus_the_decay() throws IOException {
    Path run = train("run", "ema_decay: 0.75");
    for (long step = 2; step <= 6; step++) {
      float[] before = floats(run, step - 1, "ema", "encode");
      float[] now = floats(run, step, "ema", "encode");
      float[] weights = floats(run, step, "model", "encode");
      for (int i = 0; i < now.length; i++) {
        assertThat(now[i]).isCloseTo(0.75f * before[i] + 0.25f * weights[i], within(1e-6f));
      }
      assertThat(now).isNotEqualTo(weights);
    }
  }

  @Test
  void validation_judges_the_average_too_and_leaves_the_weights_as_they_were() throws IOException {
    Path with = train("with", "ema_decay: 0.5");
    Path without = train("without", "");
    assertThat(Files.readAllBytes(Runs.checkpoint(with, 6).resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(Runs.checkpoint(without, 6).resolve("model.safetensors")));
    assertThat(Runs.checkpoint(without, 6).resolve("ema.safetensors")).doesNotExist();
    List<Metrics> rows = MetricsLog.read(with, 99);
    Map<String, Double> first = rows.get(0).values();
    assertThat(first.get("val_ema_loss")).isEqualTo(first.get("val_loss"));
    Map<String, Double> last = rows.get(rows.size() - 1).values();
    assertThat(last.get("val_ema_loss")).isNotNull().isNotEqualTo(last.get("val_loss"));
  }

  @Test
  void it_can_tell_the_best_checkpoint_and_need_not_be_judged() throws IOException {
    Path run = train("monitored", "ema_decay: 0.5\nmonitor: val_ema_loss");
    assertThat(Runs.checkpoint(run, 6).getFileName().toString()).contains("-val_ema_loss-");
    Path silent = train("silent", "ema_decay: 0.5\nval_ema: false");
    assertThat(MetricsLog.read(silent, 99)).noneMatch(m -> m.values().containsKey("val_ema_loss"));
  }

  @Test
  void an_average_begun_on_resuming_starts_at_the_weights() throws IOException {
    Path plain = train("plain", "");
    Path run =
        train(
            "begun",
            "ema_decay: 0.75\nresume: {from: %s, allow: [ema_decay]}"
                .formatted(Runs.checkpoint(plain, 5)));
    float[] start = floats(plain, 5, "model", "encode");
    float[] weights = floats(run, 6, "model", "encode");
    float[] average = floats(run, 6, "ema", "encode");
    for (int i = 0; i < average.length; i++) {
      assertThat(average[i]).isCloseTo(0.75f * start[i] + 0.25f * weights[i], within(1e-6f));
    }
  }

  @Test
  void saving_meanwhile_and_at_once_leave_the_same_bytes() throws IOException {
    Path meanwhile = train("meanwhile", "ema_decay: 0.9\nsave_async: true");
    Path atOnce = train("at-once", "ema_decay: 0.9\nsave_async: false");
    for (long step = 1; step <= 6; step++) {
      Path a = Runs.checkpoint(meanwhile, step);
      Path b = Runs.checkpoint(atOnce, step);
      assertThat(a.getFileName()).isEqualTo(b.getFileName());
      for (String file : List.of("model", "optimizer", "ema")) {
        String name = file + ".safetensors";
        assertThat(a.resolve(name)).hasSameBinaryContentAs(b.resolve(name));
      }
      // The state tells the configuration, and so how it was saved.
      ObjectNode stateA = state(a);
      ObjectNode stateB = state(b);
      assertThat(((ObjectNode) stateA.get("config")).remove("save_async").get("value").asBoolean())
          .isNotEqualTo(
              ((ObjectNode) stateB.get("config")).remove("save_async").get("value").asBoolean());
      assertThat(stateA).isEqualTo(stateB);
    }
  }

  private static ObjectNode state(Path checkpoint) throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(checkpoint.resolve("state.json").toFile());
  }
}
