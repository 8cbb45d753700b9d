package dev.hydrant.trainer.run;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunContext;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.ShellCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs the training job from a few lines of YAML. */
public final class Runs {
  /** What a run printed and how it ended. */
  public record Outcome(int exitCode, String out, String progress, Path directory) {}

  private Runs() {}

  public static MapNode tree(String yaml) {
    return (MapNode) ConfigTrees.read(yaml, Format.YAML, "test.yaml");
  }

  /** Trains in a directory, which is created. */
  public static Outcome train(Path directory, String yaml, Callback... callbacks)
      throws IOException {
    return train(directory, tree(yaml), callbacks);
  }

  /** As above, watched by a callback that knows the run, to stop it. */
  public static Outcome trainWatched(Path directory, String yaml, Function<Train, Callback> watcher)
      throws IOException {
    return train(directory, tree(yaml), train -> train.with(watcher.apply(train)));
  }

  /** As above, of a composed configuration. */
  public static Outcome train(Path directory, MapNode tree, Callback... callbacks)
      throws IOException {
    return train(directory, tree, train -> List.of(callbacks).forEach(train::with));
  }

  private static Outcome train(Path directory, MapNode tree, Consumer<Train> setUp)
      throws IOException {
    Files.createDirectories(directory);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    RunContext context =
        new RunContext(
            directory,
            ShellCommand.of("./hydrant", "train"),
            print(out),
            print(progress),
            false,
            PreparationProgress.NONE);
    Train train = new Train(RunSetup.of(tree, ModelRegistry.load()), context);
    setUp.accept(train);
    int code = train.call().exitCode();
    return new Outcome(code, text(out), text(progress), directory);
  }

  /** The checkpoint of a step, whatever metric its directory's name tells. */
  public static Path checkpoint(Path run, long step) throws IOException {
    String name = "step-%06d".formatted(step);
    try (Stream<Path> all = Files.list(run.resolve("checkpoints"))) {
      List<Path> found =
          all.filter(p -> p.getFileName().toString().matches(name + "(-.*)?")).sorted().toList();
      if (found.size() != 1) {
        throw new AssertionError(run + " has " + found + " of step " + step);
      }
      return found.get(0);
    }
  }

  /** Whether a row that a run wrote has numbers of the validation data. */
  public static boolean isValidated(Metrics row) {
    return row.values().keySet().stream().anyMatch(name -> name.matches("val[_/].*"));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
