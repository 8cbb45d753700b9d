package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every registered language model as a job: its own configuration, with its own
 * optimizer and schedules, cut to a tiny size and run by the real engine on shards of random
 * tokens.
 */
class LanguageModelRunsTest {
  private static final Composer CONF = Composer.builder().searchPath("../conf").build();
  private static final int STEPS = 3;

  @TempDir static Path dir;

  @BeforeAll
  static void writeShards() {
    RandomGenerator random = new SplittableRandom(4);
    for (String name : List.of("train_0", "train_1", "val_0")) {
      int[] tokens = random.ints(300, 0, 61).toArray();
      Shards.file(dir.resolve(name + ".bin"), Shards.bytes(tokens));
    }
  }

  static Stream<String> types() {
    return ModelPagesTest.models().map(a -> a.type());
  }

  private static MapNode job(String type, String... more) {
    List<String> overrides =
        new ArrayList<>(
            List.of(
                "num_iterations=" + STEPS,
                "grad_accum_steps=2",
                "seq_len=32",
                "val_tokens=64",
                "val_loss_every=2",
                "local_data_path=" + dir,
                "train_files=train_*.bin",
                "val_files=val_*.bin",
                "save_every=1",
                "keep_last=9",
                "save_top_k=0",
                "samples=0"));
    overrides.addAll(ModelRegistry.load().get(type).tinySize());
    overrides.addAll(List.of(more));
    return CONF.compose(ModelRegistry.load().get(type).configName(), overrides).resolved();
  }

  private static byte[] tensors(Path run, int step, String file) throws IOException {
    return Files.readAllBytes(Runs.checkpoint(run, step).resolve(file + ".safetensors"));
  }

  private static List<Map<String, Double>> rows(Path run) {
    List<Map<String, Double>> rows = new ArrayList<>();
    for (Metrics m : MetricsLog.read(run, STEPS)) {
      Map<String, Double> row = new TreeMap<>(m.values());
      row.keySet().removeIf(Metrics::isOfMachine);
      rows.add(row);
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_resumed_run_ends_in_the_same_bytes_and_another_seed_in_others(String type)
      throws IOException {
    Path straight = dir.resolve(type);
    Runs.train(straight, job(type));
    Path resumed = dir.resolve(type + "-resumed");
    Runs.train(resumed, job(type, "resume=" + Runs.checkpoint(straight, 1)));
    for (String file : List.of("model", "optimizer")) {
      assertThat(tensors(resumed, STEPS, file)).as(file).isEqualTo(tensors(straight, STEPS, file));
    }
    assertThat(rows(resumed)).isEqualTo(rows(straight));

    Path again = dir.resolve(type + "-again");
    Runs.train(again, job(type, "torch_compile=false", "use_liger=false"));
    assertAgree(rows(again), rows(straight));
    Path other = dir.resolve(type + "-other");
    Runs.train(other, job(type, "torch_compile=false", "seed=1"));
    assertThat(tensors(other, STEPS, "model")).isNotEqualTo(tensors(again, STEPS, "model"));
  }

  /** Operator by operator with whole logits, a seed gives the numbers of the recorded step. */
  private static void assertAgree(
      List<Map<String, Double>> actual, List<Map<String, Double>> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      Map<String, Double> row = expected.get(i);
      assertThat(actual.get(i).keySet()).isEqualTo(row.keySet());
      for (String name : row.keySet()) {
        double size = Math.max(1, Math.abs(row.get(name)));
        assertThat(actual.get(i).get(name))
            .as("%s of row %d", name, i)
            .isCloseTo(row.get(name), within(1e-3 * size));
      }
    }
  }
}
