package dev.hydrant.trainer.engine.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on several devices, here copies of a model on the CPU, from the configuration down. */
class SharedStepTest {
  @TempDir Path dir;

  private static String toy(String more) {
    return """
    type: toy
    num_iterations: 6
    grad_accum_steps: 4
    save_every: 3
    keep_last: 9
    model_cfg: {width: 5, noise: 0.2}
    %s
    """
        .formatted(more);
  }

  private String gpt2(String more) {
    int[] tokens = new SplittableRandom(3).ints(500, 0, 31).toArray();
    Shards.file(dir.resolve("tokens.bin"), Shards.bytes(tokens));
    return """
    type: gpt2
    num_iterations: 6
    grad_accum_steps: 4
    val_loss_every: 3
    lr: 0.01
    samples: 0
    save_checkpoint: false
    train_files: tokens.bin
    val_files: tokens.bin
    local_data_path: %s
    seq_len: 16
    val_tokens: 32
    model_cfg: {vocab_size: 31, n_ctx: 8, d_model: 16, num_heads: 2, n_layers: 1}
    %s
    """
        .formatted(dir, more);
  }

  private static double[] losses(Path run, String name) {
    return MetricsLog.read(run, 99).stream()
        .map(Metrics::values)
        .filter(v -> v.containsKey(name))
        .mapToDouble(v -> v.get(name))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "2, fp32, true, 1e-6",
    "4, fp32, true, 1e-6",
    "2, fp64, true, 1e-12",
    "2, fp32, false, 1e-6",
    "'[cpu, cpu]', fp64, false, 1e-12"
  })
  void copies_that_share_a_step_learn_as_one_device_does(
      String devices, String precision, boolean recorded, double tolerance) throws IOException {
    String common = "precision: %s\ntorch_compile: %s\n".formatted(precision, recorded);
    Path one = dir.resolve("one");
    Path shared = dir.resolve("shared");
    Runs.train(one, gpt2(common));
    Runs.train(shared, gpt2(common + "devices: " + devices));
    for (String name : List.of("train_loss", "grad_norm", "val_loss")) {
      assertThat(losses(shared, name))
          .as(name)
          .hasSizeGreaterThan(2)
          .containsExactly(losses(one, name), within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fp32", "fp16"})
  void a_resumed_run_ends_in_the_same_bytes(String precision) throws IOException {
    String common = "devices: 2\nprecision: " + precision;
    Path straight = dir.resolve("straight");
    Path resumed = dir.resolve("resumed");
    Runs.train(straight, toy(common));
    Path half = Runs.checkpoint(straight, 3);
    Runs.train(resumed, toy(common + "\nresume: " + half));
    for (String file : List.of("model", "optimizer")) {
      String name = file + ".safetensors";
      assertThat(Files.readAllBytes(Runs.checkpoint(resumed, 6).resolve(name)))
          .isEqualTo(Files.readAllBytes(Runs.checkpoint(straight, 6).resolve(name)));
    }
    if (precision.equals("fp16")) {
      assertThat(
              Files.readString(half.resolve("optimizer.safetensors"), StandardCharsets.ISO_8859_1))
          .contains("\"loss_scale\"");
    }
  }

  @Test
  void micro_batches_that_cannot_be_shared_are_refused_before_anything_is_allocated() {
    assertThatThrownBy(() -> Runs.train(dir.resolve("uneven"), toy("devices: 3")))
        .isInstanceOf(UserException.class)
        .hasMessage("grad_accum_steps=4 micro-batches cannot be shared evenly by 3 devices");
  }
}
