package dev.hydrant.config.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.grammar.Element.Entries;
import dev.hydrant.config.grammar.Element.Items;
import dev.hydrant.config.grammar.Element.Joined;
import dev.hydrant.config.grammar.Element.Literal;
import dev.hydrant.config.grammar.Expression.DynamicReference;
import dev.hydrant.config.grammar.Expression.NodeReference;
import dev.hydrant.config.grammar.Expression.ResolverCall;
import dev.hydrant.config.grammar.Part.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationParserTest {
  @ParameterizedTest
  @CsvSource({
    "${a}, 0, a",
    "${a.b[c].d}, 0, a|b|c|d",
    "${[a].b}, 0, a|b",
    "${.a}, 1, a",
    "${...a}, 3, a",
    "${..[a]}, 2, a",
    "${ a.b }, 0, a|b",
    "${a/b@c+d-1$é}, 0, a/b@c+d-1$é"
  })
  void aReferenceIsLevelAndKeys(String text, int level, String keys) {
    assertThat(InterpolationParser.parse(text).single())
        .isEqualTo(new NodeReference(text, new KeyPath(level, List.of(keys.split("\\|")))));
  }

  @Test
  void textAroundAnExpressionMakesAJoinedString() {
    InterpolationAst ast = InterpolationParser.parse("a ${b} $c");
    assertThat(ast.single()).isNull();
    assertThat(ast.parts())
        .containsExactly(
            new Text("a "),
            new NodeReference("${b}", new KeyPath(0, List.of("b"))),
            new Text(" $c"));
  }

  @Test
  void backslashesBeforeAnInterpolationPairUpAndAreLiteralElsewhere() {
    assertThat(InterpolationParser.parse("\\${a}").parts()).containsExactly(new Text("${a}"));
    assertThat(InterpolationParser.parse("\\\\\\${a}").parts()).containsExactly(new Text("\\${a}"));
    assertThat(InterpolationParser.parse("x\\\\y\\\\${a}").parts().get(0))
        .isEqualTo(new Text("x\\\\y\\"));
    assertThat(InterpolationParser.parse("${a}\\\\").parts().get(1)).isEqualTo(new Text("\\\\"));
  }

  @Test
  void aPathMayHoldInterpolationsAndTheirTextIsSplitUnlessInBrackets() {
    DynamicReference path =
        (DynamicReference) InterpolationParser.parse("${..a.${x}[${y}]}").single();
    assertThat(path.path(e -> e.text().equals("${x}") ? "b.c" : "d.e"))
        .isEqualTo(new KeyPath(2, List.of("a", "b", "c", "d.e")));
  }

  @Test
  void resolverArgumentsAreTypedElements() {
    ResolverCall call =
        (ResolverCall)
            InterpolationParser.parse("${ns.f: 1 , 1.5,true,null,a b:c,'x\\'y',[1,,{k:v,1:2}],}")
                .single();
    assertThat(call.name()).containsExactly(new Text("ns.f"));
    assertThat(call.arguments())
        .containsExactly(
            new Literal(1L),
            new Literal(1.5),
            new Literal(true),
            new Literal(null),
            new Literal("a b:c"),
            new Literal("x'y"),
            new Items(
                List.of(
                    new Literal(1L),
                    new Literal(""),
                    new Entries(Map.of("k", new Literal("v"), 1L, new Literal(2L))))),
            new Literal(""));
  }

  @Test
  void quotedTextWithOneInterpolationStaysAString() {
    ResolverCall call = (ResolverCall) InterpolationParser.parse("${f:'${a}',${a},x${a}}").single();
    NodeReference a = new NodeReference("${a}", new KeyPath(0, List.of("a")));
    assertThat(call.arguments())
        .containsExactly(new Joined(List.of(a)), a, new Joined(List.of(new Text("x"), a)));
  }

  @Test
  void aNestedCallMayHoldTheQuotesOfItsHost() {
    ResolverCall call = (ResolverCall) InterpolationParser.parse("${f:'a ${g:'b'} c'}").single();
    assertThat(((Joined) call.arguments().get(0)).parts()).hasSize(3);
  }

  @Test
  void aCallWithoutANameIsWellFormedWithPlainWordsAndFailsOnlyInUse() {
    ResolverCall call = (ResolverCall) InterpolationParser.parse("${:a, b}").single();
    assertThat(call.name()).containsExactly(new Text(""));
  }

  @Test
  void anEscapedBlankIsAValue() {
    assertThat(InterpolationParser.parseElement("[\\ ,a]"))
        .isEqualTo(new Items(List.of(new Literal(" "), new Literal("a"))));
  }

  @Test
  void aWholeTextParsesAsOneElement() {
    assertThat(InterpolationParser.parseElement("1 2")).isEqualTo(new Literal("1 2"));
    assertThat(InterpolationParser.parseElement(" 1 ")).isEqualTo(new Literal(" 1 "));
    assertThat(InterpolationParser.parseElement("-inf"))
        .isEqualTo(new Literal(Double.NEGATIVE_INFINITY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${",
        "${a",
        "${}",
        "${ }",
        "${.}",
        "${a.}",
        "${a..b}",
        "${a b}",
        "${a. b}",
        "${a{b}}",
        "${a${b}}",
        "${${b}c}",
        "${[a}",
        "${a]}",
        "${'a'}",
        "${1a:x}",
        "${.a:b}",
        "${a[b]:c}",
        "${f:(x)}",
        "${f:a=b}",
        "${f:é}",
        "${f:a'b'}",
        "${f:'a}",
        "${f:{'a':1}}",
        "${f:{a:1,}}",
        "${f:{${a}:1}}",
        "${f:l[0]}",
        "${f:[a}",
        "${f:a",
        "${a}${",
        "${f:{a}}",
        "${:'a'}"
      })
  void badSyntaxIsRefusedWithACaret(String text) {
    assertThatThrownBy(() -> InterpolationParser.parse(text))
        .isInstanceOf(InterpolationException.class)
        .hasMessageContaining(text)
        .hasMessageEndingWith("^");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a,b", "[1", "a}", "'a' ", "é"})
  void badElementsAreRefused(String text) {
    assertThatThrownBy(() -> InterpolationParser.parseElement(text))
        .isInstanceOf(InterpolationException.class);
  }

  @Test
  void nestingBeyondTheLimitIsRefusedBeforeTheStackEnds() {
    String deep = "${f:".repeat(100_000) + "x" + "}".repeat(100_000);
    assertThatThrownBy(() -> InterpolationParser.parse(deep))
        .isInstanceOf(InterpolationException.class)
        .hasMessageContaining("100 levels");
    assertThatThrownBy(() -> InterpolationParser.parseElement("[".repeat(100_000)))
        .hasMessageContaining("100 levels");
  }

  @ParameterizedTest
  @CsvSource({"a.b, 0, a|b", "..a[b.c].d, 2, a|b.c|d", "[a][b], 0, a|b", "a[b.c, 0, a|c"})
  void aKeySplitsAtDotsAndBrackets(String key, int level, String keys) {
    assertThat(KeyPath.parse(key)).isEqualTo(new KeyPath(level, List.of(keys.split("\\|"))));
  }
}
