package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.model.Stateful;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Tells when a loss jumps: by its distance from the mean of the losses before it, in their standard
 * deviations. A deviation counts as at least a hundredth of the mean, so that a loss that hardly
 * moves does not jump at each tremor.
 *
 * <p>A loss that jumped enters the window as the highest that would not have: one mishap hardly
 * widens what is usual, but a loss that stays high becomes usual.
 */
final class SpikeDetector implements Stateful {
  private static final double LEAST_DEVIATION = 0.01;

  private final int window;
  private final double zscore;
  private final Deque<Double> losses = new ArrayDeque<>();

  SpikeDetector(int window, double zscore) {
    this.window = window;
    this.zscore = zscore;
  }

  /** The highest loss that is no jump; infinite until the window is full. */
  double limit() {
    return window == 0 || losses.size() < window
        ? Double.POSITIVE_INFINITY
        : mean() + zscore * deviation();
  }

  private double mean() {
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum / losses.size();
  }

  private double deviation() {
    double mean = mean();
    double sum = 0;
    for (double loss : losses) {
      sum += (loss - mean) * (loss - mean);
    }
    return Math.max(Math.sqrt(sum / losses.size()), LEAST_DEVIATION * Math.abs(mean));
  }

  /** Takes a finite loss into the window. */
  void add(double loss) {
    if (window == 0) {
      return;
    }
    double usual = Math.min(loss, limit());
    if (losses.size() == window) {
      losses.removeFirst();
    }
    losses.addLast(usual);
  }

  /** What is usual, in words. */
  String usual() {
    return String.format(
        Locale.ROOT,
        "mean %.4g, standard deviation %.2g over the last %d steps",
        mean(),
        deviation(),
        losses.size());
  }

  @Override
  public void save(ObjectNode state) {
    ArrayNode window = state.putArray("usual_losses");
    losses.forEach(window::add);
  }

  /** Keeps the newest of them where the window has become smaller. */
  @Override
  public void restore(JsonNode state) {
    losses.clear();
    state.path("usual_losses").forEach(v -> losses.addLast(v.asDouble()));
    while (losses.size() > window) {
      losses.removeFirst();
    }
  }
}
