package dev.hydrant.trainer.vqvae;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.data.npy.NpzFile;
import dev.hydrant.trainer.engine.ChildRun;
import dev.hydrant.trainer.model.RegisteredModelContract;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
import dev.hydrant.trainer.vqvae.output.PickleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every model: gradients, recorded steps, kill -9, memory. */
class VqVaeContractTest extends RegisteredModelContract {
  @TempDir Path own;

  @Override
  protected String yaml(Path directory) {
    Path dataset = directory.resolve("features.h5");
    if (!Files.exists(dataset)) {
      new FeatureSample(FeatureSample.Kind.BASELINE, 40, 3).write(dataset);
    }
    return """
        dataset_path: %s
        families:
          architecture:
            encoder: IdentityEncoder
            encoder_params: {}
        model:
          group_embedding_dim: 6
          group_hidden_dim: 5
          levels: [{latent_dim: 4, num_tokens: 5}, {latent_dim: 3, num_tokens: 4}]
        training:
          num_epochs: 4
          batch_size: 18
          learning_rate: 0.02
          topo_samples: 12
          val_every_n_epochs: 1
          dead_code_reset_interval: 2
          dead_code_threshold: 1.5
        """
        .formatted(dataset);
  }

  /** What comes before a code gets the code's gradient as if there were none between. */
  @Override
  protected boolean isDerivative(Parameter p) {
    return p.name().startsWith("shared_decoder") || p.name().startsWith("partial_decoders");
  }

  @Override
  protected String otherSeed() {
    return "random_seed: 1234\n";
  }

  /** R23: what a killed run leaves in its results is whole. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theResultsOfAKilledRunAreWhole() throws IOException, InterruptedException {
    Path run = own.resolve("killed");
    assertThat(ChildRun.killedAfter(run, yaml(own), 5)).isEqualTo(137);
    Path results = run.resolve("output");
    assertThat(PickleReader.read(results.resolve("best_model.pt"))).containsKey("metrics");
    assertThat(NpzFile.open(results.resolve("normalization_stats.npz")).names())
        .contains("cluster_1_mean");
    assertThat(
            new ObjectMapper()
                .readTree(results.resolve("training_history.json").toFile())
                .path("epochs"))
        .isNotEmpty();
    assertThat(results.toFile().list()).allMatch(name -> !name.endsWith(".tmp"));
  }
}
