package dev.hydrant.config.resolve;

import static dev.hydrant.config.node.Trees.list;
import static dev.hydrant.config.node.Trees.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.error.InterpolationException.Kind;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.node.Trees;
import dev.hydrant.config.resolver.Resolver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configs that cost too much end in one message, never in a full stack or memory. */
class EvaluationBudgetTest {
  private static final ResolutionContext CONTEXT = ResolutionContext.of(Map.of());

  private static Node resolve(Node tree) {
    return Resolution.of(tree, CONTEXT).resolveAll();
  }

  private static InterpolationException failure(Node tree) {
    return catchThrowableOfType(InterpolationException.class, () -> resolve(tree));
  }

  /** Keys k0 … kn, each made of the next one. */
  private static MapNode chain(int length, String before, String after, Object last) {
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      entries.add("k" + i);
      entries.add(before + "${k" + (i + 1) + "}" + after);
    }
    entries.add("k" + length);
    entries.add(last);
    return map(entries.toArray());
  }

  @Test
  void aLongChainIsRefusedAndAReasonableOneIsNot() {
    MapNode resolved = (MapNode) resolve(chain(150, "", "", 5));
    assertThat(((ScalarNode) resolved.get("k0")).value()).isEqualTo(5L);
    InterpolationException e = failure(chain(100_000, "", "", 5));
    assertThat(e.kind()).isEqualTo(Kind.BUDGET);
    assertThat(e.getMessage())
        .contains("nest deeper than 500", "needed by", "more")
        .hasSizeLessThan(3000);
  }

  @Test
  void theDeepestNestingAllowedFitsASmallStack() throws InterruptedException {
    String before = "${oc.create:[[[[{a:'x";
    String after = "'}]]]]}";
    List<MapNode> hostile =
        List.of(
            chain(5000, "", "", 1),
            chain(5000, before, after, 1),
            chain(5000, "${oc.decode:'", "'}", 1),
            chain(5000, "${oc.dict.values:'a", "'}", 1),
            nested(5000));
    for (MapNode tree : hostile) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread thread = new Thread(null, () -> resolveInto(tree, thrown), "small", 512 * 1024);
      thread.start();
      thread.join();
      assertThat(thrown.get()).isInstanceOf(InterpolationException.class);
    }
  }

  private static void resolveInto(MapNode tree, AtomicReference<Throwable> thrown) {
    try {
      resolve(tree);
    } catch (Throwable e) {
      thrown.set(e);
    }
  }

  private static MapNode nested(int depth) {
    Node node = Trees.node("${x}");
    for (int i = 0; i < depth; i++) {
      node = i % 2 == 0 ? list(node) : map("m", node);
    }
    return map("deep", node, "x", 1);
  }

  @Test
  void textThatDoublesAtEachStepIsRefusedBeforeItIsLarge() {
    List<Object> entries = new ArrayList<>(List.of("k0", "some text"));
    for (int i = 1; i < 60; i++) {
      entries.add("k" + i);
      entries.add("${k" + (i - 1) + "}${k" + (i - 1) + "}");
    }
    InterpolationException e = failure(map(entries.toArray()));
    assertThat(e.kind()).isEqualTo(Kind.BUDGET);
    assertThat(e).hasMessageContaining("characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s,%s]",
        "${oc.select:no,[%s,%s]}",
        "${oc.select:no,{a:%s,b:[%s]}}",
        "${oc.create:[%s,%s]}",
        "${oc.create:{a:%s,b:{c:%s}}}",
        "${oc.decode:'[%s,%s]'}",
        "${oc.env:NO,[%s,%s]}",
        "${twice:%s,%s}",
      })
  void valuesThatDoubleAtEachStepAreRefusedBeforeTheyAreLarge(String step) {
    Resolver twice = (arguments, c) -> List.of(arguments.get(0), arguments.get(1));
    ResolutionContext context = CONTEXT.withResolvers(Resolvers.STANDARD.with("twice", twice));
    for (boolean ascending : new boolean[] {true, false}) {
      List<Object> entries = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        int n = ascending ? i : 59 - i;
        String below = "${k" + (n - 1) + "}";
        entries.add("k" + n);
        entries.add(
            n == 0
                ? list(1, 2)
                : step.startsWith("[") ? list(below, below) : step.formatted(below, below));
      }
      InterpolationException e =
          catchThrowableOfType(
              InterpolationException.class,
              () -> Resolution.of(map(entries.toArray()), context).resolveAll());
      assertThat(e.kind()).isEqualTo(Kind.BUDGET);
    }
  }

  @Test
  void manyReferencesToOneLargeContainerCostOneExpansion() {
    Object[] entries = new Object[2002];
    entries[0] = "big";
    entries[1] = list(Collections.nCopies(1000, "${x}").toArray());
    for (int i = 1; i < 1000; i++) {
      entries[2 * i] = "k" + i;
      entries[2 * i + 1] = "${big}";
    }
    entries[2000] = "x";
    entries[2001] = 1;
    MapNode resolved = (MapNode) resolve(map(entries));
    assertThat(resolved.get("k7")).isSameAs(resolved.get("big"));
  }

  @Test
  void stepsAreCounted() {
    ResolutionContext tight = CONTEXT.withBudget(new EvaluationBudget(10, 100, 1000, 1000));
    MapNode tree = map("l", list(Collections.nCopies(11, "${x}").toArray()), "x", 1);
    InterpolationException e =
        catchThrowableOfType(
            InterpolationException.class, () -> Resolution.of(tree, tight).resolveAll());
    assertThat(e).hasMessageContaining("More than 10 interpolations");
  }

  @Test
  void repeatedFailuresInsideMergesDoNotExplode() {
    MapNode tree = chain(5000, "", "", "${k0}");
    var dereferencer = Resolution.dereferencer(CONTEXT);
    for (int i = 0; i < 50; i++) {
      assertThat(dereferencer.container(tree, NodePath.of(null, "k" + i))).isNull();
    }
  }
}
