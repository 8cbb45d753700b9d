package dev.hydrant.trainer.protein.family;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code split.csv} of a data set: the family and the part of each chain. */
public final class SplitFile {
  /** Its name, beside the shard or the index. */
  public static final String NAME = "split.csv";

  private static final String HEADER = "chain,family,part";
  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";

  private SplitFile() {}

  /** Writes it; ids hold no comma. */
  public static void write(Path file, List<String> ids, int[] families, boolean[] validation)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(HEADER + "\n");
      for (int i = 0; i < ids.size(); i++) {
        String part = validation[i] ? VALIDATION : TRAIN;
        out.write("%s,%s,%s\n".formatted(ids.get(i), ids.get(families[i]), part));
      }
    }
  }

  /**
   * Which chains are for validation, by id.
   *
   * @throws DataException if it is missing, or a line says something else
   */
  public static Map<String, Boolean> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          "training.split is file, but there is no %s.\nImport the structures with --split=family, or give training.split=random"
              .formatted(file.toAbsolutePath().normalize()));
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw SizedFile.unreadable(file, e);
    }
    Map<String, Boolean> parts = new HashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] values = lines.get(i).split(",", -1);
      String part = values[values.length - 1].strip();
      if (values.length != 3 || !(part.equals(TRAIN) || part.equals(VALIDATION))) {
        throw new DataException(
            "%s:%d: expected a chain, its family, and train or validation, got '%s'"
                .formatted(file, i + 1, lines.get(i)));
      }
      parts.put(values[0].strip(), part.equals(VALIDATION));
    }
    return parts;
  }
}
