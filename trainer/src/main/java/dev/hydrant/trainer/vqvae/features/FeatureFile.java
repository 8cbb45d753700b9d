package dev.hydrant.trainer.vqvae.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.hdf5.Hdf5Dataset;
import dev.hydrant.trainer.data.hdf5.Hdf5File;
import dev.hydrant.trainer.report.SafeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An HDF5 file of feature families: {@code /features/FAMILY/aggregated/features [N, D]}, with names
 * beside it. Families whose rows are series or images are {@code /features/FAMILY/features [N, T,
 * D]} and {@code /inputs/fields}.
 */
public final class FeatureFile implements AutoCloseable {
  private static final String ROOT = "/features";
  private static final String FIELDS = "/inputs/fields";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Rows that are read at once, so that a large table is never in memory twice. */
  private static final int BLOCK = 8192;

  private final Hdf5File file;

  private FeatureFile(Hdf5File file) {
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @throws DataException if it is missing or no HDF5 file
   */
  public static FeatureFile open(Path path) {
    return new FeatureFile(Hdf5File.open(path));
  }

  /** The families in the file. */
  public List<String> families() {
    return file.has(ROOT) ? file.list(ROOT) : List.of();
  }

  /**
   * Reads the features of a family.
   *
   * @param most rows, from the first
   * @throws DataException if the family is missing or no table
   */
  public FeatureFamily table(String family, long most) {
    Hdf5Dataset data = dataset(family).require("features of " + family + " [N, D]", -1, -1);
    int width = Math.toIntExact(data.shape()[1]);
    int rows = Math.toIntExact(Math.min(most, data.rows()));
    return new FeatureFamily(family, names(family, width), values(data, rows, width), rows);
  }

  /** As above, as samples. */
  public FeatureSamples samples(String family, long most) {
    return FeatureSamples.of(table(family, most));
  }

  /** The number of rows of a family. */
  public long rows(String family) {
    return dataset(family).rows();
  }

  /**
   * Reads the series of a family, {@code [N, T, D]}.
   *
   * @param most rows, from the first
   */
  public FeatureSamples series(String family, long most) {
    Hdf5Dataset data = dataset(family).require("series of " + family + " [N, T, D]", -1, -1, -1);
    long[] shape = {data.shape()[1], data.shape()[2]};
    return read(family, data, shape, most);
  }

  /**
   * Reads the images of the inputs as {@code [N, M, C, H, W]}; in a file without C there is one
   * channel, and M images of each sample.
   *
   * @param family that they are of
   * @param most rows, from the first
   */
  public FeatureSamples fields(String family, long most) {
    if (!file.hasDataset(FIELDS)) {
      throw new DataException(
          "%s has no %s, which family %s encodes".formatted(file.path(), FIELDS, family));
    }
    Hdf5Dataset data = file.dataset(FIELDS);
    long[] s = data.shape();
    if (s.length != 4 && s.length != 5) {
      throw new DataException(
          "%s: %s must be [N, M, H, W] or [N, M, C, H, W], but is %s"
              .formatted(file.path(), FIELDS, Arrays.toString(s)));
    }
    long[] shape =
        s.length == 4 ? new long[] {s[1], 1, s[2], s[3]} : new long[] {s[1], s[2], s[3], s[4]};
    return read(family, data, shape, most);
  }

  /** The number of rows of images. */
  public long fieldRows() {
    return file.dataset(FIELDS).rows();
  }

  private FeatureSamples read(String family, Hdf5Dataset data, long[] shape, long most) {
    int width = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    int rows = Math.toIntExact(Math.min(most, data.rows()));
    return new FeatureSamples(family, List.of(), shape, values(data, rows, width), rows);
  }

  private static float[] values(Hdf5Dataset data, int rows, int width) {
    float[] values = new float[Math.multiplyExact(rows, width)];
    for (int from = 0; from < rows; from += BLOCK) {
      int count = Math.min(BLOCK, rows - from);
      System.arraycopy(data.floats(from, count), 0, values, from * width, count * width);
    }
    return values;
  }

  private Hdf5Dataset dataset(String family) {
    String group = ROOT + "/" + family;
    for (String place : List.of("/aggregated/features", "/features")) {
      if (file.hasDataset(group + place)) {
        return file.dataset(group + place);
      }
    }
    throw new DataException(
        "%s has no family %s: neither %s/aggregated/features nor %s/features.\nFamilies there: %s"
            .formatted(
                file.path(),
                family,
                group,
                group,
                families().isEmpty() ? "none" : String.join(", ", families())));
  }

  /** The names of features: a dataset, an attribute of names and places, or numbers. */
  private List<String> names(String family, int width) {
    String group = ROOT + "/" + family;
    if (file.hasDataset(group + "/feature_names")) {
      List<String> names =
          Stream.of(file.dataset(group + "/feature_names").texts()).map(SafeText::line).toList();
      if (names.size() != width) {
        throw new DataException(
            "%s: %s/feature_names has %d names for %d features"
                .formatted(file.path(), group, names.size(), width));
      }
      return names;
    }
    return file.attributes(group)
        .text("feature_registry")
        .map(json -> registry(family, json, width))
        .orElseGet(() -> numbered(family, width));
  }

  private static List<String> numbered(String family, int width) {
    return IntStream.range(0, width).mapToObj(i -> family + "_" + i).toList();
  }

  /** {@code {category: {name: place}}}; places without a name are numbered. */
  private List<String> registry(String family, String json, int width) {
    Map<Integer, String> named = new TreeMap<>();
    try {
      for (JsonNode category : JSON.readTree(json)) {
        for (Map.Entry<String, JsonNode> e : category.properties()) {
          JsonNode place = e.getValue();
          named.put((place.isObject() ? place.path("index") : place).asInt(-1), e.getKey());
        }
      }
    } catch (JsonProcessingException e) {
      throw new DataException(
          "%s: the attribute feature_registry of %s/%s is no JSON: %s"
              .formatted(file.path(), ROOT, family, e.getOriginalMessage()),
          e);
    }
    List<String> names = new ArrayList<>(numbered(family, width));
    named.forEach(
        (place, name) -> {
          if (place >= 0 && place < width) {
            names.set(place, name);
          }
        });
    return List.copyOf(names);
  }

  @Override
  public void close() {
    file.close();
  }
}
