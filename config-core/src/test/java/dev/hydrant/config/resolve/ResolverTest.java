package dev.hydrant.config.resolve;

import static dev.hydrant.config.node.Trees.list;
import static dev.hydrant.config.node.Trees.map;
import static dev.hydrant.config.node.Trees.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolver.Resolver;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private static final ResolutionContext CONTEXT =
      ResolutionContext.of(Map.of("HOME", "/home/me", "RAW", "${x}"))
          .withNow(ZonedDateTime.parse("2024-02-03T04:05:06Z"));

  private static ResolutionContext with(String name, Resolver resolver) {
    return CONTEXT.withResolvers(Resolvers.STANDARD.with(name, resolver));
  }

  private static String resolved(ResolutionContext context, Object... keysAndValues) {
    return show(Resolution.of(map(keysAndValues), context).resolveAll());
  }

  @Test
  void aResolverOfTheUserGetsPlainResolvedArguments() {
    List<Object> seen = new ArrayList<>();
    ResolutionContext context =
        with(
            "my.echo",
            (arguments, c) -> {
              seen.addAll(arguments);
              return arguments.size();
            });
    assertThat(
            resolved(context, "m", map("x", "${n}"), "n", 5, "v", "${my.echo:1,a b,${m},[null]}"))
        .isEqualTo("{m: {x: 5}, n: 5, v: 4}");
    assertThat(seen).hasSize(4).startsWith(1L, "a b", Map.of("x", 5L));
    assertThat(seen.get(3)).isEqualTo(Collections.singletonList(null));
  }

  @Test
  void aResolverMaySelectOtherValuesAndKnowsItsPlace() {
    Resolver resolver =
        (arguments, c) ->
            c.key() + "=" + c.select(".x") + c.select("nope") + c.environment("HOME").orElseThrow();
    assertThat(resolved(with("r", resolver), "m", map("x", "${n}", "v", "${r:}"), "n", 5))
        .isEqualTo("{m: {x: 5, v: m.v=5null/home/me}, n: 5}");
  }

  @Test
  void listsAndMapsOfAResolverAreValuesAsAWhole() {
    ResolutionContext context = with("r", (arguments, c) -> Map.of("k", List.of(1, 2.5f)));
    assertThat(resolved(context, "v", "${r:}", "w", "${v}", "t", "${v}!"))
        .isEqualTo("{v: {k: [1, 2.5]}, w: {k: [1, 2.5]}, t: {'k': [1, 2.5]}!}");
    assertThatThrownBy(() -> resolved(context, "v", "${r:}", "w", "${v.k}"))
        .hasMessageContaining("is not a container");
  }

  @Test
  void whatAResolverThrowsBecomesOneMessageWithThePlace() {
    Resolver broken =
        (arguments, c) -> {
          throw new java.io.IOException("no such file");
        };
    assertThatThrownBy(() -> resolved(with("read", broken), "m", map("v", "${read:x}")))
        .isInstanceOf(InterpolationException.class)
        .hasMessageContaining("Resolver 'read' failed: no such file")
        .hasMessageContaining("in m.v: ${read:x}")
        .hasCauseInstanceOf(java.io.IOException.class);
    assertThatThrownBy(() -> resolved(with("odd", (a, c) -> new Object()), "v", "${odd:}"))
        .hasMessageContaining("Resolver 'odd': it returned a java.lang.Object");
  }

  @Test
  void anUnknownResolverIsReportedWithTheNearestNames() {
    assertThatThrownBy(() -> resolved(CONTEXT, "v", "${oc.evn:HOME}"))
        .hasMessageContaining("Unsupported interpolation type 'oc.evn'")
        .hasMessageContaining("Did you mean oc.env");
  }

  @Test
  void aCachedResolverIsCalledOncePerContextForEqualArguments() {
    AtomicInteger calls = new AtomicInteger();
    Resolver counter = Resolver.cached((arguments, c) -> calls.incrementAndGet());
    ResolutionContext context = with("count", counter);
    assertThat(resolved(context, "a", "${count:x}", "b", "${count:x}", "c", "${count:y}"))
        .isEqualTo("{a: 1, b: 1, c: 2}");
    assertThat(resolved(context, "a", "${count:x}")).isEqualTo("{a: 1}");
    ResolutionContext another = ResolutionContext.of(Map.of()).withResolvers(context.resolvers());
    assertThat(resolved(another, "a", "${count:x}")).isEqualTo("{a: 3}");
  }

  @Test
  void aCachedResolverMayLeadToAnother() {
    Resolver outer = Resolver.cached((arguments, c) -> c.select("x") + "!");
    Resolver inner = Resolver.cached((arguments, c) -> "in");
    ResolutionContext context =
        CONTEXT.withResolvers(Resolvers.STANDARD.with("outer", outer).with("inner", inner));
    assertThat(resolved(context, "v", "${outer:}", "x", "${inner:}")).isEqualTo("{v: in!, x: in}");
  }

  @Test
  void aNameMustBeCallableAndFree() {
    assertThatThrownBy(() -> Resolvers.STANDARD.with("a b", (a, c) -> 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Resolvers.STANDARD.with("a..b", (a, c) -> 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Resolvers.STANDARD.with("oc.env", (a, c) -> 1))
        .hasMessageContaining("already registered");
  }

  @Test
  void secretsReachTheProgramAndSpreadTheirMarkToWhatIsMadeOfThem() {
    ResolutionContext context = with("vault", Resolver.secret((a, c) -> "hunter2"));
    MapNode tree =
        map(
            "password", "${vault:db}",
            "url", "user:${password}@host",
            "config", "${oc.create:{p:${password},open:1}}",
            "decoded", "${oc.decode:${password}}",
            "open", "x");
    MapNode resolved = (MapNode) Resolution.of(tree, context).resolveAll();
    assertThat(show(resolved)).contains("password: hunter2", "url: user:hunter2@host");
    for (String key : List.of("password", "url", "decoded")) {
      assertThat(((ScalarNode) resolved.get(key)).secret()).as(key).isTrue();
    }
    assertThat(((ScalarNode) ((MapNode) resolved.get("config")).get("p")).secret()).isTrue();
    assertThat(((ScalarNode) resolved.get("open")).secret()).isFalse();
    assertThat(resolved.toString()).doesNotContain("hunter2").contains(ScalarNode.MASK);
  }

  @Test
  void noMessageShowsASecret() {
    ResolutionContext context = with("vault", Resolver.secret((a, c) -> "hunter2"));
    for (String interpolation :
        List.of(
            "${m.${s}}",
            "${${s}:x}",
            "${oc.env:${s}}",
            "${oc.decode:'[${s}'}",
            "${oc.dict.keys:${s}}",
            "${oc.create:'{${s}'}",
            "${m.x.${s}}",
            "${oc.deprecated:${s}}")) {
      assertThatThrownBy(
              () -> resolved(context, "s", "${vault:}", "m", map("x", 1), "v", interpolation))
          .as(interpolation)
          .isInstanceOf(InterpolationException.class)
          .hasMessageNotContaining("hunter2");
    }
    ResolutionContext number = with("vault", Resolver.secret((a, c) -> 4711));
    assertThatThrownBy(() -> resolved(number, "s", "${vault:}", "v", "${m.${s}}"))
        .hasMessageNotContaining("4711")
        .hasMessageContaining("`***`");
  }

  @Test
  void textFromOutsideIsNeverEvaluated() {
    assertThat(resolved(CONTEXT, "x", 1, "v", "${oc.env:RAW}", "w", "${v}", "t", "<${v}>"))
        .isEqualTo("{x: 1, v: ${x}, w: ${x}, t: <${x}>}");
  }

  @Test
  void nowTellsTheTimeOfTheContext() {
    assertThat(resolved(CONTEXT, "d", "${now:%Y-%m-%d}/${now:%H-%M-%S}"))
        .isEqualTo("{d: 2024-02-03/04-05-06}");
  }

  @Test
  void hydraLooksIntoTheHydraNodeAndFallsBackToNull() {
    MapNode full =
        map("hydra", map("job", map("name", "app", "id", "${job_id}")), "job_id", "j${x}", "x", 7);
    ResolutionContext context = CONTEXT.withHydra(full);
    assertThat(
            resolved(
                context, "n", "${hydra:job.name}", "i", "${hydra:job.id}", "z", "${hydra:no.such}"))
        .isEqualTo("{n: app, i: j7, z: null}");
    assertThatThrownBy(() -> resolved(CONTEXT, "n", "${hydra:job.name}"))
        .hasMessageContaining("no hydra config");
  }

  @Test
  void aDeprecatedKeyWarnsWithBothNames() {
    List<String> warnings = new ArrayList<>();
    ResolutionContext context = CONTEXT.withWarnings(warnings::add);
    assertThat(
            resolved(
                context,
                "a",
                map("new", 10),
                "old",
                "${oc.deprecated:a.new}",
                "older",
                "${oc.deprecated:a.new,'$OLD_KEY -> \\${NEW_KEY} $$5 $OTHER'}"))
        .contains("old: 10", "older: 10");
    assertThat(warnings)
        .containsExactly(
            "'old' is deprecated. Change your code and config to use 'a.new'",
            "older -> a.new $5 $OTHER");
  }

  @Test
  void createdConfigsCanBeLookedIntoAndResolveFromWhereTheyHang() {
    assertThat(
            resolved(
                CONTEXT,
                "b",
                map("x", 1, "v", "${oc.create:{k:'\\${..x}',l:[1]}}"),
                "w",
                "${b.v.k}${b.v.l.0}"))
        .isEqualTo("{b: {x: 1, v: {k: 1, l: [1]}}, w: 11}");
  }

  @Test
  void dictValuesAreReferencesToTheMapsValues() {
    MapNode resolved =
        (MapNode)
            Resolution.of(
                    map(
                        "o",
                        map("d", map("a", "${.b}", "b", 2), "v", "${oc.dict.values:.d}"),
                        "k",
                        "${oc.dict.keys:o.d}"),
                    CONTEXT)
                .resolveAll();
    assertThat(show(((MapNode) resolved.get("o")).get("v"))).isEqualTo("[2, 2]");
    assertThat((ListNode) resolved.get("k")).isEqualTo(list("a", "b"));
  }
}
