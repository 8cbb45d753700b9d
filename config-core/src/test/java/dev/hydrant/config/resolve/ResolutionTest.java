package dev.hydrant.config.resolve;

import static dev.hydrant.config.node.Trees.list;
import static dev.hydrant.config.node.Trees.map;
import static dev.hydrant.config.node.Trees.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.error.InterpolationException.Kind;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.Trees;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResolutionTest {
  private static final ResolutionContext CONTEXT = ResolutionContext.of(Map.of("HOME", "/home/me"));

  private static Resolution of(Object... keysAndValues) {
    return Resolution.of(map(keysAndValues), CONTEXT);
  }

  private static String resolved(Object... keysAndValues) {
    return show(of(keysAndValues).resolveAll());
  }

  private static InterpolationException failure(Object... keysAndValues) {
    return catchThrowableOfType(InterpolationException.class, () -> of(keysAndValues).resolveAll());
  }

  @Test
  void aLoneInterpolationIsTheValueItselfAndOthersAreText() {
    assertThat(resolved("a", 1.5, "b", "${a}", "c", "x${a}", "d", list("${a}")))
        .isEqualTo("{a: 1.5, b: 1.5, c: x1.5, d: [1.5]}");
  }

  @Test
  void containersInTextShowWhatTheyHoldAsPythonWritesIt() {
    assertThat(
            resolved("l", list(10, "x", null, true, "it's", "${a}", "???"), "a", 1, "t", "<${l}>"))
        .endsWith("t: <[10, 'x', None, True, \"it's\", '${a}', '???']>}");
  }

  @Test
  void aReferenceToAContainerResolvesWhereTheContainerStands() {
    assertThat(resolved("base", map("p", 1, "q", "${.p}"), "deep", map("copy", "${base}")))
        .isEqualTo("{base: {p: 1, q: 1}, deep: {copy: {p: 1, q: 1}}}");
  }

  @Test
  void anUnresolvedPartIsNotCopied() {
    MapNode tree = map("a", map("b", list(1, map("c", 2))), "d", "${a}");
    MapNode resolved = (MapNode) Resolution.of(tree, CONTEXT).resolveAll();
    assertThat(resolved.get("a")).isSameAs(tree.get("a"));
    assertThat(resolved.get("d")).isSameAs(tree.get("a"));
  }

  @Test
  void oneKeyIsResolvedWithoutTheOthers() {
    Resolution resolution = of("bad", "${nope}", "good", "${x}", "x", 5);
    assertThat(show(resolution.resolve(NodePath.of(null, "good")))).isEqualTo("5");
    assertThat(resolution.select("good")).map(Trees::show).contains("5");
  }

  @Test
  void selectFollowsInterpolationsAndTellsAbsentFromNull() {
    Resolution resolution =
        of("b", map("d", map("e", 3)), "i", "${b.d}", "n", null, "m", "???", "l", list(10, 20));
    assertThat(resolution.select("i.e")).map(Trees::show).contains("3");
    assertThat(resolution.select("l[1]")).map(Trees::show).contains("20");
    assertThat(resolution.select("l.1")).map(Trees::show).contains("20");
    assertThat(resolution.select(".i")).map(Trees::show).contains("{e: 3}");
    assertThat(resolution.select("n")).map(Trees::show).contains("null");
    assertThat(resolution.select("")).map(Trees::show).get().asString().startsWith("{b: {d:");
    for (String absent : new String[] {"m", "x", "b.", "b.d.e.f", "n.x", "l.2", "l.-1", "m.x"}) {
      assertThat(resolution.select(absent)).as(absent).isEmpty();
    }
  }

  @Test
  void anUnknownKeyIsReportedWithItsPlaceItsUsersAndTheNearestKeys() {
    InterpolationException e =
        failure("url", "http://${host}", "host", "${db.prot}", "db", map("port", 1, "name", "x"));
    assertThat(e.kind()).isEqualTo(Kind.KEY_NOT_FOUND);
    assertThat(e.suggestions()).containsExactly("db.port");
    assertThat(e.origin()).hasToString("test");
    assertThat(e)
        .hasMessageContaining("Interpolation key 'db.prot' not found")
        .hasMessageContaining("in host: ${db.prot}")
        .hasMessageContaining("needed by url: http://${host}");
  }

  @Test
  void aReferenceToAMissingValueNamesTheValue() {
    InterpolationException e = failure("a", "${b.c}", "b", map("c", "???"));
    assertThat(e.kind()).isEqualTo(Kind.MISSING_VALUE);
    assertThat(e).hasMessageContaining("Missing mandatory value: b.c");
    assertThat(show(of("a", "${b}", "b", "???").keepingMissing().resolveAll()))
        .isEqualTo("{a: ???, b: ???}");
  }

  @Test
  void aPathThroughAScalarSaysWhereItEnds() {
    InterpolationException e = failure("a", "${b.c.d}", "b", map("c", 5));
    assertThat(e.kind()).isEqualTo(Kind.FAILED);
    assertThat(e).hasMessageContaining("node `b.c` is not a container and thus cannot contain `d`");
  }

  @Test
  void aCycleIsPrintedAsAPath() {
    InterpolationException e = failure("x", 1, "a", "${b}", "b", "-${c.d}", "c", map("d", "${a}"));
    assertThat(e.kind()).isEqualTo(Kind.CYCLE);
    assertThat(e.fact())
        .isEqualTo(
            "Recursive interpolation detected:\n"
                + "    a: ${b} ->\n    b: -${c.d} ->\n    c.d: ${a} -> a");
  }

  @Test
  void aCycleThroughContainersIsFoundAsWell() {
    InterpolationException e = failure("a", map("x", "${b}"), "b", map("y", "${a}"));
    assertThat(e.kind()).isEqualTo(Kind.CYCLE);
    assertThat(e).hasMessageContaining("a.x: ${b}").hasMessageContaining("b.y: ${a}");
  }

  @Test
  void aReferenceToAnOwnAncestorIsRefused() {
    assertThat(failure("a", map("b", map("c", "${a.b}"))))
        .hasMessageContaining("Interpolation to parent node detected");
  }

  @Test
  void afterAFailureTheRestCanStillBeAskedFor() {
    Resolution resolution = of("a", "${b}", "b", "${a}", "c", 1, "d", "${c}");
    assertThat(catchThrowableOfType(InterpolationException.class, resolution::resolveAll).kind())
        .isEqualTo(Kind.CYCLE);
    assertThat(resolution.select("d")).map(Trees::show).contains("1");
    assertThat(catchThrowableOfType(InterpolationException.class, resolution::resolveAll).kind())
        .isEqualTo(Kind.CYCLE);
  }

  @Test
  void locateTellsWhereAContainerReallyStands() {
    Resolution resolution =
        of("b", map("d", map("e", 3)), "i", "${b}", "made", "${oc.create:{x:1}}", "s", 1);
    assertThat(resolution.locate("i.d")).map(NodePath::toString).contains("b.d");
    assertThat(resolution.locate("made")).isEmpty();
    assertThat(resolution.locate("s")).isEmpty();
  }

  @Test
  void theDereferencerFindsContainersAndNeverFails() {
    MapNode tree = map("a", "${b}", "b", map("x", "${y}"), "c", "${nope}", "d", "${e}", "e", 1);
    var dereferencer = Resolution.dereferencer(CONTEXT);
    Node target = dereferencer.container(tree, NodePath.of(null, "a"));
    assertThat(target).isSameAs(tree.get("b"));
    assertThat(dereferencer.container(tree, NodePath.of(null, "c"))).isNull();
    assertThat(dereferencer.container(tree, NodePath.of(null, "d"))).isNull();
  }
}
