package dev.hydrant.trainer.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.ResumePoint;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.checkpoint.TensorInfo;
import dev.hydrant.trainer.error.UserException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The weights that a user points at, in one or several safetensors files: those of a run, of a
 * checkpoint, or of another program. Pickled weights are never read.
 */
final class WeightFiles implements Closeable {
  static final String SUFFIX = ".safetensors";
  private static final String MANIFEST = "manifest.json";

  private final List<SafeTensorsReader> readers = new ArrayList<>();
  private final Map<String, SafeTensorsReader> byName = new LinkedHashMap<>();
  private final boolean own;
  private final JsonNode config;

  private WeightFiles(boolean own, JsonNode config) {
    this.own = own;
    this.config = config;
  }

  /**
   * Opens what a path means: a run, one of its checkpoints, a directory of safetensors files, one
   * such file, or the index of several. In a directory {@code model.safetensors} is what counts,
   * else the index, else all files.
   *
   * @throws UserException if it is none of them
   * @throws dev.hydrant.trainer.checkpoint.CheckpointException if a file is damaged
   */
  static WeightFiles open(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw UserException.usage(
          path
              + " does not exist.\nGive a run, a checkpoint, a directory that was exported, or a"
              + " safetensors file");
    }
    if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw UserException.usage(
          path + " is a pipe or a device.\nCopy what comes from it to a .safetensors file");
    }
    if (path.toString().endsWith(WeightIndex.SUFFIX)) {
      return several(path.resolveSibling(WeightExport.CONFIG), WeightIndex.files(path));
    }
    if (Files.isRegularFile(path)) {
      boolean isOwn = Files.exists(path.resolveSibling(MANIFEST));
      return new WeightFiles(isOwn, config(path.resolveSibling(WeightExport.CONFIG)))
          .with(readable(path));
    }
    boolean isRun = Files.isDirectory(path.resolve(ResumePoint.CHECKPOINTS));
    if (isRun || Files.exists(path.resolve(MANIFEST))) {
      Checkpoint checkpoint = ResumePoint.at(path).checkpoint();
      return new WeightFiles(true, null).with(checkpoint.tensors(WeightKind.MODEL.file()));
    }
    return directory(path);
  }

  private static WeightFiles directory(Path path) throws IOException {
    List<Path> files = files(path);
    if (files.isEmpty()) {
      boolean isPickled =
          Files.exists(path.resolve("pytorch_model.bin"))
              || Files.exists(path.resolve("pytorch_model.bin.index.json"));
      throw UserException.failure(
          path
              + " holds no safetensors file."
              + (isPickled
                  ? " Its weights are pickled, which is never read here: convert them to"
                      + " safetensors"
                  : "\nGive a run, a checkpoint, or a directory that was exported"));
    }
    return several(path.resolve(WeightExport.CONFIG), files);
  }

  private static List<Path> files(Path directory) throws IOException {
    Path whole = directory.resolve(WeightExport.WEIGHTS);
    if (Files.isRegularFile(whole)) {
      return List.of(whole);
    }
    Path index = directory.resolve("model" + WeightIndex.SUFFIX);
    if (Files.isRegularFile(index)) {
      return WeightIndex.files(index);
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static WeightFiles several(Path config, List<Path> files) throws IOException {
    WeightFiles opened = new WeightFiles(false, config(config));
    try {
      for (Path f : files) {
        opened.with(SafeTensorsReader.open(f));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static SafeTensorsReader readable(Path file) throws IOException {
    if (!file.toString().endsWith(SUFFIX)) {
      throw UserException.usage(file + " is no safetensors file; nothing else is read");
    }
    return SafeTensorsReader.open(file);
  }

  private static JsonNode config(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      return new ObjectMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw UserException.failure(file + " is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private WeightFiles with(SafeTensorsReader reader) {
    readers.add(reader);
    reader
        .tensors()
        .keySet()
        .forEach(
            name -> {
              if (byName.put(name, reader) != null) {
                throw UserException.failure("two files hold a tensor '" + name + "'");
              }
            });
    return this;
  }

  /** Whether names and layouts are our own, as in a checkpoint. */
  boolean isOwn() {
    return own;
  }

  /** What {@code config.json} says, or null without one. */
  JsonNode config() {
    return config;
  }

  /** The tensors of all files. */
  Map<String, TensorInfo> tensors() {
    Map<String, TensorInfo> all = new LinkedHashMap<>();
    readers.forEach(r -> all.putAll(r.tensors()));
    return all;
  }

  SafeTensorsReader reader(String name) {
    return byName.get(name);
  }

  @Override
  public void close() throws IOException {
    for (SafeTensorsReader r : readers) {
      r.close();
    }
  }
}
