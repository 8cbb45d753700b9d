package dev.hydrant.config.resolve;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.error.InterpolationException.Kind;
import dev.hydrant.config.grammar.Element;
import dev.hydrant.config.grammar.Expression;
import dev.hydrant.config.grammar.Expression.DynamicReference;
import dev.hydrant.config.grammar.Expression.NodeReference;
import dev.hydrant.config.grammar.Expression.ResolverCall;
import dev.hydrant.config.grammar.InterpolationAst;
import dev.hydrant.config.grammar.KeyPath;
import dev.hydrant.config.grammar.Part;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolve.Selector.Selection;
import dev.hydrant.config.suggest.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates parsed interpolations at the places of one tree. */
final class Evaluation {
  final ResolutionContext context;
  final Trace trace;
  final Selector selector;
  final Expansion expansion;
  private final Calls calls;
  private Place hydraNode;

  Evaluation(ResolutionContext context) {
    this.context = context;
    this.trace = new Trace(context.budget());
    this.selector = new Selector(this);
    this.expansion = new Expansion(this);
    this.calls = new Calls(this);
  }

  /** The place of the hydra node in the config that has one; null without such a config. */
  Place hydraNode() {
    if (hydraNode == null && context.hydra() != null) {
      hydraNode = Place.root(context.hydra()).child("hydra");
    }
    return hydraNode;
  }

  /** What the node at a place stands for: itself, or the value of its interpolation. */
  Value value(Place place) {
    if (!(place.node() instanceof InterpolationNode node)) {
      return place;
    }
    if (place.value == null) {
      trace.enter(place);
      try {
        Value made = string((InterpolationAst) node.interpolation(), place);
        place.value = context.secrets().matches(place.toString()) ? Secrets.markAll(made) : made;
      } finally {
        trace.leave(place);
      }
    }
    return place.value;
  }

  private Value string(InterpolationAst ast, Place at) {
    Expression single = ast.single();
    return single != null ? expression(single, at) : joined(ast.parts(), at);
  }

  private Value joined(List<Part> parts, Place at) {
    StringBuilder text = new StringBuilder();
    boolean secret = false;
    for (Part part : parts) {
      if (part instanceof Part.Text literal) {
        text.append(literal.value());
      } else {
        Value value = expression((Expression) part, at);
        secret |= value.isSecret();
        text.append(PythonText.str(value));
      }
      trace.checkLength(text.length());
    }
    trace.wrote(text.length());
    return scalar(text.toString(), at, secret);
  }

  /** A new scalar, the result of the interpolation at a place. */
  static Place scalar(Object value, Place at, boolean secret) {
    return Place.detached(at.parent(), new ScalarNode(value, at.node().origin(), secret));
  }

  /** Evaluates an expression in the interpolation at a place. */
  Value expression(Expression expression, Place at) {
    trace.deeper();
    try {
      if (expression instanceof NodeReference reference) {
        return reference(reference.path(), at);
      }
      if (expression instanceof DynamicReference reference) {
        return reference(reference, at);
      }
      return calls.call((ResolverCall) expression, at);
    } finally {
      trace.shallower();
    }
  }

  private Value reference(DynamicReference reference, Place at) {
    boolean[] secret = {false};
    KeyPath path =
        reference.path(
            inner -> {
              Value value = expression(inner, at);
              secret[0] |= value.isSecret();
              return name(value, inner, "used as a key");
            });
    if (!secret[0]) {
      return reference(path, at);
    }
    try {
      return reference(path, at);
    } catch (InterpolationException e) {
      throw trace.error(
          e.kind(), reference.text() + " cannot be followed; one of its keys is secret");
    }
  }

  /** The string that a nested interpolation must be where a name is built from it. */
  String name(Value value, Expression inner, String use) {
    if (value instanceof Place place) {
      if (place.node() instanceof ScalarNode scalar && scalar.value() instanceof String text) {
        return text;
      }
      if (place.isMissing()) {
        return "???";
      }
    }
    String shown = value.isSecret() ? ScalarNode.MASK : PythonText.str(value);
    throw trace.error(
        Kind.FAILED,
        "The interpolation %s is %s and thus should be a string, but it is `%s`, which is %s"
            .formatted(inner.text(), use, shown, Values.kind(value)));
  }

  private Value reference(KeyPath path, Place at) {
    Place self = at.parent();
    if (self == null) {
      throw trace.error(Kind.FAILED, "Cannot resolve an interpolation that is in no container");
    }
    Selection selection = selector.select(selector.start(self, path), path.keys(), true);
    if (selection.obstacle() != null) {
      throw trace.error(Kind.FAILED, selection.obstacle());
    }
    if (selection.value() == null) {
      List<String> nearest = nearest(path, selection);
      throw trace.error(
          Kind.KEY_NOT_FOUND, "Interpolation key '" + path + "' not found", nearest, null);
    }
    for (Place above = self; above != null; above = above.parent()) {
      if (above == selection.value()) {
        throw trace.error(
            Kind.CYCLE, "Interpolation to parent node detected: '" + path + "' contains " + at);
      }
    }
    return selection.value();
  }

  /** The known keys nearest to the step of a path that was not found, as whole paths. */
  private static List<String> nearest(KeyPath path, Selection selection) {
    if (!(selection.in().node() instanceof MapNode map)) {
      return List.of();
    }
    List<String> known =
        map.entries().keySet().stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .toList();
    int step = path.keys().indexOf(selection.name());
    String before =
        path.keys().subList(0, step).stream().map(k -> k + ".").reduce("", String::concat);
    String dots = ".".repeat(path.level());
    return Suggestions.nearest(selection.name(), known).stream()
        .map(name -> dots + before + name)
        .toList();
  }

  private Value counted(Value plain) {
    trace.made(plain.size());
    return plain;
  }

  /** Evaluates an argument of a resolver in the interpolation at a place. */
  Value element(Element element, Place at) {
    if (element instanceof Expression expression) {
      return expression(expression, at);
    }
    if (element instanceof Element.Literal literal) {
      return scalar(literal.value(), at, false);
    }
    trace.deeper();
    try {
      if (element instanceof Element.Joined joined) {
        return joined(joined.parts(), at);
      }
      if (element instanceof Element.Items list) {
        List<Value> items = new ArrayList<>(list.items().size());
        for (Element item : list.items()) {
          items.add(element(item, at));
        }
        return counted(Value.PlainList.of(items));
      }
      Map<Object, Value> entries = new LinkedHashMap<>();
      for (Map.Entry<Object, Element> e : ((Element.Entries) element).entries().entrySet()) {
        entries.put(e.getKey(), element(e.getValue(), at));
      }
      return counted(Value.PlainMap.of(entries));
    } finally {
      trace.shallower();
    }
  }
}
