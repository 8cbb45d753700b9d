package dev.hydrant.trainer.run;

import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;

/** Whether two values are the same; numbers are, however they are written. */
final class SameValue {
  private SameValue() {}

  static boolean of(Node a, Node b) {
    return a instanceof ScalarNode x
            && b instanceof ScalarNode y
            && x.value() instanceof Number m
            && y.value() instanceof Number n
        ? m.doubleValue() == n.doubleValue()
        : a.equals(b);
  }
}
