package dev.hydrant.trainer.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
import dev.hydrant.trainer.vqvae.output.OutputFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R5 to R12: the configs that are shipped. */
class VqVaeConfigsTest {
  private static final Composer CONF =
      Composer.builder().searchPath(Path.of("..", "conf").toString()).build();

  private static final Path MAPPING = Path.of("..", "conf/vqvae/summary_category_mapping.json");

  @TempDir static Path dir;
  private static Path dataset;

  @BeforeAll
  static void makeFeatures() {
    dataset = dir.resolve("features.h5");
    new FeatureSample(FeatureSample.Kind.BASELINE, 100, 0).write(dataset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validation/1k_initial_only",
        "validation/1k_architecture_only",
        "validation/1k_summary_only",
        "validation/1k_arch_summary",
        "validation/1k_arch_summary_highgpu",
        "production/10k_arch_summary_400epochs",
        "summary_1k",
        "summary_1k_auto",
      })
  void eachTrainsAnEpoch(String name) throws Exception {
    MapNode tree =
        CONF.compose(
                "vqvae/" + name,
                List.of(
                    "dataset_path=" + dataset,
                    "training.num_epochs=1",
                    "training.checkpoint_dir=" + dir.resolve("results/" + name),
                    "device=cpu",
                    "++training.category_mapping_file=" + MAPPING))
            .resolved();
    Runs.Outcome run = Runs.train(dir.resolve(name), tree);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("validation quality");
  }

  @Test
  void theEngineReadsWhatTheSectionsSay() {
    MapNode tree =
        CONF.compose("vqvae/validation/1k_arch_summary", List.of("training.batch_size=128"))
            .resolved();
    TrainConfig engine = RunSetup.of(tree, ModelRegistry.load()).config();
    assertThat(engine.type()).isEqualTo("vqvae");
    assertThat(engine.loop().numEpochs()).hasValue(150L);
    assertThat(engine.loop().seed()).isEqualTo(42);
    assertThat(engine.optimizer().optimizer()).isEqualTo("adam");
    assertThat(engine.optimizer().lr()).isEqualTo(0.001);
    assertThat(engine.optimizer().betas()).containsExactly(0.9, 0.999);
    assertThat(engine.optimizer().weightDecay()).isZero();
    assertThat(engine.guards().earlyStopPatience()).isEqualTo(20);
  }

  /** R4: the template has every key, and a comment for each. */
  @Test
  void theTemplateHasEveryKeyWithAComment() throws Exception {
    String text = Files.readString(Path.of("..", "conf/vqvae/default.yaml"));
    MapNode template =
        (MapNode) ConfigTrees.read(text.replace("# @package", "#"), Format.YAML, "default");
    for (var key : RecordSchema.of(VqVaeConfig.class).keys()) {
      String path = key.path();
      if (path.contains("[") || path.startsWith("families")) {
        continue;
      }
      Node at = template;
      for (String part : path.split("\\.")) {
        assertThat(at).as(path).isInstanceOf(MapNode.class);
        at = ((MapNode) at).get(part);
      }
      assertThat(at).as(path).isNotNull();
    }
    for (String line : text.lines().toList()) {
      if (line.matches("\\s+\\w+: .+") || line.matches("\\w+: .+")) {
        assertThat(line).contains("# ");
      }
    }
  }

  /** R21, R22: a copy of the template with its examples uncommented. */
  @Test
  void aCopyOfTheTemplateTrains() throws Exception {
    String copy =
        Files.readString(Path.of("..", "conf/vqvae/default.yaml"))
            .replaceAll("(?m)^  # ", "  ")
            .replace("datasets/baseline_10k.h5", dataset.toString());
    Path conf = Files.createDirectories(dir.resolve("conf/vqvae"));
    Files.writeString(conf.resolve("my_experiment.yaml"), copy);
    MapNode tree =
        Composer.builder()
            .searchPath(dir.resolve("conf").toString())
            .searchPath(Path.of("..", "conf").toString())
            .build()
            .compose("vqvae/my_experiment", List.of("training.num_epochs=1", "device=cpu"))
            .resolved();
    Path run = dir.resolve("experiment");
    Files.createDirectories(run.resolve(".hydra"));
    Files.writeString(
        run.resolve(".hydra/hydra.yaml"),
        "hydra: {mode: MULTIRUN, job: {config_name: vqvae/my_experiment}}");
    assertThat(Runs.train(run, tree).exitCode()).isZero();
    assertThat(run.resolve("output/best_model.pt")).exists();
    assertThat(OutputFolder.of(run)).isEqualTo(run.resolve("output"));
    Files.writeString(
        run.resolve(".hydra/hydra.yaml"),
        "hydra: {mode: RUN, job: {config_name: vqvae/my_experiment}}");
    assertThat(OutputFolder.of(run)).isEqualTo(Path.of("checkpoints/vqvae/my_experiment"));
  }

  /** R2: flat files, and the template as it is. */
  @Test
  void filesWithoutFamiliesAreShownAnExample() {
    String flat = "dataset_path: x.h5\nbatch_size: 32\nepochs: 500\n";
    assertThatThrownBy(() -> Runs.train(dir.resolve("flat"), flat))
        .hasMessageContaining("test.yaml:2:")
        .hasMessageContaining("no key 'families'. A VQ-VAE config has families, model, training")
        .hasMessageContaining("encoder: MLPEncoder");
    MapNode template = CONF.compose("vqvae/default", List.of()).resolved();
    assertThatThrownBy(() -> Runs.train(dir.resolve("flat"), template))
        .hasMessageContaining("families is empty. Name at least one");
  }
}
