package dev.hydrant.config.merge;

import static dev.hydrant.config.node.Trees.list;
import static dev.hydrant.config.node.Trees.map;
import static dev.hydrant.config.node.Trees.node;
import static dev.hydrant.config.node.Trees.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MergeTest {
  private static final Node MAP = map("a", 1);
  private static final Node LIST = list(1);

  /** Stands for an interpolation to a map under every key that starts with {@code toMap}. */
  private static final Dereferencer BY_NAME =
      (root, path) ->
          path.key().toString().startsWith("toMap")
              ? map("x", 1)
              : path.key().toString().startsWith("toList") ? list(7) : null;

  private static String merged(Object low, Object high) {
    return show(
        ((MapNode) Merge.merge(map("v", node(low)), map("v", node(high)), BY_NAME)).get("v"));
  }

  static List<Arguments> table() {
    List<Arguments> rows = new ArrayList<>();
    for (Object low : new Object[] {"low", null, "???", "${nothing}"}) {
      rows.add(Arguments.of(low, "s", "s"));
      rows.add(Arguments.of(low, null, "null"));
      rows.add(Arguments.of(low, MAP, "{a: 1}"));
      rows.add(Arguments.of(low, LIST, "[1]"));
      rows.add(Arguments.of(low, "???", String.valueOf(low)));
      rows.add(Arguments.of(low, "${y}", "${y}"));
    }
    rows.add(Arguments.of(map("a", 0, "b", 2), "s", "s"));
    rows.add(Arguments.of(map("a", 0, "b", 2), null, "null"));
    rows.add(Arguments.of(map("a", 0, "b", 2), MAP, "{a: 1, b: 2}"));
    rows.add(Arguments.of(map("a", 0, "b", 2), map(), "{a: 0, b: 2}"));
    rows.add(Arguments.of(map("a", 0, "b", 2), "???", "{a: 0, b: 2}"));
    rows.add(Arguments.of(map("a", 0, "b", 2), "${y}", "${y}"));
    rows.add(Arguments.of(list(1, 2), "s", "s"));
    rows.add(Arguments.of(list(1, 2), list(), "[]"));
    rows.add(Arguments.of(list(1, 2), list(3), "[3]"));
    rows.add(Arguments.of(list(1, 2), "???", "[1, 2]"));
    rows.add(Arguments.of(list(1, 2), "${y}", "${y}"));
    return rows;
  }

  @ParameterizedTest
  @MethodSource("table")
  void theTableOfKindsDecides(Object low, Object high, String expected) {
    assertThat(merged(low, high)).isEqualTo(expected);
  }

  @Test
  void anInterpolationToAMapIsCopiedWhereAMapOrMissingValueMeetsIt() {
    MapNode low = map("toMap1", "${m}", "toMap2", "${m}", "toMap3", "${m}", "toMap4", "${m}");
    MapNode high = map("toMap1", map("y", 2), "toMap2", "???", "toMap3", 5, "toMap4", map());
    assertThat(show(Merge.merge(low, high, BY_NAME)))
        .isEqualTo("{toMap1: {x: 1, y: 2}, toMap2: {x: 1}, toMap3: 5, toMap4: {x: 1}}");
  }

  @Test
  void anInterpolationToAListIsReplacedByAListAndRefusesAMap() {
    MapNode low = map("toList", "${l}");
    assertThat(show(Merge.merge(low, map("toList", list(1)), BY_NAME))).isEqualTo("{toList: [1]}");
    assertThat(show(Merge.merge(low, map("toList", "???"), BY_NAME))).isEqualTo("{toList: [7]}");
    assertThatThrownBy(() -> Merge.merge(low, map("toList", map()), BY_NAME))
        .isInstanceOf(ConfigCompositionException.class);
  }

  @Test
  void mapsAndListsNeverMeetNotEvenEmptyOnes() {
    assertThatThrownBy(() -> merged(map(), list()))
        .isInstanceOf(ConfigCompositionException.class)
        .hasMessageContaining("Cannot merge a list into the map at 'v'")
        .hasMessageContaining("was written at test");
    assertThatThrownBy(() -> merged(list(), map()))
        .isInstanceOf(ConfigCompositionException.class)
        .hasMessageContaining("Cannot merge a map into the list at 'v'");
    assertThatThrownBy(() -> Merge.merge(map(), list(), Dereferencer.NONE))
        .hasMessageContaining("at the root");
  }

  @Test
  void keysKeepTheirFirstPlaceAndTheirType() {
    assertThat(show(Merge.merge(map("z", 1, "a", 2), map("m", 3, "z", 4), Dereferencer.NONE)))
        .isEqualTo("{z: 4, a: 2, m: 3}");
    assertThat(((MapNode) Merge.merge(map(1, "a"), map("1", "b"), Dereferencer.NONE)).entries())
        .containsOnlyKeys(1L, "1");
  }

  @Test
  void numbersAndBooleansOfEqualValueAreOneKeyInTheLowSpelling() {
    MapNode low = map(true, map("a", 1), 0, "zero");
    Node merged = Merge.merge(low, map(1.0, map("b", 2), false, "no", 2, "two"), Dereferencer.NONE);
    assertThat(show(merged)).isEqualTo("{true: {a: 1, b: 2}, 0: no, 2: two}");
    assertThatThrownBy(() -> Merge.merge(low, map(1, list()), Dereferencer.NONE))
        .hasMessageContaining("at 'true'");
  }

  @Test
  void theDereferencerSeesWhatHasBeenMergedSoFar() {
    List<String> seen = new ArrayList<>();
    Dereferencer spy =
        (root, path) -> {
          seen.add(path + " in " + show(root));
          return null;
        };
    Merge.merge(
        map("m", map("b", 1, "a", "${b}"), "c", 5),
        map("m", map("b", 2, "a", map("y", 1)), "c", 6),
        spy);
    assertThat(seen).containsExactly("m.a in {m: {b: 2, a: ${b}}, c: 5}");
  }

  @Test
  void theInputsAreNeverChanged() {
    MapNode low = map("m", map("a", 1), "n", 1);
    MapNode high = map("m", map("b", 2), "n", 2);
    String before = show(low) + show(high);
    Merge.merge(low, high, Dereferencer.NONE);
    assertThat(show(low) + show(high)).isEqualTo(before);
  }

  @Test
  void aBuilderMergesAnyNumberOfTreesAndCanBeReadInBetween() {
    TreeBuilder builder = new TreeBuilder(map(), Dereferencer.NONE);
    builder.merge(map("a", map("x", 1)));
    MapNode first = builder.build();
    builder.merge(map("a", map("y", 2)));
    MapNode second = builder.build();
    assertThat(show(first)).isEqualTo("{a: {x: 1}}");
    assertThat(show(second)).isEqualTo("{a: {x: 1, y: 2}}");
    assertThat(builder.build()).isSameAs(second);
  }
}
