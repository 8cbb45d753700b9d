package dev.hydrant.trainer.vqvae;

import java.nio.file.Path;

/** Small configurations of the family, in its own sections alone. */
final class VqVaeRuns {
  private VqVaeRuns() {}

  /**
   * One for the generated sample.
   *
   * @param training further lines of the section
   */
  static String yaml(Path dataset, String training) {
    return """
        dataset_path: "%s"
        max_samples: null
        families:
          summary:
            encoder: MLPEncoder
            encoder_params: {hidden_dims: [32], output_dim: 16, dropout: 0.1, activation: "relu", batch_norm: true}
          architecture:
            encoder: IdentityEncoder
            encoder_params: {}
        model:
          group_embedding_dim: 16
          group_hidden_dim: 24
          levels: []
          commitment_cost: 0.25
          use_ema: true
          decay: 0.99
          dropout: 0.1
          orthogonality_weight: 0.1
          informativeness_weight: 0.1
        training:
          batch_size: 48
          learning_rate: 0.003
          optimizer: "adam"
          scheduler: null
          warmup_epochs: 0
          topo_samples: 32
          val_every_n_epochs: 1
        %s
        logging: {wandb: false, log_interval: 100, eval_interval: 500, verbose: true}
        random_seed: 42
        """
        .formatted(dataset, training.indent(2));
  }
}
