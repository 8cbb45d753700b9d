package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.data.PreparationProgress;
import java.io.PrintStream;

/** Shows the preparation of text once there is something to show; nothing if all is there. */
final class LazyProgress implements PreparationProgress {
  private final PrintStream out;
  private PreparationProgress shown;
  private String unit = "tokens";

  LazyProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void counting(String what) {
    unit = what;
  }

  @Override
  public void at(long bytes, long totalBytes, long tokens) {
    if (shown == null) {
      shown = ConsoleProgress.open(out);
      shown.counting(unit);
    }
    shown.at(bytes, totalBytes, tokens);
  }

  @Override
  public void close() {
    if (shown != null) {
      shown.close();
    }
  }
}
