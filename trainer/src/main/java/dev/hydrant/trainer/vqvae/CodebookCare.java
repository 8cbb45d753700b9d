package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.analysis.Clustering;
import dev.hydrant.trainer.analysis.KMeans;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Quantiles;
import dev.hydrant.trainer.model.EpochEnd;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.vqvae.model.Codebooks;
import dev.hydrant.trainer.vqvae.model.Codebooks.Book;
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
 * latents, or some of these, and from time to time codes that hardly anything uses get latents of
 * the last batch.
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
    String first = config.model().codebookInit();
    if (end.moment().epoch() == 0 && !first.equals("uniform")) {
      return initialise(end, first.equals("data"));
    }
    long every = config.training().deadCodeResetInterval().orElse(0L);
    return end.moment().isEpochEnd(every) ? reset(end) : Map.of();
  }

  private Map<Parameter, Tensor> initialise(EpochEnd end, boolean fromRows) {
    List<List<double[]>> latents = latents(end);
    Values values = new Values();
    List<Book> books = model.codebooks().books();
    for (int q = 0; q < books.size(); q++) {
      List<double[]> own = latents.get(q);
      int codes = books.get(q).count();
      if (fromRows) {
        SplittableRandom random = end.random("codebook/" + q);
        for (int k = 0; k < codes; k++) {
          values.set(books.get(q), k, own.get(random.nextInt(own.size())), 1);
        }
        continue;
      }
      Matrix points = Matrix.of(own.toArray(double[][]::new));
      long seed = end.random("codebook/" + q).nextLong();
      Clustering found =
          new KMeans(Math.min(codes, own.size()), 1, ITERATIONS, 0, seed).fit(points);
      SplittableRandom random = end.random("codebook/rest/" + q);
      for (int k = 0; k < codes; k++) {
        boolean isCentre = k < found.centres().rows();
        double[] code = isCentre ? found.centres().row(k) : own.get(random.nextInt(own.size()));
        double share = isCentre ? (double) found.counts()[k] / own.size() : 0;
        double size = Math.max(LEAST_SIZE, share * config.training().batchSize());
        values.set(books.get(q), k, code, size);
      }
    }
    return values.tensors(end);
  }

  /** The latents of at most so many training rows, evenly spaced, for each quantizer. */
  private List<List<double[]>> latents(EpochEnd end) {
    int quantizers = model.codebooks().books().size();
    List<List<double[]>> all = new ArrayList<>();
    IntStream.range(0, quantizers).forEach(q -> all.add(new ArrayList<>()));
    end.trainingRows(
        batch -> {
          Tensor latents = model.encode(batch.get(FeatureFeed.ROWS), false).latents();
          List<Tensor> z = model.split(latents);
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
    Tensor all = model.encode(end.lastBatch().get(FeatureFeed.ROWS), false).latents();
    List<Tensor> latents = model.split(all);
    Values values = new Values();
    double[] used = values.sizes == null ? used(end) : values.sizes;
    DeadCodes rule = new DeadCodes(config.training());
    int count = 0;
    for (int q = 0; q < latents.size(); q++) {
      Book book = model.codebooks().books().get(q);
      double[] sizes = Arrays.copyOfRange(used, book.first(), book.first() + book.count());
      int[] dead = rule.find(sizes);
      if (dead.length == 0) {
        continue;
      }
      List<double[]> rows = new ArrayList<>();
      rows(latents.get(q), rows);
      double median = Quantiles.of(sizes).median();
      SplittableRandom random = end.random("reset/" + q);
      for (int k : dead) {
        values.set(book, k, rows.get(random.nextInt(rows.size())), median);
      }
      count += dead.length;
    }
    end.metric("codes_reset", count);
    return count == 0 ? Map.of() : values.tensors(end);
  }

  /** How often the training rows use each code, where no averages tell. */
  private double[] used(EpochEnd end) {
    List<Book> books = model.codebooks().books();
    double[] counts = new double[books.stream().mapToInt(Book::count).sum()];
    end.trainingRows(
        batch -> {
          Tensor z = model.encode(batch.get(FeatureFeed.ROWS), false).latents();
          List<Tensor> tokens = model.codebooks().tokens(z);
          for (int q = 0; q < books.size(); q++) {
            for (long token : tokens.get(q).toLongs()) {
              counts[books.get(q).first() + (int) token]++;
            }
          }
          return true;
        });
    return counts;
  }

  /** The codes and their averages, to be changed; learned ones have no averages. */
  private final class Values {
    private final Codebooks books = model.codebooks();
    private final double[] codes = books.codes.toDoubles();
    private final double[] sizes = books.sizes == null ? null : books.sizes.toDoubles();
    private final double[] sums = books.sums == null ? null : books.sums.toDoubles();

    /** Gives a code a value and a size; its sum follows. */
    void set(Book book, int k, double[] code, double size) {
      int from = book.from() + k * book.length();
      System.arraycopy(code, 0, codes, from, code.length);
      if (sizes != null) {
        sizes[book.first() + k] = size;
        for (int d = 0; d < code.length; d++) {
          sums[from + d] = code[d] * size;
        }
      }
    }

    Map<Parameter, Tensor> tensors(EpochEnd end) {
      Map<Parameter, Tensor> all = new LinkedHashMap<>();
      all.put(books.codes, end.torch().tensor(codes, codes.length));
      if (sizes == null) {
        // What the optimizer remembers is of codes that are no more.
        end.resetMoments(books.codes);
        return all;
      }
      all.put(books.sizes, end.torch().tensor(sizes, sizes.length));
      all.put(books.sums, end.torch().tensor(sums, sums.length));
      return all;
    }
  }
}
