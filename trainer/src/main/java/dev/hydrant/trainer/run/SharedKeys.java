package dev.hydrant.trainer.run;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Top-level keys that some models read and others do not. Whoever gives one on the command line to
 * a model that passes it over is told so; that it merely stands in a config file is no news.
 */
final class SharedKeys {
  private static final Logger LOG = LoggerFactory.getLogger(SharedKeys.class);
  static final List<String> KEYS =
      List.of(
          "num_layers",
          "model_dim",
          "num_heads",
          "BLOCK_SIZE",
          "sliding_window_size",
          "num_selected_blocks",
          "compress_block_size",
          "selection_block_size",
          "n_mtp_tokens",
          "use_deepseek_mtp");

  private SharedKeys() {}

  /** Logs, in one line, which of these keys were given and have no effect, and why. */
  static void report(ModelAdapter<?> adapter, MapNode tree) {
    List<String> idle = idle(adapter, tree);
    if (!idle.isEmpty()) {
      LOG.warn("without effect for type {}: {}", adapter.type(), String.join(", ", idle));
    }
  }

  static List<String> idle(ModelAdapter<?> adapter, MapNode tree) {
    List<String> idle = new ArrayList<>();
    for (String key : KEYS) {
      if (tree.get(key) instanceof ScalarNode given
          && given.value() != null
          && given.origin().source().startsWith("override")
          && !adapter.reads().contains(key)) {
        String why = winner(adapter, tree, key);
        if (why != null) {
          idle.add(key + "=" + given.value() + why);
        }
      }
    }
    return idle;
  }

  /** What is read in place of a key: null if it is read itself, empty if nothing is. */
  private static String winner(ModelAdapter<?> adapter, MapNode tree, String key) {
    String why = "";
    for (Map.Entry<String, String> e : adapter.fallbacks().entrySet()) {
      if (e.getValue().equals(key)) {
        String own = own(adapter, tree, e.getKey());
        if (own == null) {
          return null;
        }
        why = " (" + own + " wins)";
      }
    }
    return why;
  }

  private static String own(ModelAdapter<?> adapter, MapNode tree, String key) {
    if (tree.get("model_cfg") instanceof MapNode own) {
      for (String name : ModelFactory.names(adapter.configType(), key)) {
        Node value = own.get(name);
        if (value instanceof ScalarNode s && s.value() != null) {
          return "model_cfg." + name + "=" + s.value();
        }
      }
    }
    return null;
  }
}
