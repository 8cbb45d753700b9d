package dev.hydrant.config.resolve;

import dev.hydrant.config.error.InterpolationException.Kind;
import dev.hydrant.config.grammar.KeyPath;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.scalar.PythonNumbers;
import java.math.BigInteger;
import java.util.List;

/** Follows key paths through a tree, and through the interpolations on the way. */
final class Selector {
  /**
   * What was found at the end of a path.
   *
   * @param value the value; null when there is none
   * @param in the container in which the path ended too early; null when it did not, or was no
   *     container
   * @param name the step that was not found in it
   * @param obstacle why the path cannot go on, when it met a value that is no container
   */
  record Selection(Value value, Place in, String name, String obstacle) {
    static Selection found(Value value) {
      return new Selection(value, null, null, null);
    }
  }

  private final Evaluation evaluation;

  Selector(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /**
   * Selects a written key as resolvers take it: absolute, or relative to a container with leading
   * dots. The empty key is the container that it counts from.
   */
  Selection select(Place container, String key, boolean refuseMissing) {
    KeyPath path = KeyPath.parse(key);
    Place start = start(container, path);
    return key.length() == path.level()
        ? Selection.found(start)
        : select(start, path.keys(), refuseMissing);
  }

  /** The container that a path counts from. */
  Place start(Place container, KeyPath path) {
    if (!path.isRelative()) {
      return container.root();
    }
    Place start = container;
    for (int i = 1; i < path.level() && start != null; i++) {
      start = start.parent();
    }
    if (start == null) {
      throw evaluation.trace.error(
          Kind.KEY_NOT_FOUND,
          "Error resolving key '" + path + "': it has more dots than the value has containers");
    }
    return start;
  }

  /** Follows steps downwards from a container. */
  Selection select(Place start, List<String> keys, boolean refuseMissing) {
    Place container = start;
    for (int i = 0; ; i++) {
      String key = keys.get(i);
      Place child = step(container, key);
      if (child == null) {
        return new Selection(null, container, key, null);
      }
      if (child.node() instanceof MissingNode && refuseMissing) {
        throw evaluation.trace.error(
            Kind.MISSING_VALUE, "Missing mandatory value: " + child + " is ???, give it a value");
      }
      Value value = evaluation.value(child);
      if (i == keys.size() - 1) {
        return Selection.found(value);
      }
      if (!(value instanceof Place next && next.isContainer())) {
        String reached = String.join(".", keys.subList(0, i + 1));
        return new Selection(
            null,
            null,
            null,
            "Error trying to access %s: node `%s` is not a container and thus cannot contain `%s`"
                .formatted(String.join(".", keys), reached, keys.get(i + 1)));
      }
      container = next;
    }
  }

  private Place step(Place container, String key) {
    if (container.node() instanceof MapNode) {
      return container.child(key);
    }
    int size = ((ListNode) container.node()).items().size();
    int index = index(key);
    if (index == NO_INDEX) {
      throw evaluation.trace.error(
          Kind.FAILED,
          "Index '" + key + "' is not a whole number, but " + container + " is a list of " + size);
    }
    return container.child(index);
  }

  private static final int NO_INDEX = Integer.MIN_VALUE;

  /** The position that a step names in a list: -1 for none, or {@link #NO_INDEX} for no number. */
  private static int index(String key) {
    if (!PythonNumbers.isInt(key)) {
      return NO_INDEX;
    }
    String digits = key.strip().replace("_", "");
    BigInteger index = new BigInteger(digits);
    return index.signum() < 0 || index.bitLength() > 31 ? -1 : index.intValue();
  }
}
