package dev.hydrant.trainer.vqvae.features;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import dev.hydrant.trainer.data.hdf5.Hdf5Writer;
import dev.hydrant.trainer.report.SafeText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Turns CSV files into an HDF5 file of features, one family a file. The first line names the
 * columns; columns that hold text are left out; empty cells and NaN are gaps.
 */
public final class CsvFamilies {
  private CsvFamilies() {}

  /**
   * A file that was read.
   *
   * @param left names of columns without numbers
   */
  public record Imported(FeatureFamily family, List<String> left) {}

  /**
   * Reads the files and writes their families.
   *
   * @param files family to file, in order
   * @throws DataException with the line and column at fault, or if families have different rows
   */
  public static Map<String, Imported> write(Map<String, Path> files, Path target) {
    Map<String, Imported> read = new LinkedHashMap<>();
    files.forEach((family, file) -> read.put(family, read(family, file)));
    Map.Entry<String, Imported> first = read.entrySet().iterator().next();
    read.forEach(
        (family, imported) -> {
          int rows = first.getValue().family().rows();
          if (imported.family().rows() != rows) {
            throw new DataException(
                "%s has %d rows, but %s has %d.\nRow i of every file must describe the same sample"
                    .formatted(
                        files.get(family),
                        imported.family().rows(),
                        files.get(first.getKey()),
                        rows));
          }
        });
    Hdf5Writer out = Hdf5Writer.create(target);
    read.forEach(
        (family, imported) -> {
          FeatureFamily f = imported.family();
          String group = "/features/" + family;
          out.dataset(group + "/aggregated/features", f.values(), f.rows(), f.width())
              .dataset(group + "/feature_names", f.names().toArray(String[]::new))
              .attribute(group, "version", "1")
              .attribute(group, "num_features", (double) f.width());
        });
    out.finish();
    return read;
  }

  /** Reads one file. */
  static Imported read(String family, Path file) {
    SizedFile.requireRegular(file);
    List<List<String>> rows = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank() || rows.isEmpty()) {
          rows.add(cells(line));
        }
        checkWidth(file, rows);
      }
    } catch (NoSuchFileException e) {
      throw new DataException("There is no file %s for family %s".formatted(file, family), e);
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be read as CSV in UTF-8: %s".formatted(file, e.getMessage()), e);
    }
    if (rows.size() < 2) {
      throw new DataException(
          "%s holds no rows: the first line names the columns, each further line is a sample"
              .formatted(file));
    }
    return table(family, file, rows);
  }

  private static void checkWidth(Path file, List<List<String>> rows) {
    int width = rows.get(0).size();
    int last = rows.get(rows.size() - 1).size();
    if (last != width) {
      throw new DataException(
          "%s:%d: %d cells, but the first line names %d columns"
              .formatted(file, rows.size(), last, width));
    }
  }

  private static Imported table(String family, Path file, List<List<String>> rows) {
    List<String> names = rows.get(0);
    names.stream()
        .filter(SafeText::isActive)
        .findFirst()
        .ifPresent(
            name -> {
              throw new DataException(
                  "%s:1: the name of column %d, '%s', has a control character"
                      .formatted(file, names.indexOf(name) + 1, SafeText.line(name)));
            });
    int n = rows.size() - 1;
    List<Integer> numeric = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      if (isNumeric(rows, j)) {
        numeric.add(j);
      } else {
        left.add(names.get(j));
      }
    }
    if (numeric.isEmpty()) {
      throw new DataException(file + " has no column of numbers");
    }
    float[] values = new float[n * numeric.size()];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < numeric.size(); k++) {
        int j = numeric.get(k);
        String cell = rows.get(i + 1).get(j);
        values[i * numeric.size() + k] =
            (float)
                number(cell)
                    .orElseThrow(
                        () ->
                            new DataException(
                                "%s: column %s holds '%s' among numbers"
                                    .formatted(file, names.get(j), cell)));
      }
    }
    List<String> kept = numeric.stream().map(names::get).toList();
    return new Imported(new FeatureFamily(family, kept, values, n), List.copyOf(left));
  }

  /** Numbers, going by its first cell that is not empty. */
  private static boolean isNumeric(List<List<String>> rows, int column) {
    Optional<String> first =
        rows.stream().skip(1).map(r -> r.get(column)).filter(c -> !c.isBlank()).findFirst();
    return first.isPresent() && number(first.get()).isPresent();
  }

  private static OptionalDouble number(String cell) {
    String text = cell.strip();
    if (text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("na")) {
      return OptionalDouble.of(Double.NaN);
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** The cells of a line: separated by commas, in quotes where they hold one. */
  static List<String> cells(String line) {
    if (line.indexOf('"') < 0) {
      return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return List.copyOf(cells);
  }
}
