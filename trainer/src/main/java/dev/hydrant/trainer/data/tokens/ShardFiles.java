package dev.hydrant.trainer.data.tokens;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.error.ProgramName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the files of a pattern such as {@code data/fineweb10B/fineweb_train_*.bin}. Files whose
 * names begin with a dot are matched only by a pattern that begins with one.
 */
public final class ShardFiles {
  private static final String WILDCARDS = "*?[{";
  private static final int SHOWN = 5;

  private ShardFiles() {}

  /**
   * Returns the files that match, sorted by path. {@code *}, {@code ?}, {@code [...]} and {@code
   * {a,b}} may stand in any part of the path; none of them crosses a {@code /}.
   *
   * @param key the configuration key that holds the pattern, for the message
   * @param pattern a pattern or a plain path, absolute or relative to {@code base}
   * @throws DataException if nothing matches; it says what lies there instead
   */
  public static List<Path> resolve(String key, String pattern, Path base) {
    int wild = firstWildcard(pattern);
    int cut = pattern.lastIndexOf('/', wild) + 1;
    Path fixed = base.resolve(pattern.substring(0, cut));
    List<Path> found = List.of(fixed);
    for (String part : pattern.substring(cut).split("/")) {
      found = isPattern(part) ? matching(found, part) : children(found, part);
    }
    List<Path> files = found.stream().filter(Files::isRegularFile).sorted().toList();
    if (files.isEmpty()) {
      throw nothing(key, pattern, fixed);
    }
    return files;
  }

  private static int firstWildcard(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if (WILDCARDS.indexOf(pattern.charAt(i)) >= 0) {
        return i;
      }
    }
    return pattern.length();
  }

  private static boolean isPattern(String part) {
    return firstWildcard(part) < part.length();
  }

  private static List<Path> children(List<Path> directories, String name) {
    return directories.stream().map(d -> d.resolve(name)).filter(Files::exists).toList();
  }

  private static List<Path> matching(List<Path> directories, String pattern) {
    List<Path> found = new ArrayList<>();
    for (Path directory : directories) {
      PathMatcher matcher = directory.getFileSystem().getPathMatcher("glob:" + pattern);
      for (Path entry : list(directory)) {
        boolean hidden = entry.getFileName().toString().startsWith(".");
        if (matcher.matches(entry.getFileName()) && (!hidden || pattern.startsWith("."))) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  private static DataException nothing(String key, String pattern, Path fixed) {
    Path there = fixed.toAbsolutePath().normalize();
    while (there != null && !Files.isDirectory(there)) {
      there = there.getParent();
    }
    StringBuilder text = new StringBuilder("No file matches " + key + "=" + pattern + ".");
    if (there != null) {
      text.append("\n").append(there).append(" holds ").append(summary(list(there)));
    }
    return DataException.missing(
        text
            + "\nMake the sample's token shards with "
            + ProgramName.typed()
            + " data text, or set "
            + key
            + " to shards of your own, e.g. "
            + key
            + "='my_data/"
            + key.replace("_files", "")
            + "_*.bin'");
  }

  private static String summary(List<Path> entries) {
    List<String> names =
        entries.stream()
            .map(e -> e.getFileName() + (Files.isDirectory(e) ? "/" : ""))
            .filter(n -> !n.startsWith("."))
            .toList();
    if (names.isEmpty()) {
      return "nothing";
    }
    List<String> shards = names.stream().filter(n -> n.endsWith(".bin")).toList();
    List<String> best = shards.isEmpty() ? names : shards;
    String rest = names.size() > SHOWN ? ", … (" + names.size() + " entries)" : "";
    return String.join(", ", best.subList(0, Math.min(SHOWN, best.size()))) + rest;
  }

  private static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new DataException("Cannot list the directory " + directory + ": " + e, e);
    }
  }
}
