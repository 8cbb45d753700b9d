package dev.hydrant.config.source;

import java.util.ArrayList;
import java.util.List;

/** The keys and indices from the root to the value being read, for messages. */
final class KeyTrail {
  private final List<Object> steps = new ArrayList<>();

  void push(Object key) {
    steps.add(key);
  }

  void pop() {
    steps.remove(steps.size() - 1);
  }

  /** The steps so far: keys, and indices as {@link Integer}. */
  List<Object> steps() {
    return List.copyOf(steps);
  }

  /** Renders as {@code a.b[0]}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Object step : steps) {
      if (step instanceof Integer index) {
        out.append('[').append(index).append(']');
      } else {
        out.append(out.isEmpty() ? "" : ".").append(step);
      }
    }
    return out.toString();
  }
}
