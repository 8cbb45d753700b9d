package dev.hydrant.trainer.grammar;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.error.UserException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the engine reads of a grammar VAE's configuration, under its own names. */
final class EngineKeys {
  /** Names of the family for what the engine calls otherwise. */
  private static final Map<String, String> OWN =
      Map.of(
          "lr_schedule", "lr_scheduler",
          "lr_gamma", "lr_scheduler_factor",
          "lr_every", "lr_scheduler_patience",
          "lr_patience", "lr_scheduler_patience",
          "min_lr_ratio", "lr_scheduler_min",
          "grad_clip", "gradient_clip_val",
          "device", "gpus",
          "devices", "gpus");

  private final Map<Object, Node> entries;
  private final MapNode tree;

  private EngineKeys(MapNode tree) {
    this.tree = tree;
    this.entries = new LinkedHashMap<>(tree.entries());
  }

  static MapNode of(MapNode tree) {
    EngineKeys keys = new EngineKeys(tree);
    keys.schedule();
    keys.device();
    keys.stopping();
    keys.rename("gradient_clip_val", "grad_clip");
    // the lists of checkpoints keep as many of the best; the engine's own key knows no "all"
    keys.entries.remove("save_top_k");
    return new MapNode(keys.entries, tree.origin());
  }

  /** The family's name of a key of the engine. */
  static String own(String engineKey) {
    return OWN.getOrDefault(engineKey, engineKey);
  }

  private void schedule() {
    if (!has("lr_scheduler")) {
      return;
    }
    rename("lr_scheduler", "lr_schedule");
    rename("lr_scheduler_factor", "lr_gamma");
    standard("lr_per_epoch", true);
    standard("lr_monitor", "val/loss");
    if (text("lr_scheduler").equals("step")) {
      rename("lr_scheduler_patience", "lr_every");
    } else {
      rename("lr_scheduler_patience", "lr_patience");
    }
    boolean falls = number("lr") > 0 && has("lr_scheduler_min");
    put("min_lr_ratio", falls ? Math.min(1, number("lr_scheduler_min") / number("lr")) : 0.0);
  }

  /** {@code gpus} says the same as {@code device} and {@code devices}. */
  private void device() {
    if (!has("gpus")) {
      return;
    }
    long gpus = (long) number("gpus");
    String device = has("device") ? text("device") : "auto";
    if (!device.equals("auto") && device.startsWith("cuda") != gpus > 0) {
      throw UserException.usage(
          "gpus=%d and device=%s contradict each other.\nGive one of them".formatted(gpus, device));
    }
    if (device.equals("auto")) {
      put("device", gpus == 0 ? "cpu" : "cuda");
    }
    if (gpus > 1) {
      put("devices", gpus);
    }
  }

  /**
   * The share of right sequences is exactly 0 for many epochs, and falls while beta grows, so that
   * nothing is waited for before both are over.
   */
  private void stopping() {
    boolean cyclical = has("cyclical_beta") && text("cyclical_beta").equals("true");
    String epochs = cyclical ? "cycle_epochs" : "kl_anneal_epochs";
    if (has(epochs) && !isTyped("early_stop_from_epoch")) {
      entries.put("early_stop_from_epoch", tree.get(epochs));
    }
    standard("early_stop_once", 0.0);
  }

  private void rename(String own, String engine) {
    if (has(own)) {
      entries.put(engine, tree.get(own));
    }
  }

  private boolean has(String key) {
    return tree.get(key) instanceof ScalarNode s && s.value() != null;
  }

  private String text(String key) {
    return String.valueOf(((ScalarNode) tree.get(key)).value());
  }

  /** Not a number is told where the family's own record is bound. */
  private double number(String key) {
    return has(key) && ((ScalarNode) tree.get(key)).value() instanceof Number n
        ? n.doubleValue()
        : 0;
  }

  /** What this family has where nothing was typed. */
  private void standard(String key, Object value) {
    if (!isTyped(key)) {
      put(key, value);
    }
  }

  private boolean isTyped(String key) {
    Node given = tree.get(key);
    return given != null && given.origin() != null && given.origin().isOverride();
  }

  private void put(String key, Object value) {
    Object typed = value instanceof Integer i ? (Object) i.longValue() : value;
    entries.put(key, new ScalarNode(typed, Origin.BUILTIN));
  }
}
