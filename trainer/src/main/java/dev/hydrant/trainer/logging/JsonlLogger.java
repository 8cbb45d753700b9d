package dev.hydrant.trainer.logging;

import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;

/** {@code jsonl}: a JSON object a row in {@code metrics.jsonl}, with what was measured. */
final class JsonlLogger extends FileLogger {
  private static final String NAME = "jsonl";

  JsonlLogger() {
    super(NAME, MetricsLog.FILE);
  }

  /** Registers it. */
  public static final class Factory extends PlainFactory {
    public Factory() {
      super(NAME, "Writes metrics.jsonl: a JSON object a row", context -> new JsonlLogger());
    }
  }

  @Override
  String line(Metrics row) {
    return MetricsLog.json(row);
  }
}
