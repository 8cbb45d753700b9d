package dev.hydrant.trainer.logging;

import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.report.Headline;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.SafeText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code csv}: the table {@code metrics.csv} with a column for everything ever measured, empty
 * where it was not.
 */
final class CsvLogger extends FileLogger {
  private static final String NAME = "csv";

  private final Set<String> columns = new LinkedHashSet<>();

  CsvLogger() {
    super(NAME, "metrics.csv");
  }

  /** Registers it. */
  public static final class Factory extends PlainFactory {
    public Factory() {
      super(
          NAME, "Writes metrics.csv: a line a row, a column a metric", context -> new CsvLogger());
    }
  }

  @Override
  public void onStart(RunInfo run) {
    Headlines headlines = run.headlines();
    for (Headline h : headlines.all()) {
      columns.addAll(List.of(headlines.train(h.metric()), headlines.val(h.metric())));
    }
    columns.addAll(List.of("lr", "grad_norm", run.unit() + "_per_s"));
    super.onStart(run);
  }

  @Override
  boolean changes(Metrics row) {
    return columns.addAll(row.values().keySet());
  }

  @Override
  List<String> head() {
    return List.of("step," + columns.stream().map(SafeText::csv).collect(Collectors.joining(",")));
  }

  @Override
  String line(Metrics row) {
    StringBuilder line = new StringBuilder().append(row.step());
    for (String column : columns) {
      Double v = row.values().get(column);
      line.append(',').append(v == null ? "" : v.toString());
    }
    return line.toString();
  }
}
