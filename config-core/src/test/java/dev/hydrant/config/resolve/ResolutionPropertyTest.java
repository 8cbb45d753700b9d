package dev.hydrant.config.resolve;

import static dev.hydrant.config.node.Trees.show;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.draw.Draw;
import dev.hydrant.config.draw.ForAll;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.Trees;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resolution always ends, in a tree without interpolations or in one clear error. */
class ResolutionPropertyTest {
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

  @Test
  void resolutionEndsInATreeOrInOneError() {
    ForAll.check(2000, draw -> map(draw, 2), ResolutionPropertyTest::endsInATreeOrInOneError);
  }

  private static void endsInATreeOrInOneError(MapNode tree) {
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

  @Test
  void keysAskedForOneByOneHaveTheValuesOfTheWhole() {
    ForAll.check(1000, draw -> map(draw, 2), ResolutionPropertyTest::keysHaveTheValuesOfTheWhole);
  }

  private static void keysHaveTheValuesOfTheWhole(MapNode tree) {
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
      return map.entries().values().stream().anyMatch(ResolutionPropertyTest::hasInterpolation);
    }
    return node instanceof InterpolationNode
        || node instanceof ListNode list
            && list.items().stream().anyMatch(ResolutionPropertyTest::hasInterpolation);
  }

  private static MapNode map(Draw draw, int depth) {
    Map<Object, Node> entries = draw.map(depth, 4, () -> draw.of(KEYS), () -> node(draw, depth));
    return new MapNode(entries, Origin.of("test"));
  }

  private static Node node(Draw draw, int depth) {
    return switch (draw.between(depth == 0 ? 2 : 0, 4)) {
      case 0 -> map(draw, depth - 1);
      case 1 -> Trees.list(draw.list(0, 3, () -> node(draw, depth - 1)).toArray());
      case 2 -> Trees.node(draw.<Object>of("x", 1, 1.5, true, null, "???", "a", "[1, 2]"));
      case 3 -> Trees.node("${" + draw.of(REFERENCES) + "}");
      default -> Trees.node("<${" + draw.of(REFERENCES) + "}>");
    };
  }
}
