package dev.hydrant.config.conformance;

import dev.hydrant.config.Composer;
import dev.hydrant.config.format.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The files of a case in a directory of its own, the {@code $DIR} of its texts. */
final class CaseFiles implements AutoCloseable {
  private static final int RECORDED_LENGTH = 27;

  private final Path dir;

  private CaseFiles(Path dir) {
    this.dir = dir;
  }

  static CaseFiles lay(ConformanceCase c) throws IOException {
    CaseFiles files = new CaseFiles(directory());
    Files.createDirectories(files.dir.resolve("cwd"));
    Map<String, String> own = c.map("files");
    if (own != null) {
      files.write("conf", own);
    }
    if (c.string("files_ref") != null) {
      String name = c.string("files_ref");
      Path from = c.folder().resolve("dirs").resolve(name.substring(name.lastIndexOf('/') + 1));
      files.copy(from, files.dir.resolve("conf"));
    }
    Map<String, Map<String, String>> extra = c.map("extra_dirs");
    if (extra != null) {
      for (Map.Entry<String, Map<String, String>> e : extra.entrySet()) {
        files.write(e.getKey(), e.getValue());
      }
    }
    return files;
  }

  /** A new directory whose path is as long as that of the recordings, which are padded tables. */
  private static Path directory() throws IOException {
    Path temporary = Files.createTempDirectory("hydrant-cases").toRealPath();
    Path parent = temporary.getParent();
    String start = parent + "/case";
    int digits = Math.max(6, RECORDED_LENGTH - start.length());
    while (true) {
      long number = ThreadLocalRandom.current().nextLong((long) Math.pow(10, Math.min(18, digits)));
      Path directory = Path.of(start + ("%0" + digits + "d").formatted(number));
      if (Files.notExists(directory)) {
        return Files.move(temporary, directory);
      }
    }
  }

  /** Writes files; a name that ends in a slash is a directory, maybe an empty one. */
  private void write(String folder, Map<String, String> texts) throws IOException {
    Files.createDirectories(dir.resolve(folder));
    for (Map.Entry<String, String> e : texts.entrySet()) {
      Path file = dir.resolve(folder).resolve(e.getKey());
      if (e.getKey().endsWith("/")) {
        Files.createDirectories(file);
        continue;
      }
      Files.createDirectories(file.getParent());
      Files.writeString(file, text(e.getValue()));
    }
  }

  private void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.writeString(target, Files.readString(path));
        }
      }
    }
  }

  Path dir() {
    return dir;
  }

  /** Puts the real directory in the place of {@code $DIR}. */
  String text(String text) {
    return text.replace("$DIR", dir.toString());
  }

  List<String> strings(ConformanceCase c, String key) {
    return c.strings(key).stream().map(this::text).toList();
  }

  /** Puts {@code $DIR} back in the place of the real directory, in any depth. */
  Object plain(Object value) {
    if (value instanceof String text) {
      return text.replace(dir.toString(), "$DIR");
    }
    if (value instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      list.forEach(item -> out.add(plain(item)));
      return out;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> out = new LinkedHashMap<>();
      map.forEach((key, item) -> out.put((String) plain(key), plain(item)));
      return out;
    }
    return value;
  }

  /** A composer over the case's search path, reading what Hydra reads. */
  dev.hydrant.config.ComposerBuilder composer(ConformanceCase c) {
    Map<String, String> env = new LinkedHashMap<>();
    c.env().forEach((key, value) -> env.put(key, text(value)));
    dev.hydrant.config.ComposerBuilder builder =
        Composer.builder()
            .jobName("app")
            .formats(Format.YAML)
            .withoutSecrets()
            .environment(env)
            .workingDirectory(dir.resolve("cwd"));
    if (!c.flag("no_config_path")) {
      String main = c.string("config_dir") == null ? "conf" : c.string("config_dir");
      builder.searchPath(dir.resolve(main).toString());
    }
    c.strings("config_dirs").forEach(name -> builder.configDir(dir.resolve(name).toString()));
    return builder;
  }

  @Override
  public void close() {
    try (Stream<Path> paths = Files.walk(dir)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
