package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Quantiles;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.dataset.Indices;
import dev.hydrant.trainer.data.dataset.Split;
import dev.hydrant.trainer.vqvae.prepare.CategoryDiscovery;
import dev.hydrant.trainer.vqvae.prepare.FeatureCleaning;
import dev.hydrant.trainer.vqvae.prepare.ManualMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a model has to know of a dataset, from its training rows. */
final class FeatureDiscovery {
  static final String TRAIN = "train";
  static final String VALIDATION = "validation";

  private static final Logger LOG = LoggerFactory.getLogger(FeatureDiscovery.class);
  private static final double TRAIN_SHARE = 0.9;
  private static final double LEAST_DEVIATION = 1e-8;

  private final VqVaeConfig config;
  private final FamilyEncoders encoders;

  FeatureDiscovery(VqVaeConfig config, FamilyEncoders encoders) {
    this.config = config;
    this.encoders = encoders;
  }

  private Split split(int rows) {
    if (rows < 10) {
      throw new DataException(
          "%s has %d rows; at least 10 are needed to train and validate"
              .formatted(config.datasetPath(), rows));
    }
    long train = (long) Math.floor(TRAIN_SHARE * rows);
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put(TRAIN, train);
    parts.put(VALIDATION, rows - train);
    return Split.byCounts(rows, Split.Order.SHUFFLED, config.randomSeed(), parts);
  }

  static int[] rows(Split split, String part) {
    Indices indices = split.part(part);
    return IntStream.range(0, (int) indices.size()).map(i -> (int) indices.at(i)).toArray();
  }

  FeatureFacts find() {
    FeatureTable table =
        FeatureTable.read(config, encoders, n -> rows(split(n), TRAIN), Optional.empty());
    Split split = split(table.rows());
    LOG.info("{}: {} rows, {}", config.datasetPath(), table.rows(), describe(table));
    config
        .maxSamples()
        .filter(most -> most > table.rows())
        .ifPresent(most -> LOG.info("max_samples is {}: all rows are used", most));
    int width = table.names().size();
    Matrix train = rows(table.values(), width, rows(split, TRAIN));
    FeatureCleaning.Plan plan = FeatureCleaning.plan(train, config.featureCleaning());
    int[] kept = plan.kept();
    if (kept.length < 2) {
      throw new DataException(
          "cleaning leaves %d of %d features of %s; a model needs two"
              .formatted(kept.length, width, config.datasetPath()));
    }
    Map<String, Integer> dropped = dropped(plan);
    LOG.info(
        "cleaning keeps {} of {} features ({}), and moves {} % of the values to a limit",
        kept.length,
        width,
        dropped.isEmpty() ? "none dropped" : dropped,
        "%.2f".formatted(100 * plan.clipped()));
    float[] cleaned = plan.apply(table.values());
    Matrix clean = rows(cleaned, kept.length, rows(split, TRAIN));
    List<String> names = IntStream.of(kept).mapToObj(table.names()::get).toList();
    Map<String, int[]> categories = categories(clean, table.names(), plan.mask(), names);
    float[] mean = new float[kept.length];
    float[] deviation = new float[kept.length];
    for (int j = 0; j < kept.length; j++) {
      scale(clean.column(j), j, mean, deviation);
    }
    config.model().levels().stream()
        .flatMap(level -> level.numTokens().stream())
        .filter(n -> n > train.rows())
        .findFirst()
        .ifPresent(
            n ->
                LOG.warn(
                    "a level has {} tokens for {} training rows: not all of them can be used",
                    n,
                    train.rows()));
    return new FeatureFacts(
        table.data(),
        split,
        table.families(),
        names,
        plan.mask(),
        plan.limits(),
        mean,
        deviation,
        categories,
        dropped);
  }

  private static String describe(FeatureTable table) {
    List<String> parts = new ArrayList<>();
    table.families().forEach(f -> parts.add(f.name() + " " + f.input() + " → " + f.outputs()));
    return String.join(", ", parts);
  }

  private static Map<String, Integer> dropped(FeatureCleaning.Plan plan) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    plan.dropped()
        .forEach(
            d ->
                counts.merge(d.reason().startsWith("copy") ? "copy" : d.reason(), 1, Integer::sum));
    return counts;
  }

  private void scale(double[] column, int j, float[] mean, float[] deviation) {
    if (config.normalizationMethod().equals("mad")) {
      Quantiles q = Quantiles.of(column);
      mean[j] = (float) q.median();
      deviation[j] = (float) Math.max(LEAST_DEVIATION, q.medianAbsoluteDeviation());
      return;
    }
    double m = Arrays.stream(column).average().orElse(0);
    double v = Arrays.stream(column).map(x -> (x - m) * (x - m)).average().orElse(0);
    mean[j] = (float) m;
    deviation[j] = (float) Math.max(LEAST_DEVIATION, Math.sqrt(v));
  }

  private static Matrix rows(float[] table, int width, int[] rows) {
    double[] values = new double[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        values[i * width + j] = table[rows[i] * width + j];
      }
    }
    return Matrix.of(values, rows.length, width);
  }

  private Map<String, int[]> categories(
      Matrix clean, List<String> all, boolean[] mask, List<String> kept) {
    VqVaeConfig.Training t = config.training();
    if (t.categoryAssignment().equals("manual")) {
      ManualMapping.Result manual =
          ManualMapping.read(
              t.categoryMappingFile().orElseThrow(), all, mask, t.unmapped().equals("other"));
      manual.empty().forEach(c -> LOG.warn("category {} has no feature left, and is left out", c));
      return manual.categories();
    }
    CategoryDiscovery.Result found =
        CategoryDiscovery.find(
            clean,
            new CategoryDiscovery.Settings(
                t.numCategoriesAuto(),
                t.orthogonalityTarget(),
                t.minFeaturesPerCategory(),
                t.maxClusters()));
    LOG.info(
        "{} categories, silhouette {}",
        found.categories().size(),
        "%.3f".formatted(found.silhouette()));
    if (config.logging().verbose()) {
      if (!found.trials().isEmpty()) {
        LOG.info(
            "  silhouettes: {}",
            found.trials().stream()
                .filter(trial -> !Double.isNaN(trial.silhouette()))
                .map(trial -> "%d %.3f".formatted(trial.clusters(), trial.silhouette()))
                .collect(Collectors.joining(", ")));
      }
      found
          .categories()
          .forEach(
              (name, members) ->
                  LOG.info(
                      "  {}: {} features, {} …",
                      name,
                      members.length,
                      String.join(
                          ", ", IntStream.of(members).limit(3).mapToObj(kept::get).toList())));
    }
    found
        .similarity()
        .filter(s -> s.correlation() > t.orthogonalityTarget())
        .ifPresent(
            s ->
                LOG.warn(
                    "{} and {} tell much the same: their centroids correlate by {}, above orthogonality_target {}",
                    s.first(),
                    s.second(),
                    "%.2f".formatted(s.correlation()),
                    t.orthogonalityTarget()));
    return found.categories();
  }
}
