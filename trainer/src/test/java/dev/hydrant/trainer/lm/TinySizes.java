package dev.hydrant.trainer.lm;

import java.util.List;
import java.util.Map;

/** Overrides that cut each language model to a few hundred parameters and 61 tokens. */
public final class TinySizes {
  /** Sizes of the models whose keys are those of GPT-2. */
  private static final String GPT =
      "vocab_size=61 model_cfg.n_ctx=16 model_cfg.d_model=8 model_cfg.num_heads=2"
          + " model_cfg.n_layers=2";

  private static final String CURRENT_BEST =
      "vocab_size=61 model_cfg.num_layers=2 model_cfg.model_dim=8 model_cfg.num_heads=2"
          + " model_cfg.eos_id=60";

  /** What cuts each model to a few hundred parameters, behind {@code model_cfg.}. */
  private static final Map<String, String> SIZES =
      Map.ofEntries(
          Map.entry("base-mtp", CURRENT_BEST),
          Map.entry("current-best", CURRENT_BEST),
          Map.entry("d3pm", GPT),
          Map.entry("deepseek-mtp", CURRENT_BEST),
          Map.entry("gpt2", GPT),
          Map.entry(
              "mamba", "vocab_size=61 model_cfg.n_ctx=16 model_cfg.d_model=8 model_cfg.n_layers=1"),
          Map.entry("mdlm", GPT),
          Map.entry(
              "megabyte",
              "n_ctx=16 model_cfg.patch_size=4 model_cfg.d_local=8 model_cfg.d_global_pre_patch=4"
                  + " model_cfg.n_layers_d_global=1 model_cfg.n_layers_d_local=1"
                  + " model_cfg.local_n_heads=2 model_cfg.global_n_heads=2"),
          Map.entry("mixture-of-depths", GPT),
          Map.entry("mixture-of-experts", GPT + " model_cfg.num_experts=3"),
          Map.entry("ngpt", GPT.replace("d_model", "model_dim").replace("n_layers", "num_layers")),
          Map.entry(
              "nsa",
              "vocab_size=61 model_cfg.n_ctx=16 model_cfg.num_layers=2 model_cfg.model_dim=8"
                  + " model_cfg.num_heads=2 model_cfg.sliding_window_size=3"
                  + " model_cfg.compress_block_size=2 model_cfg.num_selected_blocks=1"),
          Map.entry(
              "recurrent-depth",
              "vocab_size=61 model_cfg.n_ctx=16 model_cfg.d_model=8 model_cfg.num_heads=2"
                  + " model_cfg.l_p=1 model_cfg.l_core=1 model_cfg.l_c=1"
                  + " model_cfg.mean_recurrence=2 model_cfg.k_trunc=2 model_cfg.r_max=3"
                  + " model_cfg.eval_recurrence=2"),
          Map.entry("sedd", GPT),
          Map.entry("vanilla", GPT));

  private TinySizes() {}

  /** What makes a config of a type tiny. */
  public static List<String> overrides(String type) {
    return List.of(("model_cfg." + SIZES.get(type)).split(" "));
  }
}
