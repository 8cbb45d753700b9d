package dev.hydrant.trainer.vqvae;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a tokenizer that is fit for use reaches, and what to try where it does not. */
final class Targets {
  private static final double QUALITY = 0.90;
  private static final double UTILIZATION = 0.25;
  private static final double ORTHOGONALITY = 0.25;
  private static final double TOPOGRAPHY = 0.60;

  /** The share of the time beyond which validation is worth a hint. */
  private static final double MUCH_VALIDATION = 0.2;

  private final VqVaeConfig config;
  private final Map<String, Double> metrics;

  /**
   * @param metrics of a validation
   */
  Targets(VqVaeConfig config, Map<String, Double> metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  private double value(String metric) {
    return metrics.getOrDefault(metric, Double.NaN);
  }

  private boolean isReconstructed() {
    return value("quality") > QUALITY;
  }

  private boolean isUsed() {
    return value("utilization") > UTILIZATION;
  }

  private boolean isOrthogonal() {
    return value("orthogonality") < ORTHOGONALITY;
  }

  private boolean isOrdered() {
    return value("topo_pre") > TOPOGRAPHY;
  }

  /** A line for each target: its value, the target, and whether it is met. */
  List<String> table() {
    return List.of(
        line("reconstruction quality", "%.3f > %.2f", value("quality"), QUALITY, isReconstructed()),
        line(
            "codebook utilization",
            "%.0f %% > %.0f %%",
            100 * value("utilization"),
            100 * UTILIZATION,
            isUsed()),
        line(
            "inter-category orthogonality",
            "%.3f < %.2f",
            value("orthogonality"),
            ORTHOGONALITY,
            isOrthogonal()),
        line("topographic correlation", "%.3f > %.2f", value("topo_pre"), TOPOGRAPHY, isOrdered()));
  }

  private static String line(
      String name, String format, double value, double target, boolean isMet) {
    String numbers = String.format(Locale.ROOT, format, value, target);
    return String.format(Locale.ROOT, "  %-29s %-14s %s", name, numbers, isMet ? "met" : "not met");
  }

  /**
   * What to try for each target that is not met, and where time goes.
   *
   * @param validationShare of the time of the run
   * @param facts of the data
   * @param statistics where those of the features are, for the reader
   */
  List<String> hints(double validationShare, FeatureFacts facts, String statistics) {
    VqVaeConfig.Training t = config.training();
    List<String> hints = new ArrayList<>();
    if (!isReconstructed()) {
      hints.add("Poor reconstruction:");
      hints.add("  - Increase training.num_epochs (now %d, try 500-600)".formatted(t.numEpochs()));
      hints.add(
          "  - Reduce training.orthogonality_weight temporarily (now %s)"
              .formatted(config.orthogonalityWeight()));
      hints.add("  - Check normalization stats: " + statistics + suspicious(facts));
      hints.add("  - Verify dataset quality: " + dropped(facts));
    }
    if (!isUsed()) {
      hints.add("Low utilization:");
      hints.add(
          "  - Reduce training.dead_code_threshold (now %s; more aggressive reset, e.g., 8.0)"
              .formatted(t.deadCodeThreshold()));
      hints.add(
          "  - Decrease training.dead_code_reset_interval (now %s; more frequent, e.g., 50)"
              .formatted(t.deadCodeResetInterval().map(String::valueOf).orElse("off")));
      hints.add(
          "  - Increase model.commitment_cost (now %s, e.g., 0.35)"
              .formatted(config.model().commitmentCost()));
    }
    if (!isOrthogonal()) {
      hints.add("Categories not orthogonal:");
      hints.add(
          "  - Increase training.orthogonality_weight (now %s, e.g., 0.15-0.2)"
              .formatted(config.orthogonalityWeight()));
      hints.add("  - Extend training (training.num_epochs, now %d)".formatted(t.numEpochs()));
      hints.add(
          "  - Reduce training.orthogonality_target to be more strict (now %s, e.g., 0.10)"
              .formatted(t.orthogonalityTarget()));
    }
    if (validationShare > MUCH_VALIDATION) {
      hints.add(
          "Slow training: %.0f %% of the time went into validation"
              .formatted(100 * validationShare));
      if (!t.useTorchCompile()) {
        hints.add("  - Enable training.use_torch_compile: true");
      }
      hints.add(
          "  - Increase training.val_every_n_epochs (now %d, e.g., 10)"
              .formatted(t.valEveryNEpochs()));
      hints.add(
          "  - Use a larger training.batch_size (now %d) if memory allows"
              .formatted(t.batchSize()));
    }
    return List.copyOf(hints);
  }

  /** Features whose scale says little, or far less than their place. */
  private static String suspicious(FeatureFacts facts) {
    List<String> found = new ArrayList<>();
    for (int j = 0; j < facts.names().size(); j++) {
      double deviation = facts.deviation()[j];
      if (deviation < 1e-6 || Math.abs(facts.mean()[j]) / deviation > 1e3) {
        found.add(facts.names().get(j));
      }
    }
    return found.isEmpty()
        ? " (no feature stands out)"
        : "; hardly varying: "
            + String.join(", ", found.subList(0, Math.min(5, found.size())))
            + (found.size() > 5 ? ", …" : "");
  }

  private static String dropped(FeatureFacts facts) {
    return "cleaning kept %d of %d features%s"
        .formatted(
            facts.names().size(),
            facts.mask().length,
            facts.dropped().isEmpty() ? "" : ", dropped " + facts.dropped());
  }
}
