package dev.hydrant.trainer.logging;

import dev.hydrant.trainer.engine.Callback;
import dev.hydrant.trainer.engine.CallbackContext;
import dev.hydrant.trainer.engine.CallbackFactory;
import dev.hydrant.trainer.engine.RunEnd;
import dev.hydrant.trainer.engine.RunInfo;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import java.util.ArrayList;
import java.util.List;

/** {@code jsonl}: a JSON object a row in {@code metrics.jsonl}, with what was measured. */
final class JsonlLogger implements Callback {
  private final List<Metrics> rows = new ArrayList<>();
  private LineFile file;

  /** Registers it. */
  public static final class Factory implements CallbackFactory {
    @Override
    public String name() {
      return "jsonl";
    }

    @Override
    public Callback create(CallbackContext context) {
      context.settings(NoSettings.class);
      return new JsonlLogger();
    }
  }

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public void onStart(RunInfo run) {
    rows.addAll(run.earlier());
    file = new LineFile(run.directory().resolve(MetricsLog.FILE), this::lines);
    file.rewrite();
  }

  @Override
  public void onStep(Metrics metrics) {
    rows.add(metrics);
    file.add(MetricsLog.json(metrics));
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
    return rows.stream().map(MetricsLog::json).toList();
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
