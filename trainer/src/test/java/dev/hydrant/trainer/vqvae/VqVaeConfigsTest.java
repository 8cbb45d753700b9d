package dev.hydrant.trainer.vqvae;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
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
      })
  void eachTrainsAnEpoch(String name) throws Exception {
    MapNode tree =
        CONF.compose(
                "vqvae/" + name,
                List.of("dataset_path=" + dataset, "training.num_epochs=1", "device=cpu"))
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
}
