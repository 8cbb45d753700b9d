package dev.hydrant.trainer.checkpoint;

import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A checkpoint within a zip archive of another purpose, such as a {@code .pt} file for PyTorch: in
 * a folder {@value #FOLDER}, with the configuration of its run, so that the file alone is enough to
 * go on from. Nothing else of the archive is read.
 */
public final class PackedCheckpoint {
  /** The folder within the archive, below any other. */
  public static final String FOLDER = "hydrant/";

  /** The configuration of the run, in the folder. */
  public static final String CONFIG = "config.yaml";

  /** The best model's archive in a folder of them. */
  public static final String BEST = "best_model.pt";

  private static final String FILES = "checkpoint/";

  /** Where each checkpoint that was unpacked comes from. */
  private static final Map<Path, Path> SOURCES = new ConcurrentHashMap<>();

  private PackedCheckpoint() {}

  /** What a reader knows a checkpoint by: the archive that it was unpacked from, or itself. */
  public static Path shown(Path checkpoint) {
    return SOURCES.getOrDefault(checkpoint.toAbsolutePath().normalize(), checkpoint);
  }

  /** The files of a checkpoint by name, made in memory. */
  public static Map<String, byte[]> pack(Snapshot snapshot) {
    MemoryStorage storage = new MemoryStorage();
    Path root = Path.of("packed");
    Checkpoint saved = new CheckpointStore(root, Retention.last(1), storage).save(snapshot);
    Map<String, byte[]> files = new TreeMap<>();
    try {
      for (Path file : storage.list(saved.directory())) {
        files.put(file.getFileName().toString(), HashingFile.readAll(storage, file));
      }
    } catch (IOException e) {
      throw new CheckpointException("a checkpoint could not be packed: " + e.getMessage(), e);
    }
    return files;
  }

  /**
   * The entries of an archive that hold a checkpoint and the configuration of its run.
   *
   * @param files of {@link #pack}
   * @param config in YAML, UTF-8
   */
  public static Map<String, byte[]> entries(Map<String, byte[]> files, byte[] config) {
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put(FOLDER + CONFIG, config);
    files.forEach((name, bytes) -> entries.put(FOLDER + FILES + name, bytes));
    return entries;
  }

  /** A {@code .pt} file, or the best model in a folder that is no run's. */
  static Optional<Path> find(Path path) {
    if (Files.isRegularFile(path) && path.getFileName().toString().endsWith(".pt")) {
      return Optional.of(path);
    }
    Path best = path.resolve(BEST);
    boolean isOther =
        Files.exists(path.resolve(Manifest.NAME))
            || Files.isDirectory(path.resolve(ResumePoint.CHECKPOINTS));
    return Files.isRegularFile(best) && !isOther ? Optional.of(best) : Optional.empty();
  }

  /**
   * Lays a checkpoint out as in a run directory, in a temporary one that goes when the program
   * ends.
   *
   * @return the directory of the checkpoint
   * @throws UserException if the file has none, as one of another program
   */
  public static Path unpack(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Path run = Files.createTempDirectory("hydrant-run-");
      deleteAtEnd(run);
      Path checkpoint = run.resolve(ResumePoint.CHECKPOINTS).resolve("step-packed");
      boolean found = false;
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = entry.getName().replaceFirst("^(?!" + FOLDER + ")[^/]*/", "");
        Path target =
            name.equals(FOLDER + CONFIG)
                ? run.resolve(".hydra").resolve(CONFIG)
                : name.matches(FOLDER + FILES + "[\\w-][\\w.-]*")
                    ? checkpoint.resolve(name.substring((FOLDER + FILES).length()))
                    : null;
        if (target != null) {
          Files.createDirectories(target.getParent());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
          }
          found |= name.endsWith(Manifest.NAME);
        }
      }
      if (!found) {
        throw UserException.failure(
            "%s is no file of a run: it holds no checkpoint.\nWeights of other programs come by init_from=FILE, as safetensors"
                .formatted(file));
      }
      SOURCES.put(checkpoint.toAbsolutePath().normalize(), file);
      return checkpoint;
    } catch (IOException e) {
      throw UserException.failure(
          "%s cannot be read as a .pt archive: %s.\nCopy it again, or go on from the run's directory"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void deleteAtEnd(Path directory) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
  }

  /** What cannot be deleted stays in the system's folder for temporary files. */
  private static void delete(Path directory) {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(all::add);
      for (Path path : all) {
        Files.delete(path);
      }
    } catch (IOException e) {
      directory.toFile().deleteOnExit();
    }
  }
}
