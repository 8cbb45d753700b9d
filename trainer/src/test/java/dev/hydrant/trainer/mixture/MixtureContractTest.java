package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.model.RegisteredModelContract;
import dev.hydrant.trainer.nn.Parameter;
import java.nio.file.Path;

/** What holds of every model: gradients, recorded steps, kill -9, memory. */
class MixtureContractTest extends RegisteredModelContract {
  @Override
  protected String yaml(Path directory) {
    return """
        type: mixture
        metadata: {experiment_name: contract}
        device: {device: cpu, seed: 3}
        model:
          transformer: {hidden_dim: 16, num_layers: 1, num_heads: 2, dropout: 0.0}
        training:
          batch_size: 2
          num_epochs: 2
          num_train_samples: 6
          fixed_training_data: true
          loss: {loss_type: mse}
        data: {cluster_params: few, snr_db_params: easy, sample_count_distribution: 12}
        validation: {num_val_samples: 4}
        """;
  }

  /**
   * A key's bias adds the same to all scores of a query, which a softmax does not see; the last
   * bias adds the same to all points, which the lift back takes away with their mean.
   */
  @Override
  protected boolean reachesLoss(Parameter p) {
    return !p.name().endsWith("attention.key.bias") && !p.name().endsWith("feed_forward.down.bias");
  }
}
