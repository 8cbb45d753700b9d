package dev.hydrant.config.override;

import static dev.hydrant.config.node.Trees.list;
import static dev.hydrant.config.node.Trees.map;
import static dev.hydrant.config.node.Trees.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.grammar.OverrideParser;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.resolve.ResolutionContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueOverridesTest {
  private static final ResolutionContext CONTEXT = ResolutionContext.of(Map.of());
  private static final MapNode TREE =
      map(
          "a",
          1,
          "b",
          map("c", 2, "d", map("e", 3)),
          "l",
          list(1, 2, 3),
          "ld",
          list(map("x", 1), map("x", 2)),
          "s",
          "text",
          "n",
          null,
          "m",
          "???",
          "t",
          true,
          "i",
          "${a}",
          "ib",
          "${b}",
          "e",
          map(),
          "ik",
          map(1, "one"),
          "bad",
          "${nope}",
          "made",
          "${oc.create:{x:1}}");

  private static MapNode apply(MapNode tree, String... overrides) {
    return ValueOverrides.apply(
        tree, Stream.of(overrides).map(OverrideParser::parse).toList(), CONTEXT, KeyHints.NONE);
  }

  private static ConfigCompositionException failure(String... overrides) {
    return catchThrowableOfType(ConfigCompositionException.class, () -> apply(TREE, overrides));
  }

  /** What top-level keys become, `-` when they are gone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a=5; a; 5",
        "b.c=5; b; {c: 5, d: {e: 3}}",
        "b.d.e=[1]; b; {c: 2, d: {e: [1]}}",
        "b=1; b; 1",
        "b={}; b; {c: 2, d: {e: 3}}",
        "b={c:9}; b; {c: 9, d: {e: 3}}",
        "b={d:{e:9}}; b; {c: 2, d: {e: 9}}",
        "b=null; b; null",
        "l=[4]; l; [4]",
        "l.1=7; l; [1, 7, 3]",
        "ld.1.x=7; ld; [{x: 1}, {x: 7}]",
        "l=5; l; 5",
        "m=1; m; 1",
        "m={x:1}; m; {x: 1}",
        "n={x:1}; n; {x: 1}",
        "s=???; s; ???",
        "s='${a}'; s; ${a}",
        "i=5; i; 5",
        "ib={z:4}; ib; {z: 4}",
        "+x=1; x; 1",
        "+x.y.z=1; x; {y: {z: 1}}",
        "+b.x=1; b; {c: 2, d: {e: 3}, x: 1}",
        "+b={x:1}; b; {c: 2, d: {e: 3}, x: 1}",
        "+b={d:{x:1}}; b; {c: 2, d: {e: 3, x: 1}}",
        "+l=[4]; l; [4]",
        "+n=1; n; 1",
        "+m=1; m; 1",
        "+s.x=1; s; {x: 1}",
        "+ib.z=1; ib; {z: 1}",
        "++a=7; a; 7",
        "++y=7; y; 7",
        "++b.c.q=7; b; {c: {q: 7}, d: {e: 3}}",
        "~a; a; -",
        "~a=1; a; -",
        "~a=1.0; a; -",
        "~a=true; a; -",
        "~t=1; t; -",
        "~a=null; a; -",
        "~b; b; -",
        "~b.c; b; {d: {e: 3}}",
        "~b.d.e; b; {c: 2, d: {}}",
        "~b={c:2,d:{e:3}}; b; -",
        "~b={d:{e:3.0},c:2}; b; -",
        "~l=[1,2,3]; l; -",
        "~i=1; i; -",
        "~ib; ib; -",
        "~ib.c; b; {d: {e: 3}}",
        "~ib.d.e; b; {c: 2, d: {}}",
        "~made.x; made; ${oc.create:{x:1}}",
        "l=extend_list(4,5); l; [1, 2, 3, 4, 5]",
      })
  void anOverrideChangesItsKey(String override, String key, String expected) {
    MapNode changed = apply(TREE, override);
    assertThat(changed.get(key) == null ? "-" : show(changed.get(key))).isEqualTo(expected);
    Map<Object, Object> others = new LinkedHashMap<>(changed.entries());
    others.remove(key);
    others.forEach((k, node) -> assertThat(node).isSameAs(TREE.get(k)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x=1",
        "b.x=1",
        "x.y=1",
        "b.x.y=1",
        "s.x=1",
        "m.x=1",
        "n.x=1",
        "ib.c=9",
        "ib.z=1",
        "ik.1=uno",
        "b={new:1}",
        "b={d:{new:1}}",
        "e={x:1}",
        "l.0.x=1",
        "db/x=1"
      })
  void aClosedTreeTakesNoNewKeys(String override) {
    assertThat(failure(override))
        .hasMessageContaining(
            "Could not override '%s'.\nTo append to your config use +%s",
            override.substring(0, override.indexOf('=')), override);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b=[]",
        "l={}",
        "l.3=9",
        "+l.3=9",
        "l.x=9",
        "ld.5.x=1",
        "+l.x=9",
        "~l.0",
        "~bad",
        "+bad={x:1}",
        "+bad.x=1",
        "+bad=1"
      })
  void whatCannotBeMergedIsAnError(String override) {
    assertThat(failure(override))
        .hasMessageStartingWith("Error merging override " + override)
        .extracting(ConfigException::stage)
        .isEqualTo(ConfigException.Stage.COMPOSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+a=1", "+b=1", "+b.c=7", "+b=null", "+i=5", "+e=1", "+l=1"})
  void addingOverAValueIsRefusedWithBothWaysOut(String override) {
    String key = override.substring(1, override.indexOf('='));
    assertThat(failure(override))
        .hasMessageContaining("An item is already at '" + key + "'")
        .hasMessageContaining("remove + prefix: '" + override.substring(1) + "'")
        .hasMessageContaining("'+" + override + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"~x", "~n", "~m", "~b.x", "~a.x", "~ik.1", "~b.d.e.f", "~ib.x"})
  void whatIsNotThereCannotBeDeleted(String override) {
    assertThat(failure(override))
        .hasMessageContaining(
            "Could not delete from config. '" + override.substring(1) + "' does not exist.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"~a=2", "~a='1'", "~b={c:2}", "~l=[1,2]", "~s=1", "~b=1", "~l={}"})
  void aDeletionWithAnotherValueIsRefused(String override) {
    assertThat(failure(override))
        .hasMessageContaining("Could not delete from config. The value of");
  }

  @Test
  void overridesApplyInOrder() {
    assertThat(show(apply(map(), "+x=1", "x=2", "+y={z:1}", "y.z=3", "~x")))
        .isEqualTo("{y: {z: 3}}");
    assertThat(failure("++x=2", "+x=1")).hasMessageContaining("already at 'x'");
  }

  @Test
  void aPackageOnAKeyThatIsNoGroupIsRefused() {
    assertThat(failure("nogroup@p=x"))
        .hasMessageContaining("config group 'nogroup' does not exist");
  }

  @Test
  void messagesNameTheOverrideAndTheNearestKeys() {
    MapNode tree = map("db", map("port", 1, "host", "x"));
    ConfigCompositionException change =
        catchThrowableOfType(ConfigCompositionException.class, () -> apply(tree, "db.prot=1"));
    assertThat(change.suggestions()).containsExactly("db.port");
    assertThat(change.origin()).hasToString("override 'db.prot=1'");
    assertThat(change).hasMessageContaining("Key 'prot' is not in 'db'");
    ConfigCompositionException delete =
        catchThrowableOfType(ConfigCompositionException.class, () -> apply(tree, "~db.prot"));
    assertThat(delete.suggestions()).containsExactly("db.port");
    assertThat(failure("ib.c=1")).hasMessageContaining("'ib' is the interpolation ${b}");
  }

  @Test
  void whatAnOverrideSetsKnowsTheOverride() {
    MapNode changed = apply(TREE, "b.c=7", "+x.y={z:[1]}");
    assertThat(((MapNode) changed.get("b")).get("c").origin()).hasToString("override 'b.c=7'");
    assertThat(changed.get("x").origin()).hasToString("override '+x.y={z:[1]}'");
    assertThat(changed.get("b").origin()).hasToString("test");
  }

  @Test
  void theGivenTreeStaysAsItWas() {
    String before = show(TREE);
    apply(TREE, "a=2", "~b.c", "+b.x=1", "l.0=9", "ld.0.x=5");
    assertThat(show(TREE)).isEqualTo(before);
  }

  @Test
  void manyOverridesOnAFlatTreeCostNoMoreThanTheirNumber() {
    Map<Object, Object> flat = new LinkedHashMap<>();
    List<String> overrides = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      flat.put("k" + i, i);
      overrides.add(i % 3 == 0 ? "~k" + i : i % 3 == 1 ? "k" + i + "=x" : "+n" + i + "=1");
    }
    MapNode tree =
        map(flat.entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e.getValue())).toArray());
    MapNode changed = apply(tree, overrides.toArray(String[]::new));
    assertThat(changed.entries()).hasSize(20_000 - 6_667 + 6_666);
  }
}
