package dev.hydrant.trainer.logging;

import dev.hydrant.trainer.engine.Callback;
import dev.hydrant.trainer.engine.CallbackContext;
import dev.hydrant.trainer.engine.CallbackFactory;
import dev.hydrant.trainer.engine.RunEnd;
import dev.hydrant.trainer.engine.RunInfo;
import dev.hydrant.trainer.report.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code csv}: the table {@code metrics.csv} with a column for everything ever measured, empty
 * where it was not.
 */
final class CsvLogger implements Callback {
  private final Set<String> columns = new LinkedHashSet<>();
  private final List<Metrics> rows = new ArrayList<>();
  private LineFile file;

  /** Registers it. */
  public static final class Factory implements CallbackFactory {
    @Override
    public String name() {
      return "csv";
    }

    @Override
    public Callback create(CallbackContext context) {
      context.settings(NoSettings.class);
      return new CsvLogger();
    }
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public void onStart(RunInfo run) {
    columns.addAll(List.of("train_loss", "val_loss", "lr", "grad_norm", run.unit() + "_per_s"));
    rows.addAll(run.earlier());
    rows.forEach(r -> columns.addAll(r.values().keySet()));
    file = new LineFile(run.directory().resolve("metrics.csv"), this::lines);
    file.rewrite();
  }

  @Override
  public void onStep(Metrics row) {
    rows.add(row);
    if (columns.addAll(row.values().keySet())) {
      file.rewrite();
    } else {
      file.add(line(row));
    }
  }

  @Override
  public void onTest(Metrics metrics) {
    onStep(metrics);
  }

  @Override
  public void onRollback(long step) {
    rows.removeIf(r -> r.step() > step);
    file.rewrite();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("step," + String.join(",", columns));
    rows.forEach(r -> lines.add(line(r)));
    return lines;
  }

  private String line(Metrics row) {
    StringBuilder line = new StringBuilder().append(row.step());
    for (String column : columns) {
      Double v = row.values().get(column);
      line.append(',').append(v == null ? "" : v.toString());
    }
    return line.toString();
  }

  @Override
  public void onEnd(RunEnd end) {
    file.close();
  }

  @Override
  public void onFailure(Throwable failure) {
    file.close();
  }
}
