package dev.hydrant.trainer.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of the family, from files with its own sections alone. */
class MixtureRunTest {
  @TempDir static Path dir;
  private static Path straight;

  private static String yaml(String training) {
    return """
    device: {device: cpu, seed: 42}
    model:
      transformer: {hidden_dim: 16, num_layers: 2, num_heads: 2, dropout: 0.0}
    training:
      batch_size: 4
      num_train_samples: 14
      optimizer: {learning_rate: 0.003}
      loss: {loss_type: mse}
      gradient_clip_val: 1.0
      checkpoint_every: 1
    %s
    data:
      cluster_params: few
      snr_db_params: easy
      sample_count_distribution: {type: range, min: 20, max: 40}
    validation:
      num_val_samples: 10
      validation_batch_size: 4
      visualize: {enabled: false}
    logging: {log_every_n_steps: 1}
    """
        .formatted(training.indent(2));
  }

  @BeforeAll
  static void train() throws IOException {
    straight =
        Runs.train(dir.resolve("straight"), yaml("num_epochs: 3") + "keep_last: 9\n").directory();
  }

  private static Map<String, Double> last(Path run) {
    List<Metrics> rows = MetricsLog.read(run, Long.MAX_VALUE);
    return rows.get(rows.size() - 1).values();
  }

  /** H1, duty 5 and 6: no data file, rows of steps and of epochs. */
  @Test
  void aFileOfSectionsAloneTrains() {
    List<Metrics> rows = MetricsLog.read(straight, Long.MAX_VALUE);
    assertThat(rows).hasSize(12).last().extracting(Metrics::step).isEqualTo(12L);
    assertThat(last(straight))
        .containsEntry("epoch", 3.0)
        .containsKeys(
            "train_loss",
            "train_mse",
            "val_loss",
            "val_mse",
            "val_identity",
            "val_bayes",
            "val_excess",
            "val_kmeans",
            "val_kmeans_ratio",
            "val_better_than_kmeans");
    assertThat(last(straight).get("val_mse"))
        .isCloseTo(last(straight).get("val_loss"), within(1e-6));
    assertThat(last(straight).get("val_identity")).isGreaterThan(last(straight).get("val_bayes"));
  }

  /** H1: the same command twice gives the same rows, but for those of the machine. */
  @Test
  void theSameRunTwiceHasTheSameNumbers() throws IOException {
    Path again = Runs.train(dir.resolve("again"), yaml("num_epochs: 3")).directory();
    Map<String, Double> expected = new java.util.LinkedHashMap<>(last(straight));
    Map<String, Double> found = new java.util.LinkedHashMap<>(last(again));
    expected.keySet().removeIf(Metrics::isOfMachine);
    found.keySet().removeIf(Metrics::isOfMachine);
    assertThat(found).isEqualTo(expected);
  }

  /** A5: another seed, other data and weights. */
  @Test
  void anotherSeedHasOthers() throws IOException {
    String other = yaml("num_epochs: 3").replace("seed: 42", "seed: 1");
    Path run = Runs.train(dir.resolve("seed"), other).directory();
    assertThat(last(run).get("train_loss")).isNotEqualTo(last(straight).get("train_loss"));
    assertThat(last(run).get("val_identity")).isNotEqualTo(last(straight).get("val_identity"));
  }

  /** Between epochs and within one; more epochs are harmless. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aRunThatGoesOnHasTheSameBytes(int step) throws IOException {
    Path resumed = dir.resolve("resumed-" + step);
    Runs.train(
        resumed, yaml("num_epochs: 3") + "resume: " + Runs.checkpoint(straight, step) + "\n");
    for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
      assertThat(Files.readAllBytes(Runs.checkpoint(resumed, 12).resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(Runs.checkpoint(straight, 12).resolve(file)));
    }
  }

  /** In double precision, with every part that is not on by default as well. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss: {loss_type: mse}",
        "loss: {loss_type: wasserstein, normalization: log}",
        "loss: {loss_type: wasserstein, algorithm: sinkhorn, normalization: snr_power, snr_power:"
            + " 1}",
        "loss: {loss_type: energy, use_true_weights: true}"
      })
  void recordedStepsAreThoseThatRunOperatorByOperator(String loss) throws IOException {
    String text =
        yaml("num_epochs: 1")
                .replace("loss: {loss_type: mse}", loss)
                .replace(
                    "model:\n",
                    """
                    model:
                      attention: {type: random_feature, num_features: 8}
                      flow: {enabled: true, predictor_type: monotonic}
                    """)
            + "precision: fp64\n";
    String name = "loss-" + Integer.toHexString(loss.hashCode());
    Path recorded = Runs.train(dir.resolve(name), text).directory();
    Path eager =
        Runs.train(dir.resolve(name + "-eager"), text + "torch_compile: false\n").directory();
    last(recorded)
        .forEach(
            (key, value) -> {
              if (key.startsWith("train_") || key.startsWith("val_")) {
                assertThat(last(eager).get(key))
                    .as(key)
                    .isCloseTo(value, within(1e-7 * (1 + Math.abs(value))));
              }
            });
  }

  /** Standard attention, repetitions, the linear lift, dropout, three dimensions. */
  @Test
  void allPartsTrainTogether() throws IOException {
    String text =
        yaml("num_epochs: 1")
            .replace(
                "num_heads: 2, dropout: 0.0}",
                "num_heads: 2, dropout: 0.1, layer_repeat_mode: layerwise, repeat_factor: 2}\n"
                    + "  use_orthogonal_encdec: false\n"
                    + "  flow: {enabled: true, predictor_type: linear,"
                    + " distribution_mode: fractional}")
            .replace("data:\n", "data:\n  dim: 3\n");
    Path run = Runs.train(dir.resolve("parts"), text).directory();
    assertThat(last(run).get("train_loss")).isFinite();
    assertThat(last(run).get("val_loss")).isFinite();
  }

  /** V3 and the limits of additions §2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hidden_dim: 16; hidden_dim: 8; at least 16",
        "num_heads: 2; num_heads: 3; num_heads must divide hidden_dim",
        "dropout: 0.0; dropout: 1.0; below 1",
        "dropout: 0.0; dropout: 0.0, layer_repeat_mode: grouped, layer_groups: [1],"
            + " group_repeat_factors: [2]; layer_groups must sum to num_layers",
        "batch_size: 4; batch_size: 0; at least 1",
        "batch_size: 4; batchsize: 4; Did you mean 'batch_size'",
        "loss_type: mse; loss_type: mae; wasserstein, mse, energy",
        "cluster_params: few; cluster_params: fw; few",
        "cluster_params: few; cluster_params: few, vary_clusters_in_batch: true; share K and N",
        "snr_db_params: easy; control: mi; mutual information",
        "device: cpu, seed; device: tpu, seed; environment variable DEVICE",
        "device: cpu, seed; device: mps, seed; Apple",
        "num_val_samples: 10; fixed_validation_data: false; every validation has the same sets"
      })
  void saysWhatIsWrong(String right, String wrong, String message) {
    String text =
        yaml("num_epochs: 1")
            .replace(right.strip(), wrong.strip().replace("few, vary", "few\n  vary"));
    assertThatThrownBy(() -> Runs.train(dir.resolve("wrong"), text))
        .hasMessageContaining(message.strip());
  }

  @Test
  void widthsThatDisagreeAreRefused() {
    String text = yaml("num_epochs: 1").replace("{hidden_dim: 16", "{input_dim: 3, hidden_dim: 16");
    assertThatThrownBy(() -> Runs.train(dir.resolve("wrong"), text))
        .hasMessageContaining("must equal data.dim");
  }
}
