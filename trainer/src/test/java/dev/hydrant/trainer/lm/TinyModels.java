package dev.hydrant.trainer.lm;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.BenchSize;
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

  private static final String WINDOW = "num_layers=4 window_tokens=8 block_size=4";

  /**
   * What tests want to see beside the tiny size that an adapter states itself; a model without a
   * line here is tested, too.
   */
  private static final Map<String, String> MORE =
      Map.ofEntries(
          Map.entry("vanilla", "nonlin=relu eps=1e-4"),
          Map.entry("current-best", WINDOW),
          Map.entry("base-mtp", WINDOW + " n_mtp_tokens=3"),
          Map.entry("deepseek-mtp", WINDOW + " n_mtp_tokens=3"),
          Map.entry("mamba", "n_layers=2 d_state=4"),
          Map.entry("megabyte", "vocab_size=258 n_layers_d_global=2 n_layers_d_local=2"),
          Map.entry("mixture-of-depths", "capacity=0.5"),
          Map.entry("mixture-of-experts", "top_k=2"),
          Map.entry("recurrent-depth", "l_core=2 eval_recurrence=3 s0_std=0.5"),
          Map.entry("nsa", "num_layers=4 selection_block_size=4"),
          Map.entry("mdlm", "num_sampling_steps=8 sar_chunk_size=12"),
          Map.entry("d3pm", "num_timesteps=20 sampling_timesteps=10"),
          Map.entry("sedd", "sampling_timesteps=8"));

  private static final ModelRegistry REGISTRY = ModelRegistry.load();

  private TinyModels() {}

  /** All types. */
  public static List<String> types() {
    return REGISTRY.types().stream()
        .filter(type -> REGISTRY.get(type).family().equals(LanguageModelAdapter.FAMILY))
        .toList();
  }

  /** Types that predict the next token from those before it, so that no step masks any. */
  public static List<String> causal() {
    return types().stream()
        .filter(
            type -> REGISTRY.get(type).benchSize(CONTEXT).filter(BenchSize::stepsVary).isEmpty())
        .toList();
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
    return RunSetup.of(tree, REGISTRY).model();
  }

  /** The configuration of such a model. */
  public static MapNode tree(String type, String more, String files) {
    Map<String, String> own = new LinkedHashMap<>();
    REGISTRY.get(type).tinySize().forEach(o -> put(own, o.replaceFirst("^model_cfg\\.", "")));
    if (MORE.containsKey(type)) {
      List.of(MORE.get(type).split(" ")).forEach(o -> put(own, o));
    }
    own.put("n_ctx", Integer.toString(CONTEXT));
    StringBuilder cfg = new StringBuilder();
    own.forEach((key, value) -> cfg.append(key + ": " + value + ", "));
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
            .formatted(type, files, files, CONTEXT, CONTEXT, cfg + more);
    return Runs.tree(yaml);
  }

  private static void put(Map<String, String> all, String override) {
    int equals = override.indexOf('=');
    all.put(override.substring(0, equals), override.substring(equals + 1));
  }
}
