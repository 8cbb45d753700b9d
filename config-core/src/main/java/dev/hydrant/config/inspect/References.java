package dev.hydrant.config.inspect;

import dev.hydrant.config.grammar.Element;
import dev.hydrant.config.grammar.Expression;
import dev.hydrant.config.grammar.Expression.DynamicReference;
import dev.hydrant.config.grammar.Expression.NodeReference;
import dev.hydrant.config.grammar.Expression.ResolverCall;
import dev.hydrant.config.grammar.InterpolationAst;
import dev.hydrant.config.grammar.KeyPath;
import dev.hydrant.config.grammar.Part;
import dev.hydrant.config.node.InterpolationNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The keys that an interpolation takes its value from, as absolute paths. */
final class References {
  private final List<String> at;
  private final Function<String, Optional<String>> texts;
  private final Set<List<String>> found = new LinkedHashSet<>();

  /**
   * Starts a search.
   *
   * @param at the path of the interpolation, which relative references count from
   * @param texts gives the resolved text at a key, for references built from others
   */
  private References(List<String> at, Function<String, Optional<String>> texts) {
    this.at = at;
    this.texts = texts;
  }

  static Set<List<String>> of(
      InterpolationNode node, List<String> at, Function<String, Optional<String>> texts) {
    References references = new References(at, texts);
    references.parts(((InterpolationAst) node.interpolation()).parts());
    return references.found;
  }

  private void parts(List<Part> parts) {
    for (Part part : parts) {
      if (part instanceof Expression expression) {
        expression(expression);
      }
    }
  }

  private void expression(Expression expression) {
    if (expression instanceof NodeReference reference) {
      add(reference.path());
    } else if (expression instanceof DynamicReference reference) {
      reference.keys().forEach(key -> parts(List.of(key.name())));
      dynamic(reference).ifPresent(this::add);
    } else if (expression instanceof ResolverCall call) {
      call.arguments().forEach(this::element);
      if (isSelect(call)) {
        selected(call.arguments().get(0)).map(KeyPath::parse).ifPresent(this::add);
      }
    }
  }

  /** The key that is selected, when what it is made of is text and plain references. */
  private Optional<String> selected(Element key) {
    if (key instanceof Element.Literal literal) {
      return Optional.of(String.valueOf(literal.value()));
    }
    if (!(key instanceof Element.Joined joined)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (Part part : joined.parts()) {
      Optional<String> piece =
          part instanceof Part.Text plain ? Optional.of(plain.value()) : referred(part);
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      text.append(piece.get());
    }
    return Optional.of(text.toString());
  }

  private Optional<String> referred(Part part) {
    return part instanceof NodeReference r
        ? absolute(r.path()).flatMap(p -> texts.apply(String.join(".", p)))
        : Optional.empty();
  }

  private static boolean isSelect(ResolverCall call) {
    return call.name().size() == 1
        && call.name().get(0) instanceof Part.Text name
        && Set.of("oc.select", "oc.dict.keys", "oc.dict.values", "oc.deprecated")
            .contains(name.value())
        && !call.arguments().isEmpty();
  }

  private void element(Element element) {
    if (element instanceof Expression expression) {
      expression(expression);
    } else if (element instanceof Element.Joined joined) {
      parts(joined.parts());
    } else if (element instanceof Element.Items items) {
      items.items().forEach(this::element);
    } else if (element instanceof Element.Entries entries) {
      entries.entries().values().forEach(this::element);
    }
  }

  /** The path of a reference with references in it, when those are plain ones. */
  private Optional<KeyPath> dynamic(DynamicReference reference) {
    boolean[] known = {true};
    KeyPath path =
        reference.path(
            inner -> {
              Optional<String> text = referred(inner);
              known[0] &= text.isPresent();
              return text.orElse("");
            });
    return known[0] ? Optional.of(path) : Optional.empty();
  }

  private void add(KeyPath path) {
    absolute(path).ifPresent(found::add);
  }

  private Optional<List<String>> absolute(KeyPath path) {
    int above = at.size() - path.level();
    if (path.isRelative() && above < 0) {
      return Optional.empty();
    }
    List<String> keys = new ArrayList<>(path.isRelative() ? at.subList(0, above) : List.of());
    keys.addAll(path.keys());
    return Optional.of(keys);
  }
}
