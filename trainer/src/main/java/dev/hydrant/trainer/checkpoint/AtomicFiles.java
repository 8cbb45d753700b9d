package dev.hydrant.trainer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Files of a directory that appear whole or not at all, with a list of their sizes and hashes in
 * {@value #INDEX}. A file that is being replaced stays until the new one is safe.
 */
public final class AtomicFiles {
  /** The list of files. */
  public static final String INDEX = "artefacts.json";

  private static final String UNFINISHED = ".unfinished-";

  private final Path directory;
  private final Storage storage;

  public AtomicFiles(Path directory) {
    this(directory, new DiskStorage());
  }

  AtomicFiles(Path directory, Storage storage) {
    this.directory = directory;
    this.storage = storage;
  }

  /**
   * Writes a file and returns when it would survive a power failure.
   *
   * @param name relative to the directory; folders are made
   * @throws IOException if it could not be written; an earlier file of that name is untouched
   */
  public void write(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name).normalize();
    if (!file.startsWith(directory.normalize()) || file.equals(directory.resolve(INDEX))) {
      throw new IllegalArgumentException("an artefact cannot be called '" + name + "'");
    }
    Manifest.FileEntry entry = put(file, bytes);
    ObjectNode index = index();
    index.putObject(name).put("bytes", entry.bytes()).put("sha256", entry.sha256());
    put(directory.resolve(INDEX), Json.pretty(index));
  }

  private ObjectNode index() throws IOException {
    Path file = directory.resolve(INDEX);
    if (!storage.list(directory).contains(file)) {
      return Json.MAPPER.createObjectNode();
    }
    JsonNode found = Json.parse(HashingFile.readAll(storage, file), file.toString());
    return found instanceof ObjectNode o ? o : Json.MAPPER.createObjectNode();
  }

  private Manifest.FileEntry put(Path file, byte[] bytes) throws IOException {
    Path folder = file.getParent();
    Path unfinished = folder.resolve(UNFINISHED + file.getFileName());
    storage.createDirectories(folder);
    if (storage.list(folder).contains(unfinished)) {
      storage.delete(unfinished);
    }
    Manifest.FileEntry entry =
        HashingFile.write(storage, unfinished, sink -> sink.accept(ByteBuffer.wrap(bytes)));
    storage.replace(unfinished, file);
    storage.forceDirectory(folder);
    return entry;
  }
}
