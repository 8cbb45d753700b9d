package dev.hydrant.config.merge;

import static dev.hydrant.config.node.Trees.show;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Laws of the merge algebra. Merging is associative as long as a key has one kind throughout: the
 * generated keys say theirs by their first letter ({@code m}ap, {@code l}ist, {@code s}calar or
 * {@code ???} or interpolation).
 */
class MergeProperties {
  private static final MapNode EMPTY = Trees.map();

  @Property(tries = 300)
  void theEmptyMapIsNeutral(@ForAll("trees") MapNode tree) {
    assertThat(show(merge(tree, EMPTY))).isEqualTo(show(tree));
    assertThat(show(merge(EMPTY, tree))).isEqualTo(show(tree));
  }

  @Property(tries = 300)
  void mergingATreeWithItselfChangesNothing(@ForAll("trees") MapNode tree) {
    assertThat(show(merge(tree, tree))).isEqualTo(show(tree));
  }

  @Property(tries = 500)
  void mergingIsAssociativeWhileKindsStay(
      @ForAll("trees") MapNode a, @ForAll("trees") MapNode b, @ForAll("trees") MapNode c) {
    assertThat(show(merge(merge(a, b), c))).isEqualTo(show(merge(a, merge(b, c))));
  }

  @Property(tries = 300)
  void theLastMergeWins(@ForAll("trees") MapNode a, @ForAll("trees") MapNode b) {
    MapNode once = merge(a, b);
    assertThat(show(merge(once, b))).isEqualTo(show(once));
  }

  @Property(tries = 300)
  void keysOfTheLowMapComeFirstInTheirOrder(
      @ForAll("trees") MapNode a, @ForAll("trees") MapNode b) {
    List<Object> keys = new ArrayList<>(merge(a, b).entries().keySet());
    assertThat(keys.subList(0, a.entries().size())).isEqualTo(List.copyOf(a.entries().keySet()));
  }

  @Property(tries = 300)
  void aBuilderGivesWhatStepwiseMergesGive(@ForAll("manyTrees") List<MapNode> trees) {
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
  }

  private static MapNode merge(Node low, Node high) {
    return (MapNode) Merge.merge(low, high, Dereferencer.NONE);
  }

  @Provide
  Arbitrary<List<MapNode>> manyTrees() {
    return trees().list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<MapNode> trees() {
    return tree(3);
  }

  private static Arbitrary<MapNode> tree(int depth) {
    Arbitrary<String> keys =
        Arbitraries.of(
            depth == 0 ? List.of("l1", "s1", "s2") : List.of("m1", "m2", "l1", "s1", "s2"));
    return keys.list()
        .uniqueElements()
        .ofMaxSize(4)
        .flatMap(
            names ->
                Combinators.combine(names.stream().map(n -> value(n, depth)).toList())
                    .as(
                        values -> {
                          Map<Object, Node> entries = new LinkedHashMap<>();
                          for (int i = 0; i < names.size(); i++) {
                            entries.put(names.get(i), values.get(i));
                          }
                          return new MapNode(entries, Origin.BUILTIN);
                        }));
  }

  private static Arbitrary<Node> value(String key, int depth) {
    return switch (key.charAt(0)) {
      case 'm' -> tree(depth - 1).map(Node.class::cast);
      case 'l' ->
          Arbitraries.integers()
              .between(0, 9)
              .list()
              .ofMaxSize(3)
              .map(items -> Trees.list(items.toArray()));
      default -> Arbitraries.of(1, 2, "x", "???", "${s1}", true).map(Trees::node);
    };
  }
}
