package dev.hydrant.trainer.logging;

import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.report.Metrics;
import java.util.ArrayList;
import java.util.List;

/** A logger that keeps one line of a text file for each row, and all rows, to write them anew. */
abstract class FileLogger implements Callback {
  private final String name;
  private final String fileName;
  private final List<Metrics> rows = new ArrayList<>();
  private LineFile file;

  FileLogger(String name, String fileName) {
    this.name = name;
    this.fileName = fileName;
  }

  /** The line of a row, without its end. */
  abstract String line(Metrics row);

  /** Lines before all rows. */
  List<String> head() {
    return List.of();
  }

  /**
   * Is told of a row before it is written.
   *
   * @return whether earlier lines are other ones now
   */
  boolean changes(Metrics row) {
    return false;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public void onStart(RunInfo run) {
    rows.addAll(run.earlier());
    rows.forEach(this::changes);
    file = new LineFile(run.directory().resolve(fileName), this::lines);
    file.rewrite();
  }

  @Override
  public void onStep(Metrics row) {
    rows.add(row);
    if (changes(row)) {
      file.rewrite();
    } else {
      file.add(line(row));
    }
  }

  @Override
  public void onTest(Metrics row) {
    onStep(row);
  }

  @Override
  public void onRollback(long step) {
    rows.removeIf(r -> r.step() > step);
    file.rewrite();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(head());
    rows.forEach(r -> lines.add(line(r)));
    return lines;
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
