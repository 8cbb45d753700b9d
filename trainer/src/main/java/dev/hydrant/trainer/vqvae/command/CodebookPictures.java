package dev.hydrant.trainer.vqvae.command;

import dev.hydrant.trainer.analysis.Correlation;
import dev.hydrant.trainer.analysis.DistanceMatrix;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Pca;
import dev.hydrant.trainer.analysis.Tsne;
import dev.hydrant.trainer.analysis.Umap;
import dev.hydrant.trainer.data.NewFile;
import dev.hydrant.trainer.vqvae.Tokenizer;
import dev.hydrant.trainer.vqvae.picture.CodeMap;
import dev.hydrant.trainer.vqvae.picture.DistancePicture;
import dev.hydrant.trainer.vqvae.picture.MatrixPicture;
import dev.hydrant.trainer.vqvae.picture.UsePicture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Computes and writes the pictures of a tokenizer. */
final class CodebookPictures {
  static final List<String> METHODS = List.of("tsne", "umap", "pca");

  private static final Map<String, String> NAMES =
      Map.of("tsne", "t-SNE", "umap", "UMAP", "pca", "principal components");

  /** Rows whose distances are compared, and pairs of them that are drawn. */
  private static final int ROWS = 500;

  private static final int PAIRS = 3000;

  private final Tokenizer tokenizer;
  private final List<Tokenizer.Codebook> codebooks;
  private final float[] rows;
  private final long[][] counts;

  CodebookPictures(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.codebooks = tokenizer.codebooks();
    this.rows = tokenizer.read();
    this.counts = codebooks.stream().map(c -> new long[c.tokens()]).toArray(long[][]::new);
    int[] tokens = tokenizer.encode(rows);
    for (int i = 0; i < tokens.length; i++) {
      counts[i % counts.length][tokens[i]]++;
    }
  }

  /** The files that {@link #write} makes. */
  static List<Path> files(Path directory, String method) {
    return Stream.of(
            "codebooks_" + method + ".png",
            "usage.png",
            "similarity.png",
            "categories.png",
            "topography.png",
            "categories.csv")
        .map(directory::resolve)
        .toList();
  }

  /** Writes all pictures; returns their files. */
  List<Path> write(Path directory, String method, long seed) {
    List<Path> files = files(directory, method);
    List<byte[]> pictures =
        List.of(map(method, seed), usage(), similarity(), categories(), topography(seed), shared());
    for (int i = 0; i < pictures.size(); i++) {
      Path target = files.get(i);
      try (NewFile file = NewFile.in(target)) {
        Files.write(file.temporary(), pictures.get(i));
        file.publish();
      } catch (IOException e) {
        throw NewFile.unwritable(target, e);
      }
    }
    return files;
  }

  private Matrix codes() {
    return Matrix.of(
        tokenizer.codesSeen().stream().flatMap(Arrays::stream).toArray(double[][]::new));
  }

  private byte[] map(String method, long seed) {
    Matrix codes = codes();
    Matrix plane =
        switch (method) {
          case "tsne" -> new Tsne(seed).fit(codes);
          case "umap" -> new Umap(seed).fit(codes);
          default -> Pca.fit(codes, 2).transform(codes);
        };
    List<CodeMap.Code> all = new ArrayList<>();
    int at = 0;
    for (int q = 0; q < counts.length; q++) {
      double total = Arrays.stream(counts[q]).sum();
      for (int k = 0; k < counts[q].length; k++, at++) {
        all.add(
            new CodeMap.Code(
                codebooks.get(q).index(),
                codebooks.get(q).level(),
                counts[q][k] / total,
                plane.get(at, 0),
                plane.get(at, 1)));
      }
    }
    return CodeMap.draw(
        "Codes as the decoder sees them, by " + NAMES.get(method), all, categoryNames());
  }

  private List<String> categoryNames() {
    return codebooks.stream().map(Tokenizer.Codebook::category).distinct().toList();
  }

  private byte[] usage() {
    return UsePicture.draw(
        "Use of codes, the most used first",
        IntStream.range(0, counts.length)
            .mapToObj(
                q -> {
                  Tokenizer.Codebook c = codebooks.get(q);
                  return new UsePicture.Use(c.index(), c.category(), c.level(), counts[q]);
                })
            .toList());
  }

  private byte[] similarity() {
    Matrix codes = codes();
    int n = codes.rows();
    double[] lengths = new double[n];
    double[][] cosines = new double[n][n];
    for (int i = 0; i < n; i++) {
      lengths[i] = Math.sqrt(dot(codes, i, i)) + 1e-12;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        cosines[i][j] = dot(codes, i, j) / lengths[i] / lengths[j];
      }
    }
    return MatrixPicture.draw(
        "Cosines between codes as the decoder sees them",
        cosines,
        codebooks.stream().map(c -> new MatrixPicture.Group(c.name(), c.tokens())).toList(),
        true,
        "Codes of different categories should be near 0 (white).");
  }

  private static double dot(Matrix m, int i, int j) {
    double sum = 0;
    for (int k = 0; k < m.columns(); k++) {
      sum += m.get(i, k) * m.get(j, k);
    }
    return sum;
  }

  private byte[] categories() {
    Map<String, int[]> categories = tokenizer.categories();
    int[] order = categories.values().stream().flatMapToInt(Arrays::stream).toArray();
    int width = order.length;
    int n = rows.length / width;
    double[] sorted = new double[n * width];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < width; j++) {
        sorted[i * width + j] = rows[i * width + order[j]];
      }
    }
    Matrix correlation = Correlation.matrix(Matrix.of(sorted, n, width));
    double[][] absolute = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        absolute[i][j] = Math.abs(correlation.get(i, j));
      }
    }
    List<MatrixPicture.Group> groups = new ArrayList<>();
    categories.forEach((name, places) -> groups.add(new MatrixPicture.Group(name, places.length)));
    return MatrixPicture.draw(
        "|correlation| between features, by category",
        absolute,
        groups,
        false,
        "Each dark block is a category; dark places between blocks are what categories share.");
  }

  /** How much categories share, as a table: mean |correlation| of their features. */
  private byte[] shared() {
    int width = tokenizer.features().size();
    Matrix correlation = Correlation.matrix(Matrix.of(doubles(), rows.length / width, width));
    Map<String, int[]> categories = tokenizer.categories();
    StringBuilder csv = new StringBuilder("category");
    categories.keySet().forEach(name -> csv.append(',').append(name));
    categories.forEach(
        (name, own) -> {
          csv.append('\n').append(name);
          categories.forEach(
              (other, theirs) ->
                  csv.append(String.format(Locale.ROOT, ",%.4f", mean(correlation, own, theirs))));
        });
    return csv.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private double[] doubles() {
    return IntStream.range(0, rows.length).mapToDouble(i -> rows[i]).toArray();
  }

  /** The mean of |ρ| over pairs of two different features; NaN where there are none. */
  private static double mean(Matrix correlation, int[] a, int[] b) {
    return IntStream.of(a)
        .boxed()
        .flatMapToDouble(
            i ->
                IntStream.of(b)
                    .filter(j -> j != i)
                    .mapToDouble(j -> Math.abs(correlation.get(i, j))))
        .average()
        .orElse(Double.NaN);
  }

  private byte[] topography(long seed) {
    int width = tokenizer.features().size();
    int n = Math.min(ROWS, rows.length / width);
    float[] some = Arrays.copyOf(rows, n * width);
    Tokenizer.Looked looked = tokenizer.look(some);
    double[][] inputs = new double[n][width];
    for (int i = 0; i < n * width; i++) {
      inputs[i / width][i % width] = some[i];
    }
    double[] before = distances(List.<double[][]>of(inputs));
    double[] latents = distances(looked.latents());
    double[] codes = distances(looked.codes());
    int[] picked =
        new SplittableRandom(seed).ints(Math.min(PAIRS, before.length), 0, before.length).toArray();
    return DistancePicture.draw(
        "Distances between rows",
        pairs("inputs", "latents", before, latents, n, picked),
        pairs("latents", "codes", latents, codes, n, picked),
        pairs("inputs", "codes", before, codes, n, picked));
  }

  private static DistancePicture.Pairs pairs(
      String across, String down, double[] x, double[] y, int n, int[] picked) {
    double correlation =
        Correlation.ofDistances(DistanceMatrix.ofCondensed(n, x), DistanceMatrix.ofCondensed(n, y));
    return new DistancePicture.Pairs(
        "distance between " + across,
        "distance between " + down,
        IntStream.of(picked).mapToDouble(i -> x[i]).toArray(),
        IntStream.of(picked).mapToDouble(i -> y[i]).toArray(),
        correlation);
  }

  /** Euclidean distances of all pairs of rows, averaged over tables. */
  private static double[] distances(List<double[][]> tables) {
    int n = tables.get(0).length;
    double[] sum = new double[n * (n - 1) / 2];
    for (double[][] table : tables) {
      int at = 0;
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          double squares = 0;
          for (int k = 0; k < table[i].length; k++) {
            double d = table[i][k] - table[j][k];
            squares += d * d;
          }
          sum[at++] += Math.sqrt(squares) / tables.size();
        }
      }
    }
    return sum;
  }
}
