package dev.hydrant.config.resolve;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.grammar.InterpolationAst;
import dev.hydrant.config.merge.Dereferencer;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import java.util.Optional;

/**
 * The resolved view of one tree. Interpolations are evaluated when they are asked for, each at most
 * once; a failed one can be asked for again. Not safe for threads.
 *
 * <pre>{@code
 * Resolution resolution = Resolution.of(tree, ResolutionContext.of(System.getenv()));
 * Node whole = resolution.resolveAll();
 * Optional<Node> port = resolution.select("db.port");
 * }</pre>
 *
 * <p>Everything here throws {@link dev.hydrant.config.error.InterpolationException} with the place
 * of the interpolation, how it was reached, and the nearest known keys.
 */
public final class Resolution {
  private final Evaluation evaluation;
  private final Place root;

  private Resolution(Node tree, ResolutionContext context) {
    this.evaluation = new Evaluation(context);
    this.root = Place.root(tree);
  }

  /** Returns the view of a map or list. */
  public static Resolution of(Node tree, ResolutionContext context) {
    if (!(tree instanceof MapNode || tree instanceof ListNode)) {
      throw new IllegalArgumentException("only a map or list can be resolved, not " + tree);
    }
    return new Resolution(tree, context);
  }

  /** Returns the whole tree without interpolations; values that are ??? stay. */
  public Node resolveAll() {
    return evaluation.expansion.expand(root);
  }

  /** Makes references to {@code ???} resolve to {@code ???} from now on, instead of failing. */
  public Resolution keepingMissing() {
    evaluation.expansion.keepMissing = true;
    return this;
  }

  /**
   * Returns the resolved value at a place.
   *
   * @throws IllegalArgumentException if the tree has no such place
   */
  public Node resolve(NodePath path) {
    return evaluation.expansion.expand(place(path));
  }

  /**
   * Returns the resolved value at a written key such as {@code db.port} or {@code l[0].x}, through
   * interpolations; empty when it is absent or {@code ???}. The empty key is the root.
   */
  public Optional<Node> select(String key) {
    return find(key).map(value -> evaluation.expansion.expand(value, root.node().origin()));
  }

  /**
   * Whether a written key leads, through interpolations, to a value other than null and {@code
   * ???}. What a container holds is not resolved.
   */
  public boolean holdsValue(String key) {
    return find(key).filter(value -> !Values.isNull(value)).isPresent();
  }

  /**
   * Returns where the container at a written key stands: the key's own place, or that of the
   * container which an interpolation there refers to. Empty when there is no container, or one that
   * a resolver made.
   */
  public Optional<NodePath> locate(String key) {
    return find(key)
        .filter(value -> value instanceof Place p && p.isContainer() && !isMade(p))
        .map(value -> ((Place) value).path());
  }

  /** Returns a {@link Dereferencer} that evaluates with a context. */
  public static Dereferencer dereferencer(ResolutionContext context) {
    return (tree, path) -> new Resolution(tree, context).container(path);
  }

  private Node container(NodePath path) {
    Place place = place(path);
    if (place.node() instanceof InterpolationNode node
        && ((InterpolationAst) node.interpolation()).single() == null) {
      return null; // joined text is no container, whatever its parts are
    }
    try {
      Value value = evaluation.value(place);
      return value instanceof Place p && p.isContainer() ? p.node() : null;
    } catch (InterpolationException e) {
      return null; // an interpolation that cannot be resolved counts as a scalar
    }
  }

  private Optional<Value> find(String key) {
    String relative = key.startsWith(".") ? key : "." + key;
    Value value = evaluation.selector.select(root, relative, false).value();
    boolean absent = value == null || value instanceof Place place && place.isMissing();
    return absent ? Optional.empty() : Optional.of(value);
  }

  private static boolean isMade(Place place) {
    for (Place p = place; p != null; p = p.parent()) {
      if (p.isDetached()) {
        return true;
      }
    }
    return false;
  }

  private Place place(NodePath path) {
    if (path == null) {
      return root;
    }
    Place parent = place(path.parent());
    Node child =
        parent.node() instanceof MapNode map
            ? map.get(path.key())
            : parent.node() instanceof ListNode list
                ? list.items().get((Integer) path.key())
                : null;
    if (child == null) {
      throw new IllegalArgumentException("there is nothing at " + path);
    }
    return parent.child(path.key(), child);
  }
}
