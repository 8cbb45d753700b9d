package dev.hydrant.config.app.job;

import dev.hydrant.config.Composition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code inputs} in a run's record: the files that its config was composed from, each with the hash
 * of its content, so that a later look can tell what has changed.
 */
public record InputFiles(Map<Path, String> hashes) {
  private static final String NAME = "inputs";

  /** The files of a composition as they are now; configs that lie in no file are left out. */
  static InputFiles of(Composition config) {
    Map<Path, String> hashes = new LinkedHashMap<>();
    config.files().forEach(file -> hashes.put(file, hash(file)));
    return new InputFiles(hashes);
  }

  void write(Path record) throws IOException {
    StringBuilder text = new StringBuilder();
    hashes.forEach((file, hash) -> text.append(hash).append("  ").append(file).append('\n'));
    if (!hashes.isEmpty()) {
      Files.writeString(record.resolve(NAME), text);
    }
  }

  /** Says in words which files have changed or gone since a record was written. */
  public static List<String> changes(Path record) throws IOException {
    List<String> changes = new ArrayList<>();
    Path list = record.resolve(NAME);
    if (!Files.isRegularFile(list)) {
      return changes;
    }
    for (String line : Files.readAllLines(list)) {
      int gap = line.indexOf("  ");
      if (gap > 0) {
        Path file = Path.of(line.substring(gap + 2));
        if (!Files.isRegularFile(file)) {
          changes.add(file + " is gone");
        } else if (!hash(file).equals(line.substring(0, gap))) {
          changes.add(file + " has changed");
        }
      }
    }
    return changes;
  }

  /** SHA-256 of a file as {@code sha256sum} writes it, so that {@code sha256sum -c} works too. */
  private static String hash(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      return HexFormat.of().formatHex(e.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
