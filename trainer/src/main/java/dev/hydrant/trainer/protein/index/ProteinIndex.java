package dev.hydrant.trainer.protein.index;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The list of a data set's proteins: CSV of {@code sequence_id, rep_id, rep_json_path,
 * member_json_path}, of which the second and third are used. Rows that follow each other with one
 * rep_id count once.
 *
 * @param file the CSV
 * @param entries the proteins in order
 * @param skippedLines number of lines that do not have four columns
 */
public record ProteinIndex(Path file, List<Entry> entries, int skippedLines) {
  /** The first line of an index. */
  public static final String HEADER = "sequence_id,rep_id,rep_json_path,member_json_path";

  private static final int COLUMNS = 4;
  private static final int ID = 1;
  private static final int PATH = 2;

  /**
   * A protein.
   *
   * @param id its rep_id
   * @param path its JSON
   * @param line of the CSV, from 1
   */
  public record Entry(String id, Path path, int line) {}

  /**
   * Finds and reads the index of {@code training.data_dir}: a {@code .csv}; a folder that holds
   * {@code index.csv} or exactly one {@code .csv}; a folder {@code NAME} beside {@code NAME.csv}.
   *
   * @throws DataException if there is none, or it lists nothing
   */
  public static ProteinIndex read(Path data) {
    Path file = locate(data);
    List<String> lines;
    try {
      lines =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
              .lines()
              .map(l -> l.startsWith("\uFEFF") ? l.substring(1) : l)
              .toList();
    } catch (IOException e) {
      throw SizedFile.unreadable(file, e);
    }
    List<Entry> entries = new ArrayList<>();
    int skipped = 0;
    boolean first = true;
    for (int i = 0; i < lines.size(); i++) {
      List<String> values = CsvLine.values(lines.get(i));
      if (values.size() != COLUMNS) {
        skipped += lines.get(i).isBlank() ? 0 : 1;
        continue;
      }
      boolean header = first && !values.get(PATH).endsWith(".json");
      first = false;
      if (header || follows(entries, values.get(ID))) {
        continue;
      }
      Path path = file.toAbsolutePath().resolveSibling(values.get(PATH)).normalize();
      entries.add(new Entry(values.get(ID), path, i + 1));
    }
    if (entries.isEmpty()) {
      throw new DataException(
          file
              + " lists no protein: no line has the four columns "
              + HEADER
              + ".\nMake an index by importing structures, or put the header right");
    }
    return new ProteinIndex(file, List.copyOf(entries), skipped);
  }

  private static boolean follows(List<Entry> entries, String id) {
    return !entries.isEmpty() && entries.get(entries.size() - 1).id().equals(id);
  }

  private static Path locate(Path data) {
    Path whole = data.toAbsolutePath().normalize();
    if (Files.isRegularFile(whole)) {
      return whole;
    }
    List<Path> tried = new ArrayList<>();
    if (Files.isDirectory(whole)) {
      tried.add(whole.resolve("index.csv"));
      if (Files.isRegularFile(tried.get(0))) {
        return tried.get(0);
      }
      List<Path> inside = csvFiles(whole);
      if (inside.size() == 1) {
        return inside.get(0);
      }
      if (inside.size() > 1) {
        throw new DataException(
            "%s holds %d .csv files and no index.csv: %s.\nName one of them"
                .formatted(whole, inside.size(), names(inside)));
      }
    }
    if (whole.getFileName() != null) {
      Path sibling = whole.resolveSibling(whole.getFileName() + ".csv");
      if (Files.isRegularFile(sibling)) {
        return sibling;
      }
      tried.add(sibling);
    }
    throw new DataException(
        "There is no list of proteins at "
            + whole
            + ": looked for "
            + names(tried)
            + ".\nGive a .csv, a folder with index.csv, or a folder NAME beside NAME.csv");
  }

  private static String names(List<Path> files) {
    return String.join(", ", files.stream().map(Path::toString).toList());
  }

  private static List<Path> csvFiles(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.toString().endsWith(".csv")).sorted().toList();
    } catch (IOException e) {
      throw SizedFile.unreadable(folder, e);
    }
  }

  /** The line of a protein whose JSON lies below the index. */
  public static String line(String id, String path) {
    return csv("", id, path, "");
  }

  /** A line of comma-separated values, quoted where they must be. */
  public static String csv(String... values) {
    return CsvLine.of(List.of(values));
  }
}
