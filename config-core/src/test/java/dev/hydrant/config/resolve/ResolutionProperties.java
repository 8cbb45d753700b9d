package dev.hydrant.config.resolve;

import static dev.hydrant.config.node.Trees.show;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Resolution always ends, in a tree without interpolations or in one clear error. */
class ResolutionProperties {
  private static final ResolutionContext CONTEXT =
      ResolutionContext.of(Map.of("E", "text")).withWarnings(warning -> {});
  private static final List<String> KEYS = List.of("a", "b", "c", "d");
  private static final List<String> REFERENCES =
      List.of(
          "a",
          "b",
          "c.d",
          "d.a",
          ".a",
          "..b",
          "a.b.c",
          "b.0",
          ".0",
          "c[d]",
          "${a}",
          "b.${c}",
          "oc.select:a,x",
          "oc.select:.b",
          "oc.create:[${c}]",
          "oc.create:{a:${b}}",
          "oc.dict.keys:a",
          "oc.dict.values:b",
          "oc.decode:${d}",
          "oc.env:E",
          "oc.env:NO,${a}",
          "oc.decode:'${b}'",
          "oc.deprecated:c",
          "oc.select:'',x",
          "hydra:a",
          "nope:x");

  @Property(tries = 2000)
  void resolutionEndsInATreeOrInOneError(@ForAll("trees") MapNode tree) {
    Node resolved;
    try {
      resolved = Resolution.of(tree, CONTEXT).resolveAll();
    } catch (InterpolationException e) {
      assertThat(e.fact()).isNotBlank();
      assertThat(e.origin()).isNotNull();
      return;
    }
    assertThat(hasInterpolation(resolved)).isFalse();
    assertThat(show(Resolution.of(resolved, CONTEXT).resolveAll())).isEqualTo(show(resolved));
    assertThat(((MapNode) resolved).entries().keySet()).isEqualTo(tree.entries().keySet());
  }

  @Property(tries = 1000)
  void keysAskedForOneByOneHaveTheValuesOfTheWhole(@ForAll("trees") MapNode tree) {
    MapNode whole;
    try {
      whole = (MapNode) Resolution.of(tree, CONTEXT).resolveAll();
    } catch (InterpolationException e) {
      return;
    }
    Resolution resolution = Resolution.of(tree, CONTEXT);
    for (Object key : tree.entries().keySet()) {
      assertThat(show(resolution.resolve(NodePath.of(null, key)))).isEqualTo(show(whole.get(key)));
    }
  }

  private static boolean hasInterpolation(Node node) {
    if (node instanceof MapNode map) {
      return map.entries().values().stream().anyMatch(ResolutionProperties::hasInterpolation);
    }
    return node instanceof InterpolationNode
        || node instanceof ListNode list
            && list.items().stream().anyMatch(ResolutionProperties::hasInterpolation);
  }

  @Provide
  Arbitrary<MapNode> trees() {
    return map(2);
  }

  private static Arbitrary<MapNode> map(int depth) {
    return Arbitraries.maps(Arbitraries.of(KEYS), node(depth))
        .ofMinSize(depth)
        .ofMaxSize(4)
        .map(
            entries -> {
              Map<Object, Node> ordered = new LinkedHashMap<>(entries);
              return new MapNode(ordered, Origin.of("test"));
            });
  }

  private static Arbitrary<Node> node(int depth) {
    Arbitrary<Node> scalar =
        Arbitraries.of("x", 1, 1.5, true, null, "???", "a", "[1, 2]").map(Trees::node);
    Arbitrary<Node> interpolation =
        Arbitraries.of(REFERENCES).map(reference -> Trees.node("${" + reference + "}"));
    Arbitrary<Node> joined =
        Arbitraries.of(REFERENCES).map(reference -> Trees.node("<${" + reference + "}>"));
    if (depth == 0) {
      return Arbitraries.oneOf(scalar, interpolation, joined);
    }
    Arbitrary<Node> list =
        node(depth - 1).list().ofMaxSize(3).map(items -> Trees.list(items.toArray()));
    return Arbitraries.oneOf(
        scalar, interpolation, joined, list, map(depth - 1).map(Node.class::cast));
  }
}
