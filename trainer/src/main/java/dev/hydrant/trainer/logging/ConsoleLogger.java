package dev.hydrant.trainer.logging;

import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.report.Console;
import dev.hydrant.trainer.report.Metrics;

/** {@code console}: a live bar on a terminal, a line now and then elsewhere. */
final class ConsoleLogger implements Callback {
  private static final String NAME = "console";

  private final Console console;

  ConsoleLogger(Console console) {
    this.console = console;
  }

  /** Registers it. */
  public static final class Factory extends PlainFactory {
    public Factory() {
      super(
          NAME, "Shows progress on the terminal", context -> new ConsoleLogger(context.console()));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void onStart(RunInfo run) {
    console.begin(run.from(), run.steps(), run.headlines(), run.unit());
  }

  @Override
  public void onStep(Metrics metrics) {
    console.step(metrics);
  }

  @Override
  public void onEnd(RunEnd end) {
    console.close();
  }

  @Override
  public void onFailure(Throwable failure) {
    console.close();
  }
}
