package dev.hydrant.trainer.mixture.experiment;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.mixture.config.Device;
import dev.hydrant.trainer.mixture.config.Logging;
import dev.hydrant.trainer.mixture.config.MixtureConfig;
import dev.hydrant.trainer.mixture.config.Model;
import dev.hydrant.trainer.mixture.config.Training;
import dev.hydrant.trainer.settings.TrainConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * What the engine reads of an experiment, under its own names. An engine's key that says something
 * else than the sections counts.
 */
public final class EngineKeys {
  static final List<String> SECTIONS =
      List.of("metadata", "paths", "device", "model", "training", "data", "validation", "logging");

  /** Flow predictors have few parameters, far from the loss. */
  private static final double FLOW_RATE = 100;

  private final Map<Object, Node> entries;

  private EngineKeys(MapNode tree) {
    this.entries = new LinkedHashMap<>(tree.entries());
  }

  /**
   * @param tree the resolved top level
   * @return the same with the engine's keys
   */
  public static MapNode of(MapNode tree) {
    MixtureConfig config = ConfigTrees.bind(sections(tree), MixtureConfig.class);
    refuseTwoRates(tree);
    EngineKeys keys = new EngineKeys(tree);
    keys.device(config.device());
    keys.training(config);
    keys.logging(config.logging());
    return new MapNode(keys.entries, tree.origin());
  }

  /** The same, bound. */
  static TrainConfig settings(MapNode tree) {
    Map<Object, Node> entries = new LinkedHashMap<>(of(tree).entries());
    entries.putIfAbsent("type", scalar("mixture"));
    return ConfigTrees.bind(new MapNode(entries, tree.origin()), TrainConfig.class);
  }

  /** Whoever types both names of the learning rate means one of them. */
  private static void refuseTwoRates(MapNode tree) {
    if (tree.get("training") instanceof MapNode training
        && training.get("optimizer") instanceof MapNode optimizer
        && training.get("learning_rate") instanceof ScalarNode one
        && optimizer.get("learning_rate") instanceof ScalarNode other
        && isTyped(one)
        && isTyped(other)
        && !one.equals(other)) {
      throw UserException.usage(
          "training.learning_rate=%s and training.optimizer.learning_rate=%s are the same key; give one"
              .formatted(one.text(), other.text()));
    }
  }

  private static boolean isTyped(Node node) {
    return !isAbsent(node) && node.origin() != null && node.origin().isOverride();
  }

  /** Experiments that were saved have no more of the engine's keys than were meant. */
  private static boolean isSaved(ScalarNode node) {
    return node.origin().source().endsWith(".json");
  }

  /** The eight sections of a configuration. */
  static MapNode sections(MapNode tree) {
    Map<Object, Node> own = new LinkedHashMap<>(tree.entries());
    own.keySet().retainAll(SECTIONS);
    return new MapNode(own, tree.origin());
  }

  private void device(Device device) {
    if (device.device().equals("mps")) {
      throw UserException.usage(
          "device mps is Apple's; this machine offers cpu, and cuda where there is a GPU");
    }
    entries.put(
        "device",
        scalar(device.device().equals("cuda") ? "cuda:" + device.gpuId() : device.device()));
    put("seed", device.seed(), device.seed());
    put("precision", precision(device, GpuCount::isAny), "fp32");
  }

  /**
   * Products in 16 bits where they are wanted and a GPU does them.
   *
   * @param machineHasOne what {@code auto} takes
   */
  static String precision(Device device, BooleanSupplier machineHasOne) {
    boolean isGpu =
        device.device().startsWith("cuda")
            || device.device().equals("auto") && machineHasOne.getAsBoolean();
    return device.mixedPrecision() && isGpu ? "bf16" : "fp32";
  }

  private void training(MixtureConfig config) {
    Training t = config.training();
    put("num_epochs", t.numEpochs(), t.numEpochs());
    put("grad_accum_steps", (long) t.gradientAccumulationSteps());
    put("grad_clip", t.gradientClipVal().orElse(0.0), 0L);
    put("early_stop_patience", t.earlyStoppingPatience().map(Integer::longValue).orElse(0L), 0L);
    put("early_stop_min_delta", t.earlyStoppingDelta());
    put("save_top_k", t.saveBestModel() ? 1L : 0L, 1L);
    put("save_every_epochs", t.checkpointEvery());
    put("val_every_epochs", config.validation().valEvery());
    optimizer(t);
    groups(config);
    schedule(t);
  }

  private void optimizer(Training t) {
    Training.Optimizer o = t.optimizer();
    put("optimizer", o.optimizerType());
    put("lr", t.rate(), o.learningRate());
    put("weight_decay", o.weightDecay());
    put("eps", o.eps());
    put("decay_vectors", !o.excludeBiasAndNorm(), false);
    List<Node> betas = o.decays().stream().<Node>map(EngineKeys::scalar).toList();
    List<Node> plain = o.betas().stream().<Node>map(EngineKeys::scalar).toList();
    Node given = entries.get("betas");
    if (isAbsent(given) || !isTyped(given) && given.equals(new ListNode(plain, Origin.BUILTIN))) {
      entries.put("betas", new ListNode(betas, Origin.BUILTIN));
    }
  }

  private void groups(MixtureConfig config) {
    Map<Object, Node> groups = new LinkedHashMap<>();
    if (config.model().useOrthogonalEncdec()) {
      // The frame is made orthonormal, so that decay would only change its scale.
      groups.put("lift", map(Map.of("weight_decay", 0.0)));
    }
    Model.Flow flow = config.model().flow();
    if (flow.enabled() && flow.predictorType().equals("monotonic") && !flow.freezeWeights()) {
      double rate = FLOW_RATE * number("lr").orElse(config.training().rate());
      groups.put("flow", map(Map.of("weight_decay", 0.0, "lr", rate)));
    }
    if (entries.get("optimizer_groups") instanceof MapNode given) {
      groups.putAll(given.entries());
    }
    entries.put("optimizer_groups", new MapNode(groups, Origin.BUILTIN));
  }

  private void schedule(Training t) {
    Training.Scheduler s = t.scheduler();
    put("lr_schedule", s.schedulerType());
    put("warmup_start", s.warmupStart());
    put("min_lr_ratio", s.minLrRatio());
    put("lr_gamma", s.gamma());
    put("lr_every", s.decaySteps());
    double warmup = s.warmupSteps().map(w -> part(w, t)).orElse(s.warmupRatio());
    put("warmup_frac", warmup, s.warmupRatio());
  }

  /** The part of the run that so many steps are. */
  private double part(long steps, Training t) {
    long batches = (t.numTrainSamples() - 1) / t.batchSize() + 1;
    long perEpoch = (batches - 1) / t.gradientAccumulationSteps() + 1;
    double all =
        number("num_iterations")
            .orElseGet(() -> perEpoch * number("num_epochs").orElse(t.numEpochs()));
    return Math.min(1, steps / Math.max(1, all));
  }

  private OptionalDouble number(String key) {
    return entries.get(key) instanceof ScalarNode s && s.value() instanceof Number n
        ? OptionalDouble.of(n.doubleValue())
        : OptionalDouble.empty();
  }

  private void logging(Logging logging) {
    put("log_every", logging.logEveryNSteps());
    put("log_norms_every", logging.histograms() ? logging.logEveryNSteps() : 0L, 0L);
    if (entries.get("loggers") instanceof MapNode m && m.entries().isEmpty()
        || isAbsent(entries.get("loggers"))) {
      Map<Object, Node> loggers = new LinkedHashMap<>();
      if (logging.console()) {
        loggers.put("console", map(Map.of()));
      }
      if (logging.file()) {
        loggers.put("jsonl", map(Map.of()));
        loggers.put("csv", map(Map.of()));
      }
      if (logging.tensorboardEnabled()) {
        loggers.put("tensorboard", map(Map.of("directory", "tensorboard")));
      }
      entries.put("loggers", new MapNode(loggers, Origin.BUILTIN));
    }
    put("samples", 0L);
  }

  /**
   * Lets a key be what the sections say.
   *
   * @param plain values of the engine's key that say nothing of their own
   */
  private void put(String key, Object value, Object... plain) {
    Node given = entries.get(key);
    boolean isPlain =
        given instanceof ScalarNode s
            && s.value() != null
            && !isTyped(s)
            && !isSaved(s)
            && Arrays.stream(plain).anyMatch(p -> same(p, s.value()));
    if (isAbsent(given) || isPlain) {
      entries.put(key, scalar(value));
    }
  }

  private static boolean same(Object a, Object b) {
    return a instanceof Number m && b instanceof Number n
        ? m.doubleValue() == n.doubleValue()
        : a.equals(b);
  }

  private static boolean isAbsent(Node node) {
    return node == null || node instanceof ScalarNode s && s.value() == null;
  }

  private static MapNode map(Map<String, ?> values) {
    Map<Object, Node> nodes = new LinkedHashMap<>();
    values.forEach((k, v) -> nodes.put(k, scalar(v)));
    return new MapNode(nodes, Origin.BUILTIN);
  }

  private static ScalarNode scalar(Object value) {
    return new ScalarNode(value, Origin.BUILTIN);
  }
}
