package dev.hydrant.trainer.vqvae;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.analysis.AdjustedRand;
import dev.hydrant.trainer.data.hdf5.Hdf5File;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a researcher expects of the whole: categories that are there, and the four targets. */
class GatesTest {
  @TempDir static Path dir;

  /** V1: eight planted categories of two families, as the configuration finds them. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void plantedCategoriesAreFound(long seed) {
    Path dataset = dir.resolve("planted" + seed + ".h5");
    new FeatureSample(FeatureSample.Kind.PLANTED, 1000, seed).write(dataset);
    MapNode tree =
        Runs.tree(
            """
            dataset_path: %s
            families:
              summary: {encoder: IdentityEncoder, encoder_params: {}}
              architecture: {encoder: IdentityEncoder, encoder_params: {}}
            """
                .formatted(dataset));
    VqVaeConfig config = ConfigTrees.bind(tree, VqVaeConfig.class);
    FeatureFacts facts = new FeatureDiscovery(config, new FamilyEncoders(config, tree)).find();
    assertThat(facts.categories()).hasSize(8);
    int[] truth = truth(dataset, facts);
    int[] found = new int[truth.length];
    int label = 0;
    for (int[] places : facts.categories().values()) {
      for (int j : places) {
        found[j] = label;
      }
      label++;
    }
    assertThat(AdjustedRand.index(truth, found)).isGreaterThanOrEqualTo(0.95);
  }

  private static int[] truth(Path dataset, FeatureFacts facts) {
    try (Hdf5File file = Hdf5File.open(dataset)) {
      int[] summary = file.dataset("/truth/summary/category").ints();
      int[] architecture = file.dataset("/truth/architecture/category").ints();
      int[] kept = new int[facts.names().size()];
      int at = 0;
      for (int j = 0; j < facts.mask().length; j++) {
        if (facts.mask()[j]) {
          kept[at++] = j < summary.length ? summary[j] : 100 + architecture[j - summary.length];
        }
      }
      return kept;
    }
  }

  /** V4: the seed's configuration of one family meets all four targets within a few epochs. */
  @Test
  void theTargetsAreMet() throws Exception {
    Path dataset = dir.resolve("baseline.h5");
    new FeatureSample(FeatureSample.Kind.BASELINE, 1000, 0).write(dataset);
    Runs.Outcome run =
        Runs.train(
            dir.resolve("targets"),
            """
            dataset_path: %s
            families:
              architecture: {encoder: MLPEncoder, encoder_params: {hidden_dims: [128, 64], output_dim: 64}}
            model: {group_embedding_dim: 64, group_hidden_dim: 128}
            training: {batch_size: 32, learning_rate: 0.001, num_epochs: 20, topo_weight: 0.02, topo_samples: 64, val_every_n_epochs: 20}
            """
                .formatted(dataset));
    assertThat(run.out()).contains("Targets").doesNotContain("not met");
  }
}
