package dev.hydrant.trainer.vqvae;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the engine reads of a VQ-VAE's configuration, under its own names. */
final class EngineKeys {
  private final Map<Object, Node> entries;
  private final MapNode tree;

  private EngineKeys(MapNode tree) {
    this.tree = tree;
    this.entries = new LinkedHashMap<>(tree.entries());
  }

  static MapNode of(MapNode tree) {
    EngineKeys keys = new EngineKeys(tree);
    keys.map();
    return new MapNode(keys.entries, tree.origin());
  }

  private void map() {
    put("seed", tree.get("random_seed"), 42);
    put("num_epochs", training("num_epochs"), 500);
    put("num_iterations", null, null);
    put("lr", training("learning_rate"), 0.001);
    put("optimizer", training("optimizer"), "adam");
    put("lr_schedule", training("scheduler"), "constant");
    put("warmup_epochs", training("warmup_epochs"), 0);
    put("warmup_frac", null, 0.0);
    put("torch_compile", training("use_torch_compile"), true);
    put("val_every_epochs", training("val_every_n_epochs"), 5);
    put("save_every_epochs", training("save_every"), 0);
    put("early_stop_patience", training("early_stopping_patience"), 100);
    put("early_stop_min_delta", training("early_stopping_min_delta"), 0.001);
    standard("grad_accum_steps", new ScalarNode(1L, Origin.BUILTIN));
    standard("weight_decay", new ScalarNode(0.0, Origin.BUILTIN));
    standard("grad_clip", new ScalarNode(0.0, Origin.BUILTIN));
    standard("samples", new ScalarNode(0L, Origin.BUILTIN));
    standard(
        "betas",
        new ListNode(
            List.of(new ScalarNode(0.9, Origin.BUILTIN), new ScalarNode(0.999, Origin.BUILTIN)),
            Origin.BUILTIN));
  }

  private Node training(String key) {
    return tree.get("training") instanceof MapNode t ? t.get(key) : null;
  }

  /** The family's value where it has one, else its default. */
  private void put(String key, Node own, Object absent) {
    boolean isGiven = own != null && !(own instanceof ScalarNode s && s.value() == null);
    entries.put(key, isGiven ? own : scalar(absent));
  }

  /** What this family has where the configuration says nothing. */
  private void standard(String key, Node value) {
    entries.putIfAbsent(key, value);
  }

  private static Node scalar(Object value) {
    Object typed = value instanceof Integer i ? (Object) i.longValue() : value;
    return new ScalarNode(typed, Origin.BUILTIN);
  }
}
