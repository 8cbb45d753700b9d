package dev.hydrant.config.app;

import dev.hydrant.config.app.program.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A program with a few configs in a directory of its own, and what it printed. */
public final class AppFixture {
  final Path dir;
  public final List<Long> ran = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public AppFixture(Path dir) {
    this.dir = dir;
    write("conf/config.yaml", "defaults: [db: pg, _self_]\nseed: 1\n");
    write("conf/db/pg.yaml", "port: 5432\n");
    write("conf/db/mysql.yaml", "port: 3306\n");
  }

  public void write(String file, String text) {
    try {
      Path path = dir.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String file) {
    try {
      return Files.readString(dir.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public HydrantAppBuilder builder(Job job) {
    return HydrantApp.builder(job)
        .workingDirectory(dir)
        .environment(Map.of())
        .streams(stream(out), stream(err));
  }

  /** Runs the program with a job. */
  public int run(Job job, String... args) {
    return builder(job).build().execute(args);
  }

  /** Runs a sweep in {@code mr} whose jobs note their seed and return a loss. */
  public int sweep(Job job, String... args) {
    List<String> all = new ArrayList<>(List.of("-m", "hydra.sweep.dir=mr"));
    all.addAll(Arrays.asList(args));
    return run(
        (config, context) -> {
          ran.add(config.getLong("seed"));
          return job.run(config, context);
        },
        all.toArray(new String[0]));
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
