package dev.hydrant.trainer.vqvae.prepare;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.analysis.Correlation;
import dev.hydrant.trainer.analysis.Dendrogram;
import dev.hydrant.trainer.analysis.DistanceMatrix;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.PairwiseDistances;
import dev.hydrant.trainer.analysis.Silhouette;
import dev.hydrant.trainer.analysis.WardClustering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Groups features that tell the same: Ward's clusters of the distance 1 − |ρ|, as many as give the
 * largest silhouette (Rousseeuw 1987).
 */
public final class CategoryDiscovery {
  /** Numbers of clusters whose silhouette is as good as the best, up to this. */
  private static final double AS_GOOD = 0.02;

  private final Settings settings;
  private final Matrix rows;
  private final Matrix correlation;
  private final DistanceMatrix distances;

  /** How categories are found. */
  public record Settings(
      @Range(min = 1) Optional<Integer> numCategoriesAuto,
      @Default("0.15") @Range(min = 0, max = 1) double orthogonalityTarget,
      @Default("3") @Range(min = 1) int minFeaturesPerCategory,
      @Default("25") @Range(min = 1) int maxClusters) {}

  /**
   * A number of clusters that was tried.
   *
   * @param silhouette NaN if a cluster had one feature alone
   */
  public record Trial(int clusters, double silhouette) {}

  /**
   * What was found.
   *
   * @param categories {@code cluster_1}, … with the places of their features, ascending; together
   *     all features, each once
   * @param silhouette of the number of clusters that was taken; NaN if there was no choice
   * @param trials in order
   * @param similarity of the most similar categories
   */
  public record Result(
      Map<String, int[]> categories,
      double silhouette,
      List<Trial> trials,
      Optional<CentroidSimilarity> similarity) {}

  private CategoryDiscovery(Matrix rows, Settings settings) {
    this.rows = rows;
    this.settings = settings;
    this.correlation = Correlation.matrix(rows);
    this.distances = PairwiseDistances.absoluteCorrelation(rows);
  }

  /**
   * Groups the columns of a table.
   *
   * @param rows {@code [N, D]}, without constant columns
   */
  public static Result find(Matrix rows, Settings settings) {
    return new CategoryDiscovery(rows, settings).find();
  }

  private Result find() {
    int features = rows.columns();
    if (settings.numCategoriesAuto().isEmpty()
        && features < 2 * settings.minFeaturesPerCategory()) {
      return result(new int[features], Double.NaN, List.of());
    }
    Dendrogram tree = WardClustering.of(distances);
    if (settings.numCategoriesAuto().isPresent()) {
      int clusters = Math.min(features, settings.numCategoriesAuto().get());
      return result(merged(tree.cut(clusters)), silhouette(tree, clusters), List.of());
    }
    List<Trial> trials = new ArrayList<>();
    for (int k = 2; k <= Math.min(settings.maxClusters(), features - 1); k++) {
      trials.add(new Trial(k, hasSingle(tree.cut(k)) ? Double.NaN : silhouette(tree, k)));
    }
    Trial best = choose(tree, trials);
    return result(merged(tree.cut(best.clusters())), best.silhouette(), trials);
  }

  private double silhouette(Dendrogram tree, int clusters) {
    boolean isOne = clusters < 2 || clusters >= rows.columns();
    return isOne ? Double.NaN : Silhouette.mean(distances, tree.cut(clusters));
  }

  /** Among those as good as the best, one that keeps to the target; of equal ones the fewest. */
  private Trial choose(Dendrogram tree, List<Trial> trials) {
    double best =
        trials.stream().mapToDouble(Trial::silhouette).filter(s -> s == s).max().orElse(Double.NaN);
    Trial chosen = null;
    double least = Double.POSITIVE_INFINITY;
    for (Trial t : trials) {
      if (t.silhouette() < best - AS_GOOD || Double.isNaN(t.silhouette())) {
        continue;
      }
      double similarity = similarity(merged(tree.cut(t.clusters())));
      boolean fits = similarity <= settings.orthogonalityTarget();
      double rank = fits ? -t.silhouette() - 2 : similarity;
      if (rank < least) {
        least = rank;
        chosen = t;
      }
    }
    return chosen == null ? new Trial(2, Double.NaN) : chosen;
  }

  private double similarity(int[] labels) {
    return CentroidSimilarity.of(rows, categories(labels))
        .map(CentroidSimilarity::correlation)
        .orElse(0.0);
  }

  private static boolean hasSingle(int[] labels) {
    for (int count : counts(labels)) {
      if (count == 1) {
        return true;
      }
    }
    return false;
  }

  private static int[] counts(int[] labels) {
    int[] counts = new int[Arrays.stream(labels).max().orElse(-1) + 1];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** Gives the features of small clusters to the larger ones that they correlate with most. */
  private int[] merged(int[] labels) {
    int[] counts = counts(labels);
    boolean[] large = new boolean[counts.length];
    boolean any = false;
    for (int c = 0; c < counts.length; c++) {
      large[c] = counts[c] >= settings.minFeaturesPerCategory();
      any |= large[c];
    }
    int[] out = labels.clone();
    for (int j = 0; j < labels.length; j++) {
      out[j] = !any ? 0 : large[labels[j]] ? labels[j] : nearest(j, labels, large);
    }
    return out;
  }

  private int nearest(int feature, int[] labels, boolean[] large) {
    double[] sums = new double[large.length];
    for (int j = 0; j < labels.length; j++) {
      sums[labels[j]] += Math.abs(correlation.get(feature, j));
    }
    int[] counts = counts(labels);
    int best = -1;
    for (int c = 0; c < large.length; c++) {
      if (large[c] && (best < 0 || sums[c] / counts[c] > sums[best] / counts[best])) {
        best = c;
      }
    }
    return best;
  }

  private Result result(int[] labels, double silhouette, List<Trial> trials) {
    Map<String, int[]> categories = categories(labels);
    return new Result(
        categories, silhouette, List.copyOf(trials), CentroidSimilarity.of(rows, categories));
  }

  /** Named in the order of their first features. */
  static Map<String, int[]> categories(int[] labels) {
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    for (int j = 0; j < labels.length; j++) {
      members.computeIfAbsent(labels[j], c -> new ArrayList<>()).add(j);
    }
    Map<String, int[]> categories = new LinkedHashMap<>();
    members
        .values()
        .forEach(
            m ->
                categories.put(
                    "cluster_" + (categories.size() + 1),
                    m.stream().mapToInt(Integer::intValue).toArray()));
    return categories;
  }
}
