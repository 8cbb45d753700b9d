package dev.hydrant.config.launch.slurm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was submitted, in the sweep directory: a line per array with its id, and per array the list
 * of its jobs' directories. From it another process goes on where this one was killed.
 */
final class Submissions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Path directory;

  Submissions(Path sweep) {
    this.directory = sweep.resolve(".slurm");
  }

  /** One submitted array: its id and its jobs' directories, by task number, below the sweep's. */
  record Array(String id, List<String> jobs) {}

  Path directory() {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + directory, e);
    }
  }

  List<Array> read() {
    Path file = directory.resolve("arrays");
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      Map<String, Array> arrays = new LinkedHashMap<>();
      for (String line : Files.readAllLines(file)) {
        String[] f = line.split(" ");
        if (f.length == 2) {
          arrays.put(f[0], new Array(f[0], directories(f[1])));
        }
      }
      return new ArrayList<>(arrays.values());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the submitted arrays in " + directory, e);
    }
  }

  private List<String> directories(String array) throws IOException {
    List<String> jobs = new ArrayList<>();
    JSON.readTree(Files.readString(directory.resolve(array + ".dirs.json")))
        .forEach(job -> jobs.add(job.textValue()));
    return jobs;
  }

  /** Names the next array's files. */
  String nextName() {
    return "array-" + read().size();
  }

  /** Writes what is known before submitting. */
  void prepare(String name, List<String> jobs, List<String> commands, String script) {
    ArrayNode directories = JSON.createArrayNode();
    jobs.forEach(directories::add);
    write(name + ".dirs.json", directories + "\n");
    write(name + ".jobs", BatchScript.jobList(commands));
    write(name + ".sh", script);
  }

  void submitted(String id, String name) {
    try {
      Files.writeString(
          directory().resolve("arrays"),
          id + " " + name + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record the array " + id + " in " + directory, e);
    }
  }

  private void write(String name, String text) {
    try {
      Files.writeString(directory().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + directory.resolve(name), e);
    }
  }
}
