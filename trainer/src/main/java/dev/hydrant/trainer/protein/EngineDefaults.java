package dev.hydrant.trainer.protein;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the engine reads where a configuration has only the four sections of protein models: the
 * same that {@code conf/odyssey/base.yaml} states. A key that is given wins.
 */
final class EngineDefaults {
  private final Map<Object, Node> entries;

  private EngineDefaults(MapNode tree) {
    entries = new LinkedHashMap<>(tree.entries());
  }

  static MapNode of(MapNode tree) {
    EngineDefaults view = new EngineDefaults(tree);
    view.put("seed", section(tree, "model", "reference_model_seed"), 42L);
    view.put("num_epochs", section(tree, "training", "max_epochs"), null);
    view.put("lr", section(tree, "training", "learning_rate"), null);
    view.put("optimizer", null, "adamw");
    view.put("eps", null, 1e-8);
    view.put("weight_decay", null, 0.01);
    view.put("decay_vectors", null, true);
    view.put("grad_clip", null, 0.0);
    view.put("lr_schedule", null, "constant");
    view.put("warmup_frac", null, 0.0);
    view.put("grad_accum_steps", null, 1L);
    view.put("samples", null, 0L);
    view.entries.putIfAbsent(
        "betas", new ListNode(List.of(scalar(0.9), scalar(0.999)), Origin.BUILTIN));
    return new MapNode(view.entries, tree.origin());
  }

  private static Node section(MapNode tree, String name, String key) {
    return tree.get(name) instanceof MapNode m ? m.get(key) : null;
  }

  private void put(String key, Node own, Object absent) {
    if (entries.get(key) == null && (own != null || absent != null)) {
      entries.put(key, own != null ? own : scalar(absent));
    }
  }

  private static Node scalar(Object value) {
    return new ScalarNode(value, Origin.BUILTIN);
  }
}
