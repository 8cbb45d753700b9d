package dev.hydrant.trainer.lm;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Runs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every language model at a size of a few thousand weights, made from its configuration. */
public final class TinyModels {
  /** Longest row of all of them. */
  public static final int CONTEXT = 24;

  /** Ids of all but MegaByte, which has 259. */
  public static final int VOCABULARY = 61;

  private static final String GPT = "d_model: 16, num_heads: 2, n_layers: 2, ";
  private static final String TRUNK = "model_dim: 16, num_heads: 2, num_layers: 4, ";
  private static final String SIGHT = "eos_id: 60, window_tokens: 8, block_size: 4, ";

  /** {@code model_cfg} of each type, without sizes that all share. */
  private static final Map<String, String> CONFIGS = new LinkedHashMap<>();

  static {
    CONFIGS.put("gpt2", GPT);
    CONFIGS.put("vanilla", GPT + "nonlin: relu, eps: 1e-4, ");
    CONFIGS.put("current-best", TRUNK + SIGHT);
    CONFIGS.put("ngpt", "model_dim: 16, num_heads: 2, num_layers: 2, ");
    CONFIGS.put("mamba", "d_model: 16, n_layers: 2, d_state: 4, ");
    CONFIGS.put(
        "megabyte",
        "vocab_size: 258, patch_size: 4, d_local: 8, d_global_pre_patch: 4, n_layers_d_global: 2,"
            + " n_layers_d_local: 2, local_n_heads: 2, global_n_heads: 2, ");
    CONFIGS.put("mixture-of-depths", GPT + "capacity: 0.5, ");
    CONFIGS.put("mixture-of-experts", GPT + "num_experts: 3, top_k: 2, ");
    CONFIGS.put(
        "recurrent-depth",
        "d_model: 16, num_heads: 2, l_p: 1, l_core: 2, l_c: 1, eval_recurrence: 3, s0_std: 0.5, ");
    CONFIGS.put("base-mtp", TRUNK + SIGHT + "n_mtp_tokens: 3, ");
    CONFIGS.put("deepseek-mtp", TRUNK + SIGHT + "n_mtp_tokens: 3, ");
    CONFIGS.put(
        "nsa",
        TRUNK
            + "compress_block_size: 2, selection_block_size: 4, num_selected_blocks: 1,"
            + " sliding_window_size: 3, ");
    CONFIGS.put("mdlm", GPT + "num_sampling_steps: 8, sar_chunk_size: 12, ");
    CONFIGS.put("d3pm", GPT + "num_timesteps: 20, sampling_timesteps: 10, ");
    CONFIGS.put("sedd", GPT + "sampling_timesteps: 8, ");
  }

  private TinyModels() {}

  /** All types. */
  public static List<String> types() {
    return List.copyOf(CONFIGS.keySet());
  }

  /** Types that predict the next token from those before it. */
  public static List<String> causal() {
    return types().stream().filter(t -> !List.of("mdlm", "d3pm", "sedd").contains(t)).toList();
  }

  /** A model of a type. */
  public static TrainableModel of(String type) {
    return of(type, "");
  }

  /**
   * As above, with other settings.
   *
   * @param more entries of {@code model_cfg}, each with a comma behind it
   */
  public static TrainableModel of(String type, String more) {
    return of(type, more, "none.bin");
  }

  /**
   * As above, with data.
   *
   * @param files pattern of the shards to learn from and to be judged by
   */
  public static TrainableModel of(String type, String more, String files) {
    MapNode tree = tree(type, more, files);
    return RunSetup.of(tree, ModelRegistry.load()).model();
  }

  /** The configuration of such a model. */
  public static MapNode tree(String type, String more, String files) {
    String sizes = type.equals("megabyte") ? "" : "vocab_size: " + VOCABULARY + ", ";
    String yaml =
        """
        type: %s
        train_files: %s
        val_files: %s
        val_tokens: %d
        seq_len: %d
        num_iterations: 4
        model_cfg: {%s}
        """
            .formatted(
                type,
                files,
                files,
                CONTEXT,
                CONTEXT,
                sizes + CONFIGS.get(type) + more + "n_ctx: " + CONTEXT);
    return Runs.tree(yaml);
  }
}
