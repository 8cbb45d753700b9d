package dev.hydrant.trainer.vqvae.features;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.hdf5.Hdf5Writer;
import dev.hydrant.trainer.data.molecule.Descriptors;
import dev.hydrant.trainer.data.molecule.MoleculeSample;
import dev.hydrant.trainer.data.molecule.Structure;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Real features: descriptors of the molecules that come with the program, one family. */
public final class MoleculeFamilies {
  /** The name of the family. */
  public static final String FAMILY = "descriptors";

  private MoleculeFamilies() {}

  /**
   * What was written.
   *
   * @param left molecules that are no valid structures
   */
  public record Made(int rows, int features, int left) {}

  /**
   * Computes and writes the features.
   *
   * @param most molecules, evenly spaced over all; 0 for all
   */
  public static Made write(int most, Path target) {
    List<String> smiles = MoleculeSample.smiles();
    List<float[]> rows = descriptors(picked(smiles, most));
    if (rows.isEmpty()) {
      throw new DataException("the sample of molecules is empty");
    }
    List<String> names = Descriptors.names();
    int width = names.size();
    float[] values = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * width, width);
    }
    String group = "/features/" + FAMILY;
    Hdf5Writer.create(target)
        .dataset(group + "/aggregated/features", values, rows.size(), width)
        .dataset(group + "/feature_names", names.toArray(String[]::new))
        .attribute(group, "version", "1")
        .attribute(group, "num_features", (double) width)
        .finish();
    int asked = most == 0 ? smiles.size() : Math.min(most, smiles.size());
    return new Made(rows.size(), width, asked - rows.size());
  }

  private static List<String> picked(List<String> all, int most) {
    if (most == 0 || most >= all.size()) {
      return all;
    }
    return IntStream.range(0, most)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / most)))
        .toList();
  }

  private static List<float[]> descriptors(List<String> smiles) {
    return IntStream.range(0, smiles.size())
        .parallel()
        .mapToObj(i -> Structure.of(smiles.get(i)).map(Descriptors::of).orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }
}
