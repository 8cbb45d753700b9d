package dev.hydrant.trainer.vqvae.features;

import dev.hydrant.trainer.data.hdf5.Hdf5Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Generated features whose categories are known. A feature is {@code w f + u g}: the main factor f
 * of its category, a weaker one g, bent by one of four functions, standardised, with noise, and
 * scaled to units of its own. Constant columns, copies, gaps and outliers are put in, so that
 * cleaning has something to do.
 *
 * <p>In {@link Kind#PLANTED} each category has a main factor of its own, for finding categories; in
 * {@link Kind#BASELINE} a family has one or two, as simulations that are driven by few parameters.
 */
public final class FeatureSample {
  private static final int FIELD = 32;
  private static final int FIELDS = 1000;

  /** What drives the features. */
  public enum Kind {
    /** One or two factors a family. */
    BASELINE(0.1, 0.1),
    /** One factor a category. */
    PLANTED(0.25, 0.15);

    final double minor;
    final double noise;

    Kind(double minor, double noise) {
      this.minor = minor;
      this.noise = noise;
    }

    int[] mainFactors(SampleFamily family) {
      int[] factors = new int[family.kinds()];
      int of = this == PLANTED ? family.kinds() : family == SampleFamily.ARCHITECTURE ? 1 : 2;
      for (int k = 0; k < factors.length; k++) {
        factors[k] = k % of;
      }
      return factors;
    }
  }

  /** A family with the truth about it. */
  record Made(FeatureFamily features, int[] categories, double[][] factors) {}

  private final Kind kind;
  private final int rows;
  private final long seed;

  /**
   * @param rows N, at least 10
   * @param seed the same seed makes the same file
   */
  public FeatureSample(Kind kind, int rows, long seed) {
    if (rows < 10) {
      throw new IllegalArgumentException("a sample needs at least 10 rows, not " + rows);
    }
    this.kind = kind;
    this.rows = rows;
    this.seed = seed;
  }

  /** Writes the file, which appears in one step. */
  public void write(Path target) {
    Hdf5Writer file = Hdf5Writer.create(target);
    Map<String, Made> families = families();
    families.forEach(
        (name, made) -> {
          String group = "/features/" + name;
          int width = made.features().width();
          file.dataset(group + "/aggregated/features", made.features().values(), rows, width)
              .dataset(group + "/feature_names", made.features().names().toArray(String[]::new))
              .attribute(group, "version", "1")
              .attribute(group, "num_features", (double) width)
              .dataset("/truth/" + name + "/category", made.categories());
        });
    SampleInputs inputs = new SampleInputs(families.get("architecture").factors(), seed);
    int fields = Math.min(rows, FIELDS);
    file.dataset(
            "/features/temporal/features",
            inputs.series(),
            rows,
            SampleInputs.STEPS,
            SampleInputs.CHANNELS)
        .dataset("/inputs/fields", inputs.fields(fields, FIELD), fields, 1, FIELD, FIELD)
        .dataset("/parameters/vectors", inputs.parameters(), rows, SampleInputs.PARAMETERS)
        .dataset("/truth/factors", factors(families), rows, width(families))
        .dataset("/metadata/generator", "features, %s, seed %d".formatted(kind, seed))
        .dataset("/metadata/version", "1")
        .finish();
  }

  /** All families, by name. */
  Map<String, Made> families() {
    Map<String, Made> families = new LinkedHashMap<>();
    for (SampleFamily family : SampleFamily.values()) {
      families.put(family.id(), make(family));
    }
    return families;
  }

  private Made make(SampleFamily family) {
    SplittableRandom random = new SplittableRandom(seed * 1009 + family.ordinal());
    int[] mainFactors = kind.mainFactors(family);
    int mains = 1 + Arrays.stream(mainFactors).max().orElse(0);
    double[][] factors = new double[mains + family.kinds()][rows];
    for (double[] factor : factors) {
      Arrays.setAll(factor, i -> random.nextGaussian());
    }
    int[] kindOf = family.kindOf();
    double[][] columns = new double[family.width()][];
    int[] categories = new int[family.width()];
    for (int j = 0; j < columns.length; j++) {
      double[] main = factors[mainFactors[kindOf[j]]];
      double[] minor = factors[mains + kindOf[j]];
      columns[j] = column(main, minor, j, random);
      categories[j] = kind == Kind.PLANTED ? kindOf[j] : mainFactors[kindOf[j]];
    }
    float[] values = new SampleBlemishes(random).apply(columns, family == SampleFamily.SUMMARY);
    List<String> names = family.featureNames();
    return new Made(new FeatureFamily(family.id(), names, values, rows), categories, factors);
  }

  private double[] column(double[] main, double[] minor, int j, SplittableRandom random) {
    double w = random.nextDouble(0.75, 1) * (random.nextBoolean() ? 1 : -1);
    double u = kind.minor * random.nextGaussian();
    double[] x = new double[rows];
    for (int i = 0; i < rows; i++) {
      double v = w * main[i] + u * minor[i];
      x[i] =
          switch (j % 4) {
            case 0 -> v;
            case 1 -> Math.tanh(v);
            case 2 -> Math.exp(0.4 * v);
            default -> v + 0.1 * v * v * v;
          };
    }
    double mean = Arrays.stream(x).average().orElse(0);
    double deviation =
        Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElse(1));
    double scale = Math.pow(10, random.nextDouble(-2, 3));
    double shift = scale * random.nextDouble(-2, 2);
    for (int i = 0; i < rows; i++) {
      x[i] = scale * ((x[i] - mean) / deviation + kind.noise * random.nextGaussian()) + shift;
    }
    return x;
  }

  private static int width(Map<String, Made> families) {
    return families.values().stream().mapToInt(m -> m.factors().length).sum();
  }

  private float[] factors(Map<String, Made> families) {
    List<double[]> all = new ArrayList<>();
    families.values().forEach(m -> all.addAll(List.of(m.factors())));
    float[] table = new float[rows * all.size()];
    for (int i = 0; i < rows; i++) {
      for (int f = 0; f < all.size(); f++) {
        table[i * all.size() + f] = (float) all.get(f)[i];
      }
    }
    return table;
  }
}
