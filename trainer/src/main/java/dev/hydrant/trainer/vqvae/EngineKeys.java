package dev.hydrant.trainer.vqvae;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the engine reads of a VQ-VAE's configuration, under its own names. */
final class EngineKeys {
  private static final String LOGGERS = "loggers";

  /** What the engine's own file says of {@code lr_every}. */
  private static final Long ONE = 1L;

  /** The family's sections, in the order of its files. */
  private static final List<String> OWN =
      List.of(
          "dataset_path", "max_samples", "families", "model", "training", "logging", "random_seed");

  /** Keys that follow from the family's, and which those are. */
  private static final Map<String, String> MAPPED =
      Map.ofEntries(
          Map.entry("seed", "random_seed"),
          Map.entry("num_epochs", "training.num_epochs"),
          Map.entry("lr", "training.learning_rate"),
          Map.entry("optimizer", "training.optimizer"),
          Map.entry("lr_schedule", "training.scheduler"),
          Map.entry("warmup_epochs", "training.warmup_epochs"),
          Map.entry("warmup_frac", "training.warmup_epochs"),
          Map.entry("torch_compile", "training.use_torch_compile"),
          Map.entry("val_every_epochs", "training.val_every_n_epochs"),
          Map.entry("measure_every", "logging.eval_interval"),
          Map.entry("log_every", "logging.log_interval"),
          Map.entry("save_every_epochs", "training.save_every"),
          Map.entry("early_stop_patience", "training.early_stopping_patience"),
          Map.entry("early_stop_min_delta", "training.early_stopping_min_delta"));

  /** Where a run comes from, and what its directory held before. */
  private static final Set<String> OF_ONE_START = Set.of("resume", "init_from", "overwrite");

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

  /** The part of such a view that trains the same model again, the family's sections first. */
  static MapNode written(MapNode view) {
    Map<Object, Node> entries = new LinkedHashMap<>();
    OWN.stream().filter(view.entries()::containsKey).forEach(k -> entries.put(k, view.get(k)));
    view.entries().forEach(entries::putIfAbsent);
    entries.keySet().removeIf(k -> MAPPED.containsKey(k) || OF_ONE_START.contains(k));
    return new MapNode(entries, view.origin());
  }

  /** The family's name of a key of the engine. */
  static String own(String engineKey) {
    return MAPPED.getOrDefault(engineKey, engineKey);
  }

  private void map() {
    put("seed", tree.get("random_seed"), 42);
    put("num_epochs", training("num_epochs"), 500);
    put("lr", training("learning_rate"), 0.0005);
    put("optimizer", training("optimizer"), "adam");
    put("lr_schedule", training("scheduler"), "constant");
    put("warmup_epochs", training("warmup_epochs"), 0);
    put("warmup_frac", null, 0.0);
    put("torch_compile", training("use_torch_compile"), true);
    put("val_every_epochs", training("val_every_n_epochs"), 5);
    put("measure_every", logging("eval_interval"), 500);
    put("log_every", logging("log_interval"), 100);
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
    standard("min_lr_ratio", new ScalarNode(0.0, Origin.BUILTIN));
    reductions();
    if (logging("verbose") instanceof ScalarNode s && Boolean.FALSE.equals(s.value())) {
      silence();
    }
  }

  /** A stepwise schedule reduces the rate after each third of the run, if nothing else is said. */
  private void reductions() {
    boolean isStepwise = training("scheduler") instanceof ScalarNode s && "step".equals(s.value());
    boolean isGiven = entries.get("lr_every") instanceof ScalarNode s && !ONE.equals(s.value());
    if (isStepwise
        && !isGiven
        && entries.get("num_epochs") instanceof ScalarNode epochs
        && epochs.value() instanceof Number n) {
      entries.put("lr_every", scalar(Math.max(1, n.doubleValue() / 3)));
    }
  }

  /** All loggers but the console. */
  private void silence() {
    Map<Object, Node> loggers = new LinkedHashMap<>();
    if (entries.get(LOGGERS) instanceof MapNode given) {
      loggers.putAll(given.entries());
    } else {
      loggers.put("jsonl", scalar(null));
      loggers.put("csv", scalar(null));
    }
    loggers.remove("console");
    entries.put(LOGGERS, new MapNode(loggers, Origin.BUILTIN));
  }

  private Node training(String key) {
    return of("training", key);
  }

  private Node logging(String key) {
    return of("logging", key);
  }

  private Node of(String section, String key) {
    return tree.get(section) instanceof MapNode map ? map.get(key) : null;
  }

  /** The family's value where it has one, else its default. */
  private void put(String key, Node own, Object absent) {
    if (!MAPPED.containsKey(key)) {
      throw new IllegalArgumentException(key);
    }
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
