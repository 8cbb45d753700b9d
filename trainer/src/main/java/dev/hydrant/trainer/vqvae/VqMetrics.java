package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.analysis.Correlation;
import dev.hydrant.trainer.analysis.DistanceMatrix;
import dev.hydrant.trainer.analysis.Entropy;
import dev.hydrant.trainer.model.Gathered;
import dev.hydrant.trainer.step.HostTensor;
import dev.hydrant.trainer.vqvae.model.Category;
import dev.hydrant.trainer.vqvae.model.Codebooks.Book;
import dev.hydrant.trainer.vqvae.model.VqLoss;
import dev.hydrant.trainer.vqvae.model.VqVae;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a validation says of a VQ-VAE: how well it reconstructs, and how its codes are used. */
final class VqMetrics {
  /** Rows whose distances are compared. */
  private static final int MOST_ROWS = 1000;

  private final VqVae model;

  VqMetrics(VqVae model) {
    this.model = model;
  }

  Map<String, Double> of(Gathered validation) {
    Map<String, Double> out = new LinkedHashMap<>();
    double[] mse = byCategory(validation, out);
    double quality =
        clamp(1 - Arrays.stream(validation.rows(VqLoss.ERROR).values()).average().orElse(1));
    out.put("quality", quality);
    use(validation, out);
    out.put("orthogonality", orthogonality(validation.rows(VqLoss.EMBEDDINGS)));
    topography(validation, out);
    double gini = gini(mse);
    out.put("gini", gini);
    double used = 1 / (1 + Math.exp(-20 * (out.get("utilization") - 0.25)));
    out.put("composite", Math.cbrt(quality * used * (1 - gini)));
    return out;
  }

  private static double clamp(double x) {
    return Math.min(1, Math.max(0, x));
  }

  /** The mean squared error of each category's own features. */
  private double[] byCategory(Gathered validation, Map<String, Double> out) {
    HostTensor error = validation.rows(VqLoss.ERROR);
    int width = (int) error.shape()[1];
    double[] mse = new double[model.categories().size()];
    for (int c = 0; c < mse.length; c++) {
      Category category = model.categories().get(c);
      double sum = 0;
      for (int at = 0; at < error.values().length; at += width) {
        for (int j : category.features()) {
          sum += error.values()[at + j];
        }
      }
      mse[c] = sum / error.shape()[0] / category.features().length;
      out.put(category.name() + "/reconstruction_mse", mse[c]);
    }
    return mse;
  }

  /** How many codes are used and how evenly, over all rows; and by the validation rows alone. */
  private void use(Gathered validation, Map<String, Double> out) {
    HostTensor own = validation.rows(VqLoss.TOKENS);
    HostTensor others = validation.training().rows(VqLoss.TOKENS);
    List<Book> quantizers = model.codebooks().books();
    int n = quantizers.size();
    double utilization = 0;
    double ofValidation = 0;
    double perplexity = 0;
    for (int q = 0; q < n; q++) {
      int codes = quantizers.get(q).count();
      long[] counts = new long[codes];
      count(own, q, n, counts);
      ofValidation += used(counts);
      count(others, q, n, counts);
      utilization += used(counts);
      perplexity += Entropy.perplexity(counts);
      String name = name(q);
      out.put(name + "/utilization", used(counts));
      out.put(name + "/perplexity", Entropy.perplexity(counts));
      out.put(name + "/dead", (double) Arrays.stream(counts).filter(c -> c == 0).count());
      out.put(name + "/distance", distance(validation, q));
    }
    out.put("utilization", utilization / n);
    out.put("utilization_val", ofValidation / n);
    out.put("perplexity", perplexity / n);
  }

  /** The mean distance of latents to their codes. */
  private double distance(Gathered validation, int quantizer) {
    HostTensor latents = validation.rows(VqLoss.LATENTS);
    double[] codes = validation.rows(VqLoss.CODES).values();
    List<Book> all = model.codebooks().books();
    int from = all.subList(0, quantizer).stream().mapToInt(Book::length).sum();
    int width = all.get(quantizer).length();
    int stride = (int) latents.shape()[1];
    double sum = 0;
    for (int row = 0; row < latents.shape()[0]; row++) {
      double squares = 0;
      for (int at = row * stride + from; at < row * stride + from + width; at++) {
        double d = latents.values()[at] - codes[at];
        squares += d * d;
      }
      sum += Math.sqrt(squares);
    }
    return sum / latents.shape()[0];
  }

  private String name(int quantizer) {
    int q = quantizer;
    for (Category c : model.categories()) {
      if (q < c.levels().size()) {
        return c.name() + "/level_" + q;
      }
      q -= c.levels().size();
    }
    throw new IllegalArgumentException("no quantizer " + quantizer);
  }

  private static void count(HostTensor tokens, int quantizer, int quantizers, long[] counts) {
    for (int at = quantizer; at < tokens.values().length; at += quantizers) {
      counts[(int) tokens.values()[at]]++;
    }
  }

  private static double used(long[] counts) {
    return (double) Arrays.stream(counts).filter(c -> c > 0).count() / counts.length;
  }

  /** The mean |cos| between the mean embeddings of categories. */
  private double orthogonality(HostTensor embeddings) {
    int categories = model.categories().size();
    int width = (int) embeddings.shape()[1];
    double[] mean = new double[width];
    for (int at = 0; at < embeddings.values().length; at++) {
      mean[at % width] += embeddings.values()[at];
    }
    return orthogonality(mean, categories);
  }

  /**
   * The mean |cos| of all pairs.
   *
   * @param vectors {@code [C, E]}
   */
  static double orthogonality(double[] vectors, int categories) {
    int length = vectors.length / categories;
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < categories; a++) {
      for (int b = a + 1; b < categories; b++) {
        double dot = 0;
        double left = 0;
        double right = 0;
        for (int k = 0; k < length; k++) {
          double x = vectors[a * length + k];
          double y = vectors[b * length + k];
          dot += x * y;
          left += x * x;
          right += y * y;
        }
        sum += Math.abs(dot) / Math.sqrt(left * right);
        pairs++;
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  private void topography(Gathered validation, Map<String, Double> out) {
    int rows = (int) Math.min(MOST_ROWS, validation.rows(VqLoss.ROWS).shape()[0]);
    int[] widths = model.codebooks().books().stream().mapToInt(Book::length).toArray();
    HostTensor x = validation.rows(VqLoss.ROWS);
    DistanceMatrix inputs = distances(x, rows, new int[] {(int) x.shape()[1]});
    DistanceMatrix latents = distances(validation.rows(VqLoss.LATENTS), rows, widths);
    DistanceMatrix codes = distances(validation.rows(VqLoss.CODES), rows, widths);
    out.put("topo_pre", Correlation.ofDistances(inputs, latents));
    out.put("topo_post", Correlation.ofDistances(latents, codes));
    out.put("topo_e2e", Correlation.ofDistances(inputs, codes));
  }

  /** Euclidean distances, averaged over blocks of columns. */
  private static DistanceMatrix distances(HostTensor table, int rows, int[] widths) {
    int stride = (int) table.shape()[1];
    double[] condensed = new double[rows * (rows - 1) / 2];
    int at = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = i + 1; j < rows; j++) {
        int from = 0;
        double sum = 0;
        for (int width : widths) {
          double squares = 0;
          for (int k = from; k < from + width; k++) {
            double d = table.values()[i * stride + k] - table.values()[j * stride + k];
            squares += d * d;
          }
          sum += Math.sqrt(squares);
          from += width;
        }
        condensed[at++] = sum / widths.length;
      }
    }
    return DistanceMatrix.ofCondensed(rows, condensed);
  }

  /** Gini's coefficient: 0 if all are equal. */
  static double gini(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = Arrays.stream(sorted).sum();
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      weighted += (i + 1) * sorted[i];
    }
    int n = sorted.length;
    return sum == 0 ? 0 : clamp(2 * weighted / (n * sum) - (n + 1.0) / n);
  }
}
