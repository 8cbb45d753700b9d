package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.data.TextFiles;
import dev.hydrant.trainer.error.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Points of a CSV file, a line each; a first line without numbers names the columns. */
final class PointTable {
  private PointTable() {}

  /**
   * @param dim how many columns there must be
   */
  static Matrix read(Path file, int dim) {
    List<String> lines = TextFiles.lines(file);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      boolean isHead = i == 0 && line.matches(".*[a-df-zA-DF-Z_].*");
      if (!line.isEmpty() && !isHead) {
        rows.add(row(file, i + 1, line, dim));
      }
    }
    if (rows.size() < 2) {
      throw UserException.failure(file + " has fewer than two points");
    }
    return Matrix.of(rows.toArray(double[][]::new));
  }

  private static double[] row(Path file, int number, String line, int dim) {
    String[] cells = line.split("\\s*[,;\\t]\\s*");
    if (cells.length != dim) {
      throw UserException.failure(
          "%s:%d has %d columns; the network was trained on points of %d"
              .formatted(file, number, cells.length, dim));
    }
    double[] values = new double[dim];
    for (int j = 0; j < dim; j++) {
      try {
        values[j] = Double.parseDouble(cells[j]);
      } catch (NumberFormatException e) {
        values[j] = Double.NaN;
      }
      if (!Double.isFinite(values[j])) {
        throw UserException.failure("%s:%d: '%s' is no number".formatted(file, number, cells[j]));
      }
    }
    return values;
  }
}
