package dev.hydrant.config.merge;

import static dev.hydrant.config.node.Trees.show;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.draw.Draw;
import dev.hydrant.config.draw.ForAll;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Laws of the merge algebra. Merging is associative as long as a key has one kind throughout: the
 * generated keys say theirs by their first letter ({@code m}ap, {@code l}ist, {@code s}calar or
 * {@code ???} or interpolation).
 */
class MergePropertyTest {
  private static final MapNode EMPTY = Trees.map();
  private static final List<String> KEYS = List.of("m1", "m2", "l1", "s1", "s2");

  /** {@code tries} times so many random trees. */
  private static void forTrees(int tries, int least, int most, Consumer<List<MapNode>> law) {
    ForAll.check(tries, draw -> draw.list(least, most, () -> tree(draw, 3)), law);
  }

  private static void forTwo(BiConsumer<MapNode, MapNode> law) {
    forTrees(300, 2, 2, trees -> law.accept(trees.get(0), trees.get(1)));
  }

  @Test
  void theEmptyMapIsNeutral() {
    forTwo(
        (tree, other) -> {
          assertThat(show(merge(tree, EMPTY))).isEqualTo(show(tree));
          assertThat(show(merge(EMPTY, other))).isEqualTo(show(other));
        });
  }

  @Test
  void mergingATreeWithItselfChangesNothing() {
    forTrees(
        300,
        1,
        1,
        trees -> {
          MapNode tree = trees.get(0);
          assertThat(show(merge(tree, tree))).isEqualTo(show(tree));
        });
  }

  @Test
  void mergingIsAssociativeWhileKindsStay() {
    forTrees(
        500,
        3,
        3,
        trees -> {
          MapNode a = trees.get(0);
          MapNode b = trees.get(1);
          MapNode c = trees.get(2);
          assertThat(show(merge(merge(a, b), c))).isEqualTo(show(merge(a, merge(b, c))));
        });
  }

  @Test
  void theLastMergeWins() {
    forTwo(
        (a, b) -> {
          MapNode once = merge(a, b);
          assertThat(show(merge(once, b))).isEqualTo(show(once));
        });
  }

  @Test
  void keysOfTheLowMapComeFirstInTheirOrder() {
    forTwo(
        (a, b) -> {
          List<Object> keys = new ArrayList<>(merge(a, b).entries().keySet());
          assertThat(keys.subList(0, a.entries().size()))
              .isEqualTo(List.copyOf(a.entries().keySet()));
        });
  }

  @Test
  void aBuilderGivesWhatStepwiseMergesGive() {
    forTrees(
        300,
        0,
        6,
        trees -> {
          TreeBuilder builder = new TreeBuilder(EMPTY, Dereferencer.NONE);
          MapNode folded = EMPTY;
          for (MapNode tree : trees) {
            builder.merge(tree);
            folded = merge(folded, tree);
            if (tree.entries().size() % 2 == 0) {
              assertThat(show(builder.build())).isEqualTo(show(folded));
            }
          }
          assertThat(show(builder.build())).isEqualTo(show(folded));
        });
  }

  private static MapNode merge(Node low, Node high) {
    return (MapNode) Merge.merge(low, high, Dereferencer.NONE);
  }

  private static MapNode tree(Draw draw, int depth) {
    List<String> keys = depth == 0 ? List.of("l1", "s1", "s2") : KEYS;
    Map<Object, Node> entries = new LinkedHashMap<>();
    draw.some(keys, 4).forEach(key -> entries.put(key, value(draw, key, depth)));
    return new MapNode(entries, Origin.BUILTIN);
  }

  private static Node value(Draw draw, String key, int depth) {
    return switch (key.charAt(0)) {
      case 'm' -> tree(draw, depth - 1);
      case 'l' -> Trees.list(draw.list(0, 3, () -> draw.between(0, 9)).toArray());
      default -> Trees.node(draw.<Object>of(1, 2, "x", "???", "${s1}", true));
    };
  }
}
