package dev.hydrant.trainer.vqvae;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.ScalarNode;
import org.junit.jupiter.api.Test;

/** What the engine reads of a VQ-VAE's configuration. */
class EngineKeysTest {
  private static Object engine(String key, String training, String more) {
    String yaml = "training: {num_epochs: 150, %s}\n%s".formatted(training, more);
    MapNode tree = (MapNode) ConfigTrees.read(yaml, Format.YAML, "test.yaml");
    return ((ScalarNode) EngineKeys.of(tree).get(key)).value();
  }

  /** V9: cosine ends at 0; step halves after each third of the run. */
  @Test
  void schedulesEndWhereTheirDocumentSays() {
    assertThat(engine("min_lr_ratio", "scheduler: cosine", "")).isEqualTo(0.0);
    assertThat(engine("lr_every", "scheduler: step", "")).isEqualTo(50.0);
    assertThat(engine("lr_every", "scheduler: step", "lr_every: 1")).isEqualTo(50.0);
    assertThat(engine("lr_every", "scheduler: step", "lr_every: 7")).isEqualTo(7L);
    assertThat(engine("lr_every", "scheduler: cosine", "lr_every: 1")).isEqualTo(1L);
  }
}
