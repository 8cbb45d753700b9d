package dev.hydrant.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one run, as directories {@code step-000100} or {@code
 * step-000100-val_loss-3.142} beneath one directory. Not safe for several writers at a time.
 *
 * <p>At every moment, also between any two file operations, the newest checkpoint that was reported
 * as saved can be loaded.
 */
public final class CheckpointStore {
  static final String STATE = "state.json";
  static final String SUFFIX = ".safetensors";
  private static final String UNFINISHED = ".unfinished-";
  private static final String DISCARDED = ".discarded-";
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private final Path root;
  private final Retention retention;
  private final Storage storage;

  public CheckpointStore(Path root, Retention retention) {
    this(root, retention, new DiskStorage());
  }

  /** A store on the heap that keeps the newest checkpoint alone. */
  public static CheckpointStore inMemory() {
    return new CheckpointStore(Path.of("memory"), Retention.last(1), new MemoryStorage());
  }

  CheckpointStore(Path root, Retention retention, Storage storage) {
    this.root = root;
    this.retention = retention;
    this.storage = storage;
  }

  /**
   * Saves a snapshot, reads it back, and then deletes what retention does not keep.
   *
   * @return the checkpoint as read back
   * @throws CheckpointException if it could not be saved; earlier ones are untouched
   */
  public Checkpoint save(Snapshot snapshot) {
    try {
      storage.createDirectories(root);
      sweep();
      List<Path> present = committed();
      Path target = freeName(present, name(snapshot));
      Path unfinished = root.resolve(UNFINISHED + target.getFileName());
      requireSpace(snapshot);
      writeAll(unfinished, snapshot, nextSerial(present));
      storage.rename(unfinished, target);
      storage.forceDirectory(root);
      Checkpoint saved = Checkpoint.open(target, storage);
      prune();
      return saved;
    } catch (IOException e) {
      throw new CheckpointException(
          "the checkpoint of step %d could not be saved in %s: %s"
              .formatted(snapshot.step(), root, e.getMessage()),
          e);
    }
  }

  /**
   * Returns the newest checkpoint that verifies. Damaged ones are named in the log and passed over.
   */
  public Optional<Checkpoint> newest() {
    return firstSound(newestFirst());
  }

  private List<Path> newestFirst() {
    return manifests().entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<Path, Manifest> e) -> e.getValue().serial())
                .reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Returns one small file of the newest checkpoint in which it is sound; the others are not read.
   */
  public Optional<byte[]> newestFile(String name) {
    return newestFirst().stream()
        .flatMap(path -> Checkpoint.soundFile(path, name, storage).stream())
        .findFirst();
  }

  /** Returns the checkpoint that verifies and is best by the retention's metric. */
  public Optional<Checkpoint> best() {
    Map<Path, Manifest> all = manifests();
    List<Manifest> ranked = retention.best(List.copyOf(all.values()));
    return firstSound(
        all.entrySet().stream()
            .filter(e -> ranked.contains(e.getValue()))
            .sorted(Comparator.comparingInt(e -> ranked.indexOf(e.getValue())))
            .map(Map.Entry::getKey)
            .toList());
  }

  /**
   * Whether a checkpoint with these numbers is to be written because it would be one of the best.
   *
   * @throws dev.hydrant.trainer.error.UserException if a name holds a number that is not among them
   */
  public boolean admits(Map<String, Double> metrics) {
    retention.bests().forEach(best -> best.name().ifPresent(name -> name.of(0, metrics)));
    return retention.admits(List.copyOf(manifests().values()), metrics);
  }

  /** Whether any checkpoint was ever committed here, sound or not. */
  public boolean isEmpty() {
    return manifests().isEmpty();
  }

  private Optional<Checkpoint> firstSound(List<Path> candidates) {
    for (Path path : candidates) {
      try {
        return Optional.of(Checkpoint.open(path, storage));
      } catch (CheckpointException e) {
        LOG.warn("{}. Trying the one before it.", e.getMessage());
      }
    }
    return Optional.empty();
  }

  private void writeAll(Path directory, Snapshot snapshot, long serial) throws IOException {
    storage.createDirectories(directory);
    Map<String, Manifest.FileEntry> files = new LinkedHashMap<>();
    for (var e : snapshot.tensors().entrySet()) {
      String name = e.getKey() + SUFFIX;
      Map<String, String> metadata = Map.of("step", Long.toString(snapshot.step()));
      files.put(
          name,
          HashingFile.write(
              storage,
              directory.resolve(name),
              sink -> SafeTensorsWriter.write(e.getValue(), metadata, sink)));
    }
    for (var e : snapshot.files().entrySet()) {
      files.put(e.getKey(), writeBytes(directory.resolve(e.getKey()), e.getValue()));
    }
    files.put(STATE, writeBytes(directory.resolve(STATE), Json.pretty(snapshot.state())));
    Manifest manifest = new Manifest(serial, snapshot.step(), snapshot.metrics(), files);
    storage.forceDirectory(directory);
    writeBytes(directory.resolve(Manifest.NAME), manifest.toJson());
    storage.forceDirectory(directory);
  }

  private Manifest.FileEntry writeBytes(Path file, byte[] bytes) throws IOException {
    return HashingFile.write(storage, file, sink -> sink.accept(ByteBuffer.wrap(bytes)));
  }

  private void requireSpace(Snapshot snapshot) throws IOException {
    long needed = 1 << 20;
    for (List<TensorSource> tensors : snapshot.tensors().values()) {
      needed += SafeTensorsWriter.size(tensors, Map.of());
    }
    for (byte[] file : snapshot.files().values()) {
      needed += file.length;
    }
    long free = storage.freeBytes(root);
    if (free < needed) {
      throw new IOException(
"""
it needs %,d MB, and %,d MB are free there.
Make room, or write elsewhere with hydra.run.dir=…; keep_last, save_top_k and keep_every \
say how many checkpoints stay"""
              .formatted(needed >> 20, free >> 20));
    }
  }

  /** Removes what an interrupted save or deletion left behind. */
  private void sweep() throws IOException {
    for (Path p : storage.list(root)) {
      String name = p.getFileName().toString();
      if (name.startsWith(UNFINISHED) || name.startsWith(DISCARDED)) {
        try {
          deleteTree(p);
        } catch (IOException e) {
          LOG.warn("{}, left by an earlier save, could not be deleted: {}", p, e.getMessage());
        }
      }
    }
  }

  /** The new checkpoint is safe by now, so that a failing deletion is no failure of the save. */
  private void prune() {
    Map<Path, Manifest> all = manifests();
    new CheckpointLinks(root, retention, storage).update(all);
    List<Manifest> expendable = retention.expendable(List.copyOf(all.values()));
    for (var e : all.entrySet()) {
      if (expendable.contains(e.getValue())) {
        Path discarded = root.resolve(DISCARDED + e.getKey().getFileName());
        try {
          storage.rename(e.getKey(), discarded);
          deleteTree(discarded);
        } catch (IOException x) {
          LOG.warn("The old checkpoint {} could not be deleted: {}", e.getKey(), x.getMessage());
        }
      }
    }
  }

  /** Deletes what it is given, with all beneath it; of a symbolic link the link alone. */
  private void deleteTree(Path path) throws IOException {
    for (Path inside : storage.listOwn(path)) {
      deleteTree(inside);
    }
    storage.delete(path);
  }

  private List<Path> committed() throws IOException {
    return storage.list(root).stream()
        .filter(p -> p.getFileName().toString().startsWith("step-"))
        .toList();
  }

  /** Manifests that can be read, in the order of their names; unreadable ones are logged. */
  private Map<Path, Manifest> manifests() {
    Map<Path, Manifest> found = new LinkedHashMap<>();
    try {
      for (Path p : committed()) {
        try {
          found.put(p, Checkpoint.manifest(p, storage));
        } catch (CheckpointException e) {
          LOG.warn("{}. Passing over it.", e.getMessage());
        }
      }
    } catch (IOException e) {
      throw new CheckpointException(root + " cannot be listed: " + e, e);
    }
    return found;
  }

  /**
   * One more than the highest serial. A manifest that is damaged cannot be loaded and does not
   * count; one that merely cannot be read now might be the newest, so that is an error.
   */
  private long nextSerial(List<Path> present) throws IOException {
    long highest = 0;
    for (Path p : present) {
      if (!storage.list(p).contains(p.resolve(Manifest.NAME))) {
        continue; // somebody's file, or a directory of something else
      }
      try {
        highest = Math.max(highest, Checkpoint.manifest(p, storage).serial());
      } catch (CheckpointException e) {
        if (e.getCause() instanceof IOException io
            && !(io instanceof NoSuchFileException)
            && !(io instanceof JsonProcessingException)) {
          throw io;
        }
      }
    }
    return highest + 1;
  }

  /** The step, and the metric that tells the best where it was measured. */
  private String name(Snapshot snapshot) {
    String step = "step-%06d".formatted(snapshot.step());
    Double value = retention.namesByMetric() ? snapshot.metrics().get(retention.metric()) : null;
    return value == null
        ? step
        : String.format(
            Locale.ROOT, "%s-%s-%.4g", step, retention.metric().replaceAll("[^\\w.-]", "_"), value);
  }

  /** The name, with a count behind it where an earlier attempt took it. */
  private Path freeName(List<Path> present, String name) {
    Path path = root.resolve(name);
    for (int attempt = 2; present.contains(path); attempt++) {
      path = root.resolve(name + "-" + attempt);
    }
    return path;
  }
}
