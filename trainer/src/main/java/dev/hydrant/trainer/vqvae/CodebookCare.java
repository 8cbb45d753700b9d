package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.analysis.Clustering;
import dev.hydrant.trainer.analysis.KMeans;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Quantiles;
import dev.hydrant.trainer.model.EpochEnd;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.vqvae.model.VectorQuantizer;
import dev.hydrant.trainer.vqvae.model.VqVae;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Keeps codebooks in use: after the first epoch the codes become the k-means of the training rows'
 * latents, and from time to time codes that hardly anything uses get latents of the last batch.
 */
final class CodebookCare {
  /** Rows whose latents k-means looks at. */
  private static final int MOST_ROWS = 4096;

  private static final int ITERATIONS = 10;
  private static final double LEAST_SIZE = 0.01;

  private final VqVae model;
  private final VqVaeConfig config;

  CodebookCare(VqVae model, VqVaeConfig config) {
    this.model = model;
    this.config = config;
  }

  /** New codes after an epoch, where it is time for some. */
  Map<Parameter, Tensor> atEpochEnd(EpochEnd end) {
    if (!config.model().useEma()) {
      return Map.of();
    }
    if (end.moment().epoch() == 0 && config.model().codebookInit().equals("kmeans")) {
      return initialise(end);
    }
    long every = config.training().deadCodeResetInterval().orElse(0L);
    return end.moment().isEpochEnd(every) ? reset(end) : Map.of();
  }

  private Map<Parameter, Tensor> initialise(EpochEnd end) {
    List<List<double[]>> latents = latents(end);
    Map<Parameter, Tensor> values = new LinkedHashMap<>();
    List<VectorQuantizer> quantizers = model.quantizers();
    for (int q = 0; q < quantizers.size(); q++) {
      List<double[]> own = latents.get(q);
      int codes = (int) quantizers.get(q).codes.size(0);
      Matrix points = Matrix.of(own.toArray(double[][]::new));
      long seed = end.random("codebook/" + q).nextLong();
      Clustering found =
          new KMeans(Math.min(codes, own.size()), 1, ITERATIONS, 0, seed).fit(points);
      double[] sizes = new double[codes];
      double[] centres = new double[codes * points.columns()];
      SplittableRandom random = end.random("codebook/rest/" + q);
      for (int k = 0; k < codes; k++) {
        boolean isCentre = k < found.centres().rows();
        double[] code = isCentre ? found.centres().row(k) : own.get(random.nextInt(own.size()));
        double share = isCentre ? (double) found.counts()[k] / own.size() : 0;
        sizes[k] = Math.max(LEAST_SIZE, share * config.training().batchSize());
        System.arraycopy(code, 0, centres, k * code.length, code.length);
      }
      put(values, end, quantizers.get(q), centres, sizes);
    }
    return values;
  }

  /** The latents of at most so many training rows, evenly spaced, for each quantizer. */
  private List<List<double[]>> latents(EpochEnd end) {
    int quantizers = model.quantizers().size();
    List<List<double[]>> all = new ArrayList<>();
    IntStream.range(0, quantizers).forEach(q -> all.add(new ArrayList<>()));
    end.trainingRows(
        batch -> {
          List<Tensor> z = model.encode(batch.get(FeatureFeed.ROWS), false).latents();
          for (int q = 0; q < quantizers; q++) {
            rows(z.get(q), all.get(q));
          }
          return true;
        });
    int n = all.get(0).size();
    if (n <= MOST_ROWS) {
      return all;
    }
    int[] picked =
        IntStream.range(0, MOST_ROWS).map(i -> (int) ((long) i * n / MOST_ROWS)).toArray();
    return all.stream().map(own -> IntStream.of(picked).mapToObj(own::get).toList()).toList();
  }

  private static void rows(Tensor z, List<double[]> into) {
    double[] values = z.toDoubles();
    int width = (int) z.size(1);
    for (int at = 0; at < values.length; at += width) {
      into.add(Arrays.copyOfRange(values, at, at + width));
    }
  }

  private Map<Parameter, Tensor> reset(EpochEnd end) {
    List<Tensor> latents = model.encode(end.lastBatch().get(FeatureFeed.ROWS), false).latents();
    Map<Parameter, Tensor> values = new LinkedHashMap<>();
    int count = 0;
    for (int q = 0; q < latents.size(); q++) {
      VectorQuantizer vq = model.quantizers().get(q);
      double[] sizes = vq.size.toDoubles();
      DeadCodes rule = new DeadCodes(config.training());
      int[] dead = rule.find(sizes);
      if (dead.length == 0) {
        continue;
      }
      List<double[]> rows = new ArrayList<>();
      rows(latents.get(q), rows);
      double[] codes = vq.codes.toDoubles();
      double median = Quantiles.of(sizes).median();
      SplittableRandom random = end.random("reset/" + q);
      int width = rows.get(0).length;
      for (int k : dead) {
        System.arraycopy(rows.get(random.nextInt(rows.size())), 0, codes, k * width, width);
        sizes[k] = median;
      }
      put(values, end, vq, codes, sizes, dead);
      count += dead.length;
    }
    end.metric("codes_reset", count);
    return values;
  }

  /** All codes with their sizes; the sums follow. */
  private static void put(
      Map<Parameter, Tensor> values,
      EpochEnd end,
      VectorQuantizer vq,
      double[] codes,
      double[] sizes) {
    put(values, end, vq, codes, sizes, IntStream.range(0, sizes.length).toArray());
  }

  private static void put(
      Map<Parameter, Tensor> values,
      EpochEnd end,
      VectorQuantizer vq,
      double[] codes,
      double[] sizes,
      int[] changed) {
    double[] sums = vq.sum.toDoubles();
    int width = codes.length / sizes.length;
    for (int k : changed) {
      for (int d = 0; d < width; d++) {
        sums[k * width + d] = codes[k * width + d] * sizes[k];
      }
    }
    values.put(vq.codes, end.torch().tensor(codes, vq.codes.shape()));
    values.put(vq.size, end.torch().tensor(sizes, vq.size.shape()));
    values.put(vq.sum, end.torch().tensor(sums, vq.sum.shape()));
  }
}
