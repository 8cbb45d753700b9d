package dev.hydrant.trainer.protein.config;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.run.Runs;
import java.util.Locale;

/** Small configurations of protein models. */
final class Configurations {
  private Configurations() {}

  /** One of a style, with a further line of its model. */
  static OdysseyConfig of(Style style, String line) {
    String yaml =
        """
        model:
          style: %s
          d_model: 8
          n_heads: 1
          n_layers: 1
          max_len: 64
          dropout: 0
          ff_mult: 4
          fsq: {latent_dim: 4, levels: [3, 2]}
          %s
        training: {batch_size: 2, max_epochs: 1, learning_rate: 1e-3, data_dir: none}
        loss: {type: kabsch_rmsd}
        masking: {strategy: none}
        """
            .formatted(style.name().toLowerCase(Locale.ROOT), line);
    return ConfigTrees.bind(Runs.tree(yaml), OdysseyConfig.class);
  }
}
