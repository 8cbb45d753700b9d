package dev.hydrant.trainer.protein.safety;

import dev.hydrant.trainer.run.Runs;
import java.util.List;

/** Configurations of every kind, small. */
final class Examples {
  static final List<String> BLOCKS =
      List.of(
          "block_type: self_attention",
          "block_type: geometric_attention",
          "block_type: reflexive_attention",
          "block_type: self_consensus\n  block_params: {num_iterations: 2, connectivity_type: top_w,"
              + " w: 5, r: 8, edge_hidden_dim: 4}");

  static final List<String> STYLES =
      List.of(
          "style: stage_1\n  fsq: {latent_dim: 32, levels: [7, 5, 5, 5, 5]}",
          "style: stage_2\n  fsq: {latent_dim: 32, levels: [8, 5], encoder_path: out/first}",
          "style: mlm\n  fsq_encoder_path: out/first",
          "style: discrete_diffusion\n  fsq_encoder_path: out/first");

  static final List<String> MASKS =
      List.of(
          "strategy: simple\n  simple: {mask_prob_seq: 0.15, mask_prob_struct: 0.2}",
          "strategy: complex",
          "strategy: none",
          "strategy: discrete_diffusion\n  discrete_diffusion: {noise_schedule: inverted_u,"
              + " sigma_min: 0.1, sigma_max: 10, num_timesteps: 200}");

  static final List<String> LOSSES =
      List.of(
          "type: kabsch_rmsd",
          "type: cross_entropy\n  weights: {sequence: 1, structure: 1.2}\n  loss_elements: masked",
          "type: score_entropy\n  weights: {sequence: 0.5, structure: 1}");

  private Examples() {}

  /** A whole configuration as YAML. */
  static String yaml(String style, String block, String mask, String loss) {
    return """
    model:
      %s
      d_model: 128
      n_heads: 2
      n_layers: 3
      max_len: 2048
      dropout: 0.1
      ff_mult: 4
      %s
    training:
      batch_size: 4
      max_epochs: 50
      learning_rate: 1e-5
      data_dir: sample_data/1k
      checkpoint_dir: checkpoints/fsq
    loss:
      %s
    masking:
      %s
    """
        .formatted(style, block, loss, mask);
  }

  static ConfigPair pair(String style, String block, String mask, String loss) {
    return Configs.of(Runs.tree(yaml(style, block, mask, loss)));
  }

  /** The first of each. */
  static ConfigPair usual() {
    return pair(STYLES.get(0), BLOCKS.get(0), MASKS.get(0), LOSSES.get(0));
  }
}
