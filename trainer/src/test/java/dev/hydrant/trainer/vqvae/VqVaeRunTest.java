package dev.hydrant.trainer.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
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

/** Whole runs of the family, from files with its own keys alone. */
class VqVaeRunTest {
  @TempDir static Path dir;
  private static Path dataset;

  @BeforeAll
  static void makeFeatures() {
    dataset = dir.resolve("features.h5");
    new FeatureSample(FeatureSample.Kind.BASELINE, 160, 5).write(dataset);
  }

  private static String yaml(String training) {
    return VqVaeRuns.yaml(dataset, training);
  }

  private static Runs.Outcome train(String name, String training) throws IOException {
    return Runs.train(dir.resolve(name), yaml(training));
  }

  private static Metrics last(Path run) {
    List<Metrics> rows = MetricsLog.read(run, Long.MAX_VALUE);
    return rows.get(rows.size() - 1);
  }

  /** R3, R9, R23: sections of its own at the top level, no type, no defaults. */
  @Test
  void aFileWithTheFamilysKeysAloneTrains() throws IOException {
    Runs.Outcome run = train("alone", "num_epochs: 3");
    assertThat(run.exitCode()).isZero();
    Map<String, Double> end = last(run.directory()).values();
    // 144 training rows in batches of 48.
    assertThat(last(run.directory()).step()).isEqualTo(9);
    assertThat(end).containsEntry("epoch", 3.0);
    assertThat(end)
        .containsKeys(
            "train_loss",
            "train_reconstruction",
            "train_vq",
            "train_orthogonality",
            "train_informativeness",
            "train_topo",
            "val_loss",
            "val_quality",
            "val_utilization",
            "val_orthogonality",
            "val_topo_pre",
            "val_perplexity",
            "val_cluster_1/level_0/utilization");
    assertThat(end.get("val_quality")).isBetween(0.0, 1.0);
    assertThat(end.get("val_utilization")).isGreaterThan(end.get("val_utilization_val") - 1e-9);
    assertThat(run.out()).contains("Done: 9 of 9 steps").contains("training.num_epochs=6");
  }

  /** R3.8 and V4: k-means after the first epoch opens the codebooks. */
  @Test
  void codesOfKMeansAreUsedWhereUniformOnesAreNot() throws IOException {
    double kmeans =
        last(train("kmeans", "num_epochs: 1").directory()).values().get("val_utilization");
    Path uniform = dir.resolve("uniform");
    Runs.train(
        uniform,
        yaml("num_epochs: 1").replace("use_ema: true", "use_ema: true\n  codebook_init: uniform"));
    assertThat(kmeans).isGreaterThan(2 * last(uniform).values().get("val_utilization"));
  }

  /** R3.8: codes that are learned begin at the same places, and dead ones are moved as well. */
  @ParameterizedTest
  @CsvSource({"false, kmeans", "false, data", "true, data"})
  void codesAreSetAndResetWhetherLearnedOrNot(boolean averages, String first) throws IOException {
    Path run = dir.resolve("learned-" + averages + first);
    Runs.train(
        run,
        yaml("num_epochs: 2\ndead_code_reset_interval: 2\ndead_code_threshold: 1.1")
            .replace("use_ema: true", "use_ema: " + averages + "\n  codebook_init: " + first));
    assertThat(last(run).values().get("codes_reset")).isPositive();
    assertThat(last(run).values().get("val_utilization")).isGreaterThan(0.2);
  }

  /** R17, R3.17: categories, statistics and codebooks return, and the bytes are the same. */
  @Test
  void aRunThatGoesOnHasTheSameBytes() throws IOException {
    Path straight =
        train("straight", "num_epochs: 4\ndead_code_reset_interval: 2\ndead_code_threshold: 1.5")
            .directory();
    Path half =
        train("half", "num_epochs: 2\ndead_code_reset_interval: 2\ndead_code_threshold: 1.5")
            .directory();
    Runs.train(
        dir.resolve("on"),
        yaml("num_epochs: 4\ndead_code_reset_interval: 2\ndead_code_threshold: 1.5")
            + "resume: "
            + half
            + "\n");
    Path a = Runs.checkpoint(straight, 12);
    Path b = Runs.checkpoint(dir.resolve("on"), 12);
    assertThat(Files.readAllBytes(b.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(a.resolve("model.safetensors")));
    assertThat(Files.readAllBytes(b.resolve("optimizer.safetensors")))
        .isEqualTo(Files.readAllBytes(a.resolve("optimizer.safetensors")));
    FeatureFacts facts = Facts.of(Checkpoint.open(b)).as(FeatureFacts.class);
    assertThat(facts.split().parts()).containsEntry("train", 144L);
    assertThat(facts.categories().values().stream().mapToInt(c -> c.length).sum())
        .isEqualTo(facts.names().size());
  }

  /** R3.15: in double precision, where k-means does not enlarge what is rounded otherwise. */
  @Test
  void recordedStepsAreThoseThatRunOperatorByOperator() throws IOException {
    String training = "num_epochs: 2\n";
    Path recorded = dir.resolve("recorded");
    Runs.train(recorded, yaml(training) + "precision: fp64\n");
    Path eager = dir.resolve("eager");
    Runs.train(eager, yaml(training + "use_torch_compile: false") + "precision: fp64\n");
    last(recorded)
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith("val_") || name.startsWith("train_")) {
                assertThat(last(eager).values().get(name))
                    .as(name)
                    .isCloseTo(value, within(1e-6 * (1 + Math.abs(value))));
              }
            });
  }

  /** R40: per-category zero mean and unit variance of the training rows. */
  @Test
  void trainingRowsAreNormalised() throws IOException {
    MapNode tree = Runs.tree(yaml("num_epochs: 1"));
    VqVaeConfig config = ConfigTrees.bind(tree, VqVaeConfig.class);
    FamilyEncoders encoders = new FamilyEncoders(config, tree);
    FeatureFacts facts = new FeatureDiscovery(config, encoders).find();
    FeatureFeed feed = new FeatureFeed(config, encoders, facts);
    int width = facts.names().size();
    double[] sum = new double[width];
    double[] squares = new double[width];
    int rows = 0;
    try (var source = feed.trainingRows()) {
      for (long i = 0; i < source.batchesPerEpoch(); i++) {
        var batch = (Batch.Floats) source.read(i).arrays().get("rows");
        for (int k = 0; k < batch.values().length; k++) {
          sum[k % width] += batch.values()[k];
          squares[k % width] += batch.values()[k] * batch.values()[k];
        }
        rows += (int) batch.shape()[0];
      }
    }
    assertThat(rows).isEqualTo(144);
    for (int j = 0; j < width; j++) {
      assertThat(sum[j] / rows).isCloseTo(0, within(1e-5));
      assertThat(squares[j] / rows).isCloseTo(1, within(1e-4));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "encoder: MLPEncoder; encoder: MLPEncodr; MLPEncoder",
        "architecture:; architectur:; no family architectur",
        "features.h5; missing.h5; missing.h5",
        "wandb: false; wandb: true; not available here",
        "batch_size: 48; batchsize: 48; batch_size",
        "decay: 0.99; decay: 1.5; at most 1",
        "decay: 0.99; batch_size: 4; write training.batch_size",
        "decay: 0.99; compression_ratios: '1:2'; a positive number for each level",
      })
  void saysWhatIsWrong(String right, String wrong, String message) {
    String text = yaml("num_epochs: 1").replace(right.strip(), wrong.strip());
    assertThatThrownBy(() -> Runs.train(dir.resolve("wrong"), text))
        .hasMessageContaining(message.strip());
  }
}
