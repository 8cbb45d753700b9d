package dev.hydrant.trainer.analysis;

import java.util.Arrays;

/**
 * t-SNE (van der Maaten and Hinton 2008): a map in two dimensions in which near points stay near.
 * Exact, without trees: O(n²) an iteration and 4·n² bytes, for up to some 5,000 points. Starts from
 * the two first principal components; gradient descent with momentum and gains, early exaggeration,
 * and the learning rate of Belkina et al. 2019.
 *
 * @param perplexity how many neighbours count, about; at most (n−1)/3 is used
 * @param iterations in all
 * @param exaggeration factor on the attraction in the first quarter, at most 250 iterations
 * @param seed of the jitter that separates points the start puts on a line
 */
public record Tsne(double perplexity, int iterations, double exaggeration, long seed) {
  private static final double START = 1e-4;
  private static final double SMALLEST_GAIN = 0.01;

  public Tsne {
    if (!(perplexity >= 1) || iterations < 0 || !(exaggeration >= 1)) {
      throw new IllegalArgumentException(
          String.format(
              "t-SNE needs perplexity >= 1, iterations >= 0 and exaggeration >= 1, not %s, %d, %s",
              perplexity, iterations, exaggeration));
    }
  }

  /** Perplexity 30, 1,000 iterations, exaggeration 12. */
  public Tsne(long seed) {
    this(30, 1000, 12, seed);
  }

  /**
   * A map {@code [n, 2]} of the rows of {@code points [n, d]}, centred on 0.
   *
   * @throws IllegalArgumentException if a number is not finite
   */
  public Matrix fit(Matrix points) {
    points.requireFinite("t-SNE");
    int n = points.rows();
    double[] y = MapStart.of(points, START, seed);
    if (n < 2) {
      return Matrix.of(y, n, 2);
    }
    float[] p = Affinities.joint(points, Math.max(1, Math.min(perplexity, (n - 1) / 3.0)));
    double rate = Math.max(n / (4 * exaggeration), 50);
    int early = Math.min(250, iterations / 4);
    double[] gradient = new double[2 * n];
    double[] step = new double[2 * n];
    double[] gain = new double[2 * n];
    Arrays.fill(gain, 1);
    for (int t = 0; t < iterations; t++) {
      gradient(p, y, t < early ? exaggeration : 1, gradient);
      double momentum = t < early ? 0.5 : 0.8;
      for (int i = 0; i < y.length; i++) {
        boolean same = gradient[i] * step[i] > 0;
        gain[i] = Math.max(SMALLEST_GAIN, same ? gain[i] * 0.8 : gain[i] + 0.2);
        step[i] = momentum * step[i] - rate * gain[i] * gradient[i];
        y[i] += step[i];
      }
      MapStart.centre(y);
    }
    return Matrix.of(y, n, 2);
  }

  /**
   * 4 Σ_j (e·p_ij − q_ij)(y_i − y_j)/(1 + ‖y_i − y_j‖²). Attraction and repulsion are summed apart,
   * since the repulsion's divisor is known only after all pairs.
   */
  static void gradient(float[] p, double[] y, double exaggeration, double[] gradient) {
    int n = y.length / 2;
    double[] repulsion = new double[2 * n];
    double[] sums = new double[n];
    Rows.each(
        n,
        10L * n,
        i -> {
          double ax = 0;
          double ay = 0;
          double rx = 0;
          double ry = 0;
          double sum = 0;
          for (int j = 0; j < n; j++) {
            double dx = y[2 * i] - y[2 * j];
            double dy = y[2 * i + 1] - y[2 * j + 1];
            double near = 1 / (1 + dx * dx + dy * dy);
            double pull = p[i * n + j] * near;
            sum += near;
            ax += pull * dx;
            ay += pull * dy;
            rx += near * near * dx;
            ry += near * near * dy;
          }
          gradient[2 * i] = 4 * exaggeration * ax;
          gradient[2 * i + 1] = 4 * exaggeration * ay;
          repulsion[2 * i] = 4 * rx;
          repulsion[2 * i + 1] = 4 * ry;
          sums[i] = sum - 1; // without the point itself
        });
    double z = Math.max(Arrays.stream(sums).sum(), Double.MIN_NORMAL);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] -= repulsion[i] / z;
    }
  }
}
