package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.vqvae.FeatureFacts.EncodedFamily;
import dev.hydrant.trainer.vqvae.VqVaeConfig.Family;
import dev.hydrant.trainer.vqvae.VqVaeConfig.Params;
import dev.hydrant.trainer.vqvae.features.FeatureFamily;
import dev.hydrant.trainer.vqvae.features.FeatureFile;
import dev.hydrant.trainer.vqvae.prepare.FrozenMlp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All families of a dataset, encoded and side by side.
 *
 * @param names of the encoded features, D
 * @param values {@code [N, D]}, row-major
 * @param rows N
 * @param families how each was encoded
 * @param data tells other features from these
 */
record FeatureTable(
    List<String> names,
    float[] values,
    int rows,
    List<EncodedFamily> families,
    FeatureFacts.Data data) {
  private static final double LEAST_DEVIATION = 1e-8;

  /** Which rows are for training, of so many. */
  @FunctionalInterface
  interface TrainingRows {
    int[] of(int rows);
  }

  /**
   * Reads and encodes the families.
   *
   * @param training whose statistics scale columns, where {@code known} does not say
   * @param known how families were encoded before, from facts
   */
  static FeatureTable read(
      VqVaeConfig config, TrainingRows training, Optional<List<EncodedFamily>> known) {
    Map<String, FeatureFamily> raw = load(config);
    int rows = raw.values().iterator().next().rows();
    int[] train = known.isPresent() ? new int[0] : training.of(rows);
    List<String> names = new ArrayList<>();
    List<float[]> parts = new ArrayList<>();
    List<EncodedFamily> families = new ArrayList<>();
    int place = 0;
    for (Map.Entry<String, FeatureFamily> e : raw.entrySet()) {
      Family family = config.families().get(e.getKey());
      int at = place++;
      Optional<EncodedFamily> before = known.map(list -> list.get(at));
      float[] scaled = withoutGaps(e.getValue().values());
      EncodedFamily how =
          before.orElseGet(() -> statistics(e.getValue(), family, train, scaled));
      scale(scaled, how);
      parts.add(encode(scaled, e.getValue(), family, config.randomSeed()));
      families.add(how);
      names.addAll(names(e.getValue(), family, raw.size() > 1));
    }
    return new FeatureTable(
        List.copyOf(names), join(parts, rows), rows, List.copyOf(families), data(raw, rows));
  }

  private static Map<String, FeatureFamily> load(VqVaeConfig config) {
    Map<String, FeatureFamily> raw = new LinkedHashMap<>();
    try (FeatureFile file = FeatureFile.open(config.datasetPath())) {
      for (String name : config.families().keySet()) {
        raw.put(name, file.table(name, config.maxSamples().orElse(Long.MAX_VALUE)));
      }
    }
    FeatureFamily first = raw.values().iterator().next();
    for (FeatureFamily f : raw.values()) {
      if (f.rows() != first.rows()) {
        throw new DataException(
            "%s: %s has %d rows, but %s has %d; every family must describe the same samples"
                .formatted(
                    config.datasetPath(), f.name(), f.rows(), first.name(), first.rows()));
      }
    }
    return raw;
  }

  /** Which features these are, without reading their values twice. */
  private static FeatureFacts.Data data(Map<String, FeatureFamily> raw, int rows) {
    Map<String, Integer> widths = new LinkedHashMap<>();
    int hash = 0;
    for (FeatureFamily f : raw.values()) {
      widths.put(f.name(), f.width());
      hash = 31 * hash + f.names().hashCode();
    }
    return new FeatureFacts.Data(rows, widths, Integer.toHexString(hash));
  }

  private static float[] withoutGaps(float[] values) {
    float[] out = values.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = Float.isFinite(out[i]) ? out[i] : 0;
    }
    return out;
  }

  private static EncodedFamily statistics(
      FeatureFamily raw, Family family, int[] train, float[] values) {
    int width = raw.width();
    int outputs = family.isIdentity() ? width : family.encoderParams().outputDim();
    if (!family.standardize() || family.isIdentity()) {
      return new EncodedFamily(raw.name(), width, outputs, new float[0], new float[0]);
    }
    float[] mean = new float[width];
    float[] deviation = new float[width];
    for (int j = 0; j < width; j++) {
      double sum = 0;
      for (int i : train) {
        sum += values[i * width + j];
      }
      double m = sum / train.length;
      double squares = 0;
      for (int i : train) {
        squares += (values[i * width + j] - m) * (values[i * width + j] - m);
      }
      mean[j] = (float) m;
      deviation[j] = (float) Math.max(LEAST_DEVIATION, Math.sqrt(squares / train.length));
    }
    return new EncodedFamily(raw.name(), width, outputs, mean, deviation);
  }

  private static void scale(float[] values, EncodedFamily how) {
    int width = how.features();
    for (int i = 0; i < values.length && how.mean().length > 0; i++) {
      values[i] = (values[i] - how.mean()[i % width]) / how.deviation()[i % width];
    }
  }

  private static float[] encode(
      float[] values, FeatureFamily raw, Family family, long seed) {
    if (family.isIdentity()) {
      return values;
    }
    Params p = family.encoderParams();
    long own = seed * 31 + raw.name().hashCode();
    return new FrozenMlp(
            raw.width(), p.hiddenDims(), p.outputDim(), p.activation(), p.batchNorm(), own)
        .apply(values);
  }

  private static List<String> names(FeatureFamily raw, Family family, boolean several) {
    String prefix = several ? raw.name() + "::" : "";
    if (family.isIdentity()) {
      return raw.names().stream().map(n -> prefix + n).toList();
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < family.encoderParams().outputDim(); i++) {
      names.add(prefix + raw.name() + "_" + i);
    }
    return names;
  }

  private static float[] join(List<float[]> parts, int rows) {
    int width = parts.stream().mapToInt(p -> p.length / rows).sum();
    float[] table = new float[rows * width];
    for (int i = 0; i < rows; i++) {
      int at = i * width;
      for (float[] part : parts) {
        int w = part.length / rows;
        System.arraycopy(part, i * w, table, at, w);
        at += w;
      }
    }
    return table;
  }
}
