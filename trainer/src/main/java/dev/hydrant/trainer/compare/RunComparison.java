package dev.hydrant.trainer.compare;

import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Runs in the order of what they reached by a metric, the best (lowest) first. */
public final class RunComparison {
  /**
   * One run in a comparison.
   *
   * @param name what tells it from the others
   * @param metric the one of the asked metrics that it has
   * @param first value of the metric
   * @param last value of the metric
   * @param best the lowest value of the metric
   * @param speed median of its items a second, NaN if not known
   */
  public record Row(
      String name,
      ComparedRun run,
      String metric,
      double first,
      double last,
      double best,
      double speed) {}

  private final List<Row> rows;

  private RunComparison(List<Row> rows) {
    this.rows = rows;
  }

  /** The runs, the one with the best last value first. */
  public List<Row> rows() {
    return rows;
  }

  /**
   * Reads runs.
   *
   * @param places run directories, or directories that hold some, such as that of a sweep
   * @param metrics the metric that is compared; if several, each run's is the first that it has;
   *     none: what each model is known by
   * @throws UserException if there is no run, or one has none of the metrics
   */
  public static RunComparison of(List<Path> places, List<String> metrics, ModelRegistry registry) {
    List<ComparedRun> runs = new ArrayList<>();
    places.forEach(p -> find(p).forEach(d -> runs.add(ComparedRun.read(d, registry))));
    List<String> names = RunNames.of(runs);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      rows.add(row(names.get(i), runs.get(i), metrics));
    }
    Comparator<Row> byLast = Comparator.comparingDouble(Row::last);
    boolean falls = rows.stream().allMatch(r -> r.run().smallerIsBetter(r.metric()));
    rows.sort(falls ? byLast : byLast.reversed());
    return new RunComparison(List.copyOf(rows));
  }

  private static Row row(String name, ComparedRun run, List<String> given) {
    List<String> metrics = given.isEmpty() ? List.of(run.headlines().monitor()) : given;
    String metric = run.first(metrics).orElseThrow(() -> lacking(run, metrics));
    List<Double> values = run.values(metric);
    if (values.isEmpty()) {
      throw UserException.failure(
          "%s: %s was never a finite number".formatted(run.directory(), metric));
    }
    return new Row(
        name,
        run,
        metric,
        values.get(0),
        values.get(values.size() - 1),
        best(values, run.smallerIsBetter(metric)),
        median(run.values(run.unit() + "_per_s")));
  }

  private static double best(List<Double> values, boolean smallerIsBetter) {
    DoubleStream all = values.stream().mapToDouble(Double::doubleValue);
    return (smallerIsBetter ? all.min() : all.max()).orElseThrow();
  }

  private static UserException lacking(ComparedRun run, List<String> metrics) {
    TreeSet<String> known = new TreeSet<>();
    run.rows().forEach(r -> known.addAll(r.values().keySet()));
    return UserException.usage(
        "%s has no metric '%s'. %s"
            .formatted(
                run.directory(), String.join("' or '", metrics), Suggestions.available(known)));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }

  private static List<Path> find(Path place) {
    if (ComparedRun.isRun(place)) {
      return List.of(place);
    }
    if (!Files.isDirectory(place)) {
      throw UserException.usage(
          place + ": there is no such directory.\nGive run directories, or that of a sweep");
    }
    try (Stream<Path> children = Files.list(place)) {
      List<Path> runs = children.filter(ComparedRun::isRun).sorted(byNumber()).toList();
      if (runs.isEmpty()) {
        throw UserException.usage(
            place + " holds no runs.\nGive run directories, or that of a sweep");
      }
      return runs;
    } catch (IOException e) {
      throw new UncheckedIOException(place + " cannot be read", e);
    }
  }

  /** Jobs of a sweep are numbered without leading zeros. */
  private static Comparator<Path> byNumber() {
    return Comparator.<Path>comparingInt(p -> p.getFileName().toString().length())
        .thenComparing(Path::getFileName);
  }
}
