package dev.hydrant.trainer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A stored checkpoint whose files have been compared with its manifest. */
public final class Checkpoint {
  private final Path directory;
  private final Manifest manifest;
  private final Storage storage;

  private Checkpoint(Path directory, Manifest manifest, Storage storage) {
    this.directory = directory;
    this.manifest = manifest;
    this.storage = storage;
  }

  /**
   * Reads a checkpoint directory and compares every file with the manifest.
   *
   * @throws CheckpointException naming the first file that is missing, cut short or altered
   */
  public static Checkpoint open(Path directory) {
    return open(directory, new DiskStorage());
  }

  static Checkpoint open(Path directory, Storage storage) {
    Manifest manifest = manifest(directory, storage);
    manifest.files().forEach((name, entry) -> compare(directory.resolve(name), entry, storage));
    Checkpoint checkpoint = new Checkpoint(directory, manifest, storage);
    checkpoint.requireStepOfState();
    return checkpoint;
  }

  /** A file of a checkpoint of which nothing else is read; empty if it is missing or altered. */
  static Optional<byte[]> soundFile(Path directory, String name, Storage storage) {
    Manifest.FileEntry stated = manifest(directory, storage).files().get(name);
    if (stated == null) {
      return Optional.empty();
    }
    try {
      compare(directory.resolve(name), stated, storage);
      return Optional.of(HashingFile.readAll(storage, directory.resolve(name)));
    } catch (CheckpointException | IOException e) {
      return Optional.empty();
    }
  }

  static Manifest manifest(Path directory, Storage storage) {
    Path file = directory.resolve(Manifest.NAME);
    try {
      return Manifest.parse(HashingFile.readAll(storage, file), file.toString());
    } catch (IOException e) {
      throw new CheckpointException(
          directory + " is no checkpoint: " + Manifest.NAME + " cannot be read", e);
    }
  }

  private static void compare(Path file, Manifest.FileEntry stated, Storage storage) {
    Manifest.FileEntry found;
    try {
      found = HashingFile.read(storage, file);
    } catch (IOException e) {
      throw new CheckpointException(file + " cannot be read: " + e, e);
    }
    if (found.bytes() != stated.bytes()) {
      throw new CheckpointException(
          "%s has %d bytes where the manifest states %d: it was %s"
              .formatted(
                  file,
                  found.bytes(),
                  stated.bytes(),
                  found.bytes() < stated.bytes() ? "cut short" : "written to afterwards"));
    }
    if (!found.sha256().equals(stated.sha256())) {
      throw new CheckpointException(
          file + " was altered: its SHA-256 is not the one in the manifest");
    }
  }

  private void requireStepOfState() {
    JsonNode state = state();
    if (!state.isObject()) {
      throw new CheckpointException(
          directory.resolve(CheckpointStore.STATE) + " holds no JSON object");
    }
    if (state.has("step") && state.path("step").asLong(-1) != step()) {
      throw new CheckpointException(
          "%s is of step %s, and the manifest beside it of step %d"
              .formatted(directory.resolve(CheckpointStore.STATE), state.path("step"), step()));
    }
  }

  public Path directory() {
    return directory;
  }

  public Manifest manifest() {
    return manifest;
  }

  public long step() {
    return manifest.step();
  }

  /** The part of the state that is no tensor. */
  public JsonNode state() {
    Path file = directory.resolve(CheckpointStore.STATE);
    try {
      return Json.parse(HashingFile.readAll(storage, file), file.toString());
    } catch (IOException e) {
      throw new CheckpointException(file + " cannot be read: " + e, e);
    }
  }

  /** A further file of the model's, such as {@code facts.json}; empty if there is none. */
  public Optional<byte[]> file(String name) {
    if (!manifest.files().containsKey(name)) {
      return Optional.empty();
    }
    Path file = directory.resolve(name);
    try {
      return Optional.of(HashingFile.readAll(storage, file));
    } catch (IOException e) {
      throw new CheckpointException(file + " cannot be read: " + e, e);
    }
  }

  /** Whether there is a file of tensors of this name. */
  public boolean has(String name) {
    return manifest.files().containsKey(name + CheckpointStore.SUFFIX);
  }

  /** Opens the tensors of one file, such as {@code model}. The caller closes it. */
  public SafeTensorsReader tensors(String name) {
    Path file = directory.resolve(name + CheckpointStore.SUFFIX);
    if (!has(name)) {
      throw new CheckpointException(directory + " holds no tensors named '" + name + "'");
    }
    try {
      return SafeTensorsReader.open(file, storage);
    } catch (IOException e) {
      throw new CheckpointException(file + " cannot be read: " + e, e);
    }
  }
}
