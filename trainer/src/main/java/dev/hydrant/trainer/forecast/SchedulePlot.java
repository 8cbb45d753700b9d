package dev.hydrant.trainer.forecast;

import dev.hydrant.trainer.forecast.Forecast.Group;
import dev.hydrant.trainer.report.Charts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;

/** Draws the learning rates of a run, one line for all groups that share a rate. */
public final class SchedulePlot {
  private SchedulePlot() {}

  /** Replaces the file in one step. */
  public static void write(Path file, Forecast forecast) throws IOException {
    XYChart chart =
        Charts.plain(forecast.type() + ": " + forecast.learningRate().schedule(), "learning rate");
    List<Double> steps = forecast.learningRate().steps().stream().map(Long::doubleValue).toList();
    Map<Double, List<Group>> byRate =
        forecast.groups().stream()
            .collect(Collectors.groupingBy(Group::lr, TreeMap::new, Collectors.toList()));
    Map<String, Double> lines = new LinkedHashMap<>();
    byRate.forEach(
        (lr, groups) ->
            lines.put(
                byRate.size() == 1
                    ? "all groups"
                    : groups.stream().map(Group::name).collect(Collectors.joining(", ")),
                lr));
    boolean apart = byRate.size() > 1;
    lines.forEach(
        (name, lr) -> {
          List<Double> rates =
              forecast.learningRate().factors().stream().map(x -> Math.max(x * lr, 1e-12)).toList();
          Charts.line(chart, name, steps, rates);
        });
    chart.getStyler().setYAxisLogarithmic(apart);
    Charts.write(file, chart);
  }
}
