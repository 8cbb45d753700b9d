package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rows hold beside losses: norms and rates of groups, memory, utilisation. */
class MeasurementsTest {
  @TempDir Path dir;

  private Map<String, Double> row(String name, int step, String more) throws IOException {
    Runs.train(
        dir.resolve(name),
        """
        type: toy
        num_iterations: 3
        grad_accum_steps: 2
        val_loss_every: 0
        samples: 0
        save_checkpoint: false
        model_cfg: {width: 5}
        """
            + more);
    return MetricsLog.read(dir.resolve(name), 99).get(step - 1).values();
  }

  private static Map<String, Double> named(Map<String, Double> row, String prefix) {
    Map<String, Double> out = new LinkedHashMap<>();
    row.forEach(
        (name, v) -> {
          if (name.startsWith(prefix)) {
            out.put(name, v);
          }
        });
    return out;
  }

  @Test
  void norms_come_on_their_cadence_and_make_up_the_whole() throws IOException {
    Map<String, Double> second = row("norms", 2, "log_norms_every: 2");
    Map<String, Double> norms = named(second, "grad_norm/");
    assertThat(norms).isNotEmpty();
    double whole = Math.sqrt(norms.values().stream().mapToDouble(x -> x * x).sum());
    assertThat(whole).isCloseTo(second.get("grad_norm"), within(1e-6 * whole));
    assertThat(named(second, "weight_norm/").keySet())
        .allMatch(n -> norms.containsKey(n.replace("weight", "grad")));
    assertThat(named(second, "weight_norm/").values()).allMatch(v -> v > 0.05 && v < 20);
    assertThat(named(row("third", 3, "log_norms_every: 2"), "grad_norm/")).isEmpty();
    assertThat(named(row("never", 2, ""), "grad_norm/")).isEmpty();
  }

  @Test
  void the_first_gradient_is_the_same_whatever_rule_follows_it() throws IOException {
    String often = "log_norms_every: 1\n";
    Map<String, Double> expected = named(row("adamw", 1, often), "grad_norm/");
    for (String rule :
        new String[] {
          "optimizer: sgd\nweight_decay: 0.5",
          "optimizer: sgd\nbetas: [0.0, 0.9]\nweight_decay: 0.5",
          "optimizer: muon",
          "use_adam_mini: true",
          "torch_compile: false",
          "grad_clip: 0.001"
        }) {
      Map<String, Double> actual =
          named(row(rule.replaceAll("\\W+", "-"), 1, often + rule), "grad_norm/");
      assertThat(actual.keySet()).isEqualTo(expected.keySet());
      actual.forEach(
          (name, v) -> assertThat(v).as(rule).isCloseTo(expected.get(name), within(1e-5)));
    }
  }

  @Test
  void groups_show_their_rates_where_they_differ() throws IOException {
    assertThat(named(row("one", 1, ""), "lr/")).isEmpty();
    Path run = dir.resolve("two");
    Runs.train(
        run,
        """
        type: gpt2
        num_iterations: 2
        grad_accum_steps: 1
        lr_schedule: constant
        warmup_frac: 0
        lr: 0.5
        lr_embed: 0.25
        samples: 0
        save_checkpoint: false
        seq_len: 32
        val_tokens: 32
        model_cfg: {vocab_size: 61, n_ctx: 16, d_model: 8, num_heads: 2, n_layers: 1}
        train_files: '%s'
        val_files: '%s'
        """
            .replace("%s", shard().toString()));
    assertThat(named(MetricsLog.read(run, 9).get(1).values(), "lr/"))
        .containsEntry("lr/embed", 0.25)
        .containsEntry("lr/hidden", 0.5);
  }

  private Path shard() {
    Path file = dir.resolve("tokens.bin");
    Shards.file(file, Shards.bytes(new SplittableRandom(4).ints(300, 0, 61).toArray()));
    return file;
  }

  @Test
  void utilisation_follows_from_speed_and_the_stated_peak_and_is_else_not_shown()
      throws IOException {
    Map<String, Double> with = row("peak", 3, "peak_flops: 1.0e+9");
    // 6 operations for each of the 20 learned values and each point
    assertThat(with.get("mfu")).isCloseTo(with.get("points_per_s") * 6 * 20 / 1e9, within(1e-12));
    assertThat(row("none", 3, "")).doesNotContainKey("mfu");
  }

  @Test
  void the_memory_of_the_process_is_there_and_not_kept_with_checkpoints() throws IOException {
    Map<String, Double> row = row("memory", 3, "");
    assertThat(row.get("memory_mb")).isBetween(50.0, 100_000.0);
  }
}
