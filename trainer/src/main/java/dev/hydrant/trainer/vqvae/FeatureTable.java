package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.vqvae.FeatureFacts.EncodedFamily;
import dev.hydrant.trainer.vqvae.encode.FeatureEncoder;
import dev.hydrant.trainer.vqvae.features.FeatureFile;
import dev.hydrant.trainer.vqvae.features.FeatureSamples;
import java.util.ArrayList;
import java.util.Arrays;
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
      VqVaeConfig config,
      FamilyEncoders encoders,
      TrainingRows training,
      Optional<List<EncodedFamily>> known) {
    Map<String, FeatureSamples> raw =
        load(config, encoders, config.maxSamples().orElse(Long.MAX_VALUE));
    int rows = raw.values().iterator().next().rows();
    int[] train = known.isPresent() ? new int[0] : training.of(rows);
    List<String> names = new ArrayList<>();
    List<float[]> parts = new ArrayList<>();
    List<EncodedFamily> families = new ArrayList<>();
    for (FeatureSamples samples : raw.values()) {
      FamilyEncoders.Chosen<?> chosen = encoders.get(samples.name());
      Optional<EncodedFamily> before = known.map(list -> list.get(families.size()));
      FeatureEncoder encoder = chosen.make(samples.shape());
      float[] values = withoutGaps(samples.values());
      FamilyScale scale =
          before
              .map(EncodedFamily::scale)
              .orElseGet(
                  () ->
                      chosen.scales() ? FamilyScale.of(samples, values, train) : FamilyScale.NONE);
      scale.apply(values);
      parts.add(encoder.encode(values));
      families.add(new EncodedFamily(samples.name(), samples.shape(), encoder.outputs(), scale));
      String prefix = raw.size() > 1 ? samples.name() + "::" : "";
      encoder.names(samples.name(), samples.names()).forEach(n -> names.add(prefix + n));
    }
    return new FeatureTable(
        List.copyOf(names), join(parts, rows), rows, List.copyOf(families), data(raw, rows));
  }

  /**
   * The samples of all families.
   *
   * @param most rows, from the first
   */
  static Map<String, FeatureSamples> load(VqVaeConfig config, FamilyEncoders encoders, long most) {
    Map<String, FeatureSamples> raw = new LinkedHashMap<>();
    try (FeatureFile file = FeatureFile.open(config.datasetPath())) {
      for (String name : config.families().keySet()) {
        raw.put(
            name,
            switch (encoders.get(name).type().input()) {
              case TABLE -> file.samples(name, most);
              case SERIES -> file.series(name, most);
              case FIELDS -> file.fields(name, most);
            });
      }
    }
    FeatureSamples first = raw.values().iterator().next();
    for (FeatureSamples f : raw.values()) {
      if (f.rows() != first.rows()) {
        throw new DataException(
            "%s: %s has %d rows, but %s has %d; every family must describe the same samples"
                .formatted(config.datasetPath(), f.name(), f.rows(), first.name(), first.rows()));
      }
    }
    return raw;
  }

  /** Which features these are, by their names and the values of the first row. */
  static FeatureFacts.Data data(Map<String, FeatureSamples> raw, int rows) {
    Map<String, Integer> widths = new LinkedHashMap<>();
    int hash = 0;
    for (FeatureSamples f : raw.values()) {
      int width = f.values().length / f.rows();
      widths.put(f.name(), width);
      hash = 31 * hash + f.names().hashCode();
      hash = 31 * hash + Arrays.hashCode(Arrays.copyOf(f.values(), width));
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
