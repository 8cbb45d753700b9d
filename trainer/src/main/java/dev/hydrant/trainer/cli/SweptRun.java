package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.program.JobContext;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.checkpoint.ResumePoint;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.report.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run is to the sweep that it is a job of: it reports the metric that the sweep looks at
 * with each validation, ends, saved, when the sweep stops it, and writes no more once a later
 * attempt has taken its place. A run on its own has none of this.
 */
final class SweptRun implements Callback {
  private static final long FENCE_NANOS = 100_000_000;

  private final JobContext job;
  private final String metric;
  private final Runnable stop;
  private long fenced = System.nanoTime();
  private RuntimeException stopped;

  /**
   * @param objective what runs are compared by unless the sweep names a metric
   * @param stop asks the run to end after its current step
   */
  SweptRun(Composition config, JobContext job, String objective, Runnable stop) {
    this.job = job;
    this.metric = config.hydraValue("sweeper.metric").map(String::valueOf).orElse(objective);
    this.stop = stop;
  }

  /**
   * A job that is started again in its directory goes on from its newest checkpoint there, if it
   * has one, whatever {@code resume} says about its first start.
   */
  static MapNode goingOn(MapNode tree, JobContext job) {
    if (job.attempt() == 1 || ResumePoint.find("auto", job.outputDirectory()).isEmpty()) {
      return tree;
    }
    Map<Object, Node> entries = new LinkedHashMap<>(tree.entries());
    entries.put("resume", new ScalarNode("auto", tree.origin()));
    return new MapNode(entries, tree.origin());
  }

  @Override
  public void onStep(Metrics row) {
    boolean validated = row.isValidated();
    if (job.number().isEmpty() || stopped != null) {
      return;
    }
    if (validated || System.nanoTime() - fenced > FENCE_NANOS) {
      job.ensureCurrent();
      fenced = System.nanoTime();
    }
    Double value = row.values().get(metric);
    if (validated && value != null && row.step() > 0) {
      report(row.step(), value);
    }
  }

  private void report(long step, double value) {
    try {
      job.report(step, value);
    } catch (RuntimeException e) {
      stopped = e; // thrown once the run has saved and closed what it has open
      stop.run();
    }
  }

  /** Throws what the sweep threw when it stopped the run. */
  void throwIfStopped() {
    if (stopped != null) {
      throw stopped;
    }
  }

  /** The metrics with the one that jobs are compared by in front. */
  Map<String, Double> objectiveFirst(Map<String, Double> metrics) {
    Map<String, Double> ordered = new LinkedHashMap<>();
    if (metrics.containsKey(metric)) {
      ordered.put(metric, metrics.get(metric));
    }
    ordered.putAll(metrics);
    return ordered;
  }
}
