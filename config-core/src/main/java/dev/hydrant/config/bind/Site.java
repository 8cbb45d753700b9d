package dev.hydrant.config.bind;

import dev.hydrant.config.error.BindException.Problem;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.Origin;
import java.util.List;

/**
 * The place in a tree that is being bound, and where its problems go.
 *
 * @param path dotted path from the root of the configuration; empty for the root itself
 * @param problems shared by all sites of one binding
 * @param at the same place as steps, which the interpolations are resolved by; null for the root
 * @param interpolations null while a tree is still composed: then missing values and interpolations
 *     are left for later
 * @param lenient whether keys that the type does not know are passed over
 */
record Site(
    String path,
    NodePath at,
    List<Problem> problems,
    Interpolations interpolations,
    boolean lenient) {
  /** Stands for a value that could not be made; its problem has been reported. */
  static final Object FAILED = new Object();

  /** The root of a tree. */
  static Site root(List<Problem> problems, Interpolations interpolations) {
    return new Site("", null, problems, interpolations, false);
  }

  /** The place of a key of a mapping, or of an {@link Integer} index of a list. */
  Site child(Object key) {
    String below = path.isEmpty() ? key.toString() : path + "." + key;
    return new Site(below, NodePath.of(at, key), problems, interpolations, lenient);
  }

  /** This place, with keys passed over that the type does not know. */
  Site passingOver() {
    return new Site(path, at, problems, interpolations, true);
  }

  boolean partial() {
    return interpolations == null;
  }

  /** Makes the value of a node that stands here, looking through interpolations. */
  Object bind(Shape shape, Node node) {
    Node value = look(node);
    return value == null ? FAILED : shape.bind(value, this);
  }

  /** A node that stands here, or what it stands for; null if that is unknown, which is reported. */
  Node look(Node node) {
    if (!(node instanceof InterpolationNode) || partial()) {
      return node;
    }
    try {
      return interpolations.resolve(at);
    } catch (InterpolationException e) {
      report(e.fact(), e.origin(), e.suggestions());
      return null;
    }
  }

  /** Reports a value that is not what the shape takes. */
  Object mismatch(Node node, String expected) {
    return mismatch(node, expected, List.of());
  }

  Object mismatch(Node node, String expected, List<String> suggestions) {
    if (node instanceof MissingNode) {
      return missing(node, expected);
    }
    if (node instanceof InterpolationNode && partial()) {
      return FAILED;
    }
    String value = ValueText.of(node);
    String fact = "expected " + expected + ", got " + value;
    return report(new Problem(path, fact, value, expected, node.origin(), suggestions));
  }

  private Object missing(Node node, String expected) {
    if (partial()) {
      return FAILED;
    }
    String fact = "mandatory value is missing; give it as " + path + "=..., " + expected;
    return report(new Problem(path, fact, "???", expected, node.origin(), List.of()));
  }

  /** Reports a key that is not there and has no default. */
  Object absent(String expected, Origin parent) {
    if (partial()) {
      return FAILED;
    }
    return report(
        new Problem(path, "missing; expected " + expected, null, expected, parent, List.of()));
  }

  /** Reports something wrong that is not one value of the wrong kind. */
  Object report(String fact, Origin origin, List<String> suggestions) {
    return report(new Problem(path, fact, null, null, origin, suggestions));
  }

  private Object report(Problem problem) {
    problems.add(problem);
    return FAILED;
  }
}
