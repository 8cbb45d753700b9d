package dev.hydrant.trainer.protein;

import dev.hydrant.trainer.protein.ingest.GeneratedChains;
import dev.hydrant.trainer.protein.ingest.ImportProgress;
import dev.hydrant.trainer.protein.ingest.ImportRequest;
import dev.hydrant.trainer.protein.ingest.ProteinImport;
import java.nio.file.Path;

/** Small configurations of the four sections, for tests. */
final class ProteinYaml {
  /** Two rounds of two batches of these are quick. */
  static final String SIZES =
      "d_model: 16\n  n_heads: 2\n  n_layers: 2\n  max_len: 128\n  dropout: 0.1\n  ff_mult: 2";

  private ProteinYaml() {}

  /** Generated chains in a folder. */
  static Path data(Path folder, int chains) {
    ProteinImport.run(
        ImportRequest.of(new GeneratedChains(chains, 7), folder).withThreads(1),
        ImportProgress.NONE);
    return folder;
  }

  static String consensus(String connectivity) {
    return "block_type: self_consensus\n  block_params: {num_iterations: 1, connectivity_type: "
        + connectivity
        + ", w: 2, r: 2, edge_hidden_dim: 4}";
  }

  static String of(String style, String block, String encoder, Path data, String masking) {
    boolean trunk = !style.startsWith("stage");
    return """
        model:
          style: %s
          %s
          %s
          %s
        training:
          batch_size: 4
          max_epochs: 2
          learning_rate: 3e-3
          data_dir: %s
          length_buckets: 2
        loss:
          type: %s
        masking:
        %s
        """
        .formatted(
            style,
            SIZES,
            block,
            trunk
                ? "fsq_encoder_path: " + encoder
                : "fsq: {latent_dim: 8, levels: [7, 5, 5, 5, 5]"
                    + (encoder == null ? "}" : ", encoder_path: " + encoder + "}"),
            data,
            switch (style) {
              case "mlm" -> "cross_entropy";
              case "discrete_diffusion" -> "score_entropy";
              default -> "kabsch_rmsd";
            },
            masking.indent(2));
  }

  static String masking(String strategy) {
    return switch (strategy) {
      case "simple" -> "strategy: simple\nsimple: {mask_prob_seq: 0.15, mask_prob_struct: 0.15}";
      case "discrete_diffusion" ->
          "strategy: discrete_diffusion\ndiscrete_diffusion: {noise_schedule: uniform, sigma_min:"
              + " 0.31, sigma_max: 5.68, num_timesteps: 100}";
      default -> "strategy: " + strategy;
    };
  }
}
