package dev.hydrant.trainer.vqvae.encode;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;

/**
 * A multi-layer perceptron with random weights that are never trained: it spreads a family of many
 * features over a fixed number of outputs. Its batch normalisation has the statistics it begins
 * with, so it only divides by √(1 + 10⁻⁵); dropout does nothing.
 */
final class FrozenMlp implements FeatureEncoder {
  private static final double NORM = 1 / Math.sqrt(1 + 1e-5);

  private final List<float[]> weights;
  private final List<float[]> biases;
  private final int[] widths;
  private final String activation;
  private final boolean batchNorm;

  /**
   * @param in number of features
   * @param hidden widths of the layers between
   * @param out number of outputs
   * @param activation relu, gelu or tanh
   * @param seed of the weights, uniform in ±1/√fan-in as PyTorch draws them
   */
  FrozenMlp(
      int in, List<Integer> hidden, int out, String activation, boolean batchNorm, long seed) {
    this.widths =
        IntStream.concat(
                IntStream.concat(IntStream.of(in), hidden.stream().mapToInt(Integer::intValue)),
                IntStream.of(out))
            .toArray();
    this.activation = activation;
    this.batchNorm = batchNorm;
    SplittableRandom random = new SplittableRandom(seed);
    this.weights =
        IntStream.range(1, widths.length)
            .mapToObj(l -> Random.uniform(widths[l] * widths[l - 1], widths[l - 1], random))
            .toList();
    this.biases =
        IntStream.range(1, widths.length)
            .mapToObj(l -> Random.uniform(widths[l], widths[l - 1], random))
            .toList();
  }

  @Override
  public int outputs() {
    return widths[widths.length - 1];
  }

  /** The number of its weights, those of batch normalisation (two for each unit) included. */
  @Override
  public long parameterCount() {
    long count = 0;
    for (int l = 1; l < widths.length; l++) {
      count += (long) widths[l] * widths[l - 1] + widths[l] + (batchNorm ? 2L * widths[l] : 0);
    }
    return count;
  }

  @Override
  public Map<String, Weight> weights() {
    Map<String, Weight> all = new LinkedHashMap<>();
    int place = 0;
    for (int l = 0; l < weights.size(); l++) {
      String name = "network." + place;
      all.put(name + ".weight", new Weight(weights.get(l), new long[] {widths[l + 1], widths[l]}));
      all.put(name + ".bias", new Weight(biases.get(l), new long[] {widths[l + 1]}));
      place += batchNorm ? 4 : 3;
    }
    return all;
  }

  /** Rows {@code [N, in]} → {@code [N, out]}, with all processors. */
  @Override
  public float[] encode(float[] rows) {
    int in = widths[0];
    int out = widths[widths.length - 1];
    float[] result = new float[rows.length / in * out];
    IntStream.range(0, rows.length / in)
        .parallel()
        .forEach(i -> System.arraycopy(row(rows, i * in), 0, result, i * out, out));
    return result;
  }

  private float[] row(float[] rows, int offset) {
    float[] x = Arrays.copyOfRange(rows, offset, offset + widths[0]);
    for (int l = 0; l < weights.size(); l++) {
      float[] w = weights.get(l);
      float[] y = biases.get(l).clone();
      for (int o = 0; o < y.length; o++) {
        double sum = y[o];
        for (int k = 0; k < x.length; k++) {
          sum += (double) w[o * x.length + k] * x[k];
        }
        double normed = batchNorm ? sum * NORM : sum;
        y[o] = (float) (l < weights.size() - 1 ? activate(normed) : normed);
      }
      x = y;
    }
    return x;
  }

  private double activate(double x) {
    return switch (activation) {
      case "relu" -> Math.max(0, x);
      case "tanh" -> Math.tanh(x);
      default -> 0.5 * x * (1 + Erf.erf(x / Math.sqrt(2)));
    };
  }
}
