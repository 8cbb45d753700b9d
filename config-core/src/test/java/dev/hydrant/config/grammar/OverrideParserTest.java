package dev.hydrant.config.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.OverrideParseException;
import dev.hydrant.config.grammar.OverrideValue.Items;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import dev.hydrant.config.grammar.SweepValue.Choice;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the recorded cases do not ask: messages, nodes, limits, our additions. */
class OverrideParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a                | column 2: expected '=' and a value",
        "a =1             | no blanks around keys",
        "a[0]=1           | write list indices as .0",
        "a=[1             | column 5: expected ',' or ']', found the end",
        "a=x;y            | found ';'; quote text",
        "a=${f:{a:1}}     | ends at its first '}'",
        "a=int(1,x)       | cannot evaluate int(1,x): 'x' is not a whole number",
        "a=range(q)       | 'start' is text; expected a number",
        "a=ramge(3)       | Available: bool, choice, extend_list, float, glob, int, interval",
        "a=ramge(3)       | Did you mean range?",
        "a=sort(2,revers=true) | Did you mean reverse?",
        "a=range(1,start=2) | given twice",
        "a=sort(1,a)      | cannot order"
      })
  void aMistakeIsToldWithItsPlaceAndARemedy(String text, String message) {
    assertThatThrownBy(() -> OverrideParser.parse(text))
        .isInstanceOf(OverrideParseException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("\n    " + text + "\n");
  }

  @Test
  void theCaretStandsUnderTheMistakeEvenInALongOverride() {
    assertThatThrownBy(() -> OverrideParser.parse("k=" + "x".repeat(500) + "!" + "y".repeat(500)))
        .satisfies(
            e -> {
              String[] lines = e.getMessage().split("\n");
              assertThat(lines[1].charAt(lines[2].indexOf('^'))).isEqualTo('!');
              assertThat(lines[1].length()).isLessThan(120);
            });
  }

  @Test
  void nestingLengthAndDigitsHaveLimits() {
    assertThatThrownBy(() -> OverrideParser.parse("a=" + "[".repeat(200_000)))
        .hasMessageContaining("100 levels");
    assertThatThrownBy(() -> OverrideParser.parse("a=" + "int(".repeat(100_000)))
        .hasMessageContaining("100 levels");
    assertThatThrownBy(() -> OverrideParser.parse("a=" + "{a:".repeat(100_000)))
        .hasMessageContaining("100 levels");
    assertThatThrownBy(() -> OverrideParser.parse("a=" + "x".repeat(2_000_000)))
        .hasMessageContaining("limit of 1048576 characters");
    assertThatThrownBy(() -> OverrideParser.parse("a=" + "9".repeat(5000)))
        .hasMessageContaining("4300 digits");
  }

  @Test
  void extendListKeepsItsElementsAndItsText() {
    ParsedOverride o = OverrideParser.parse("l=extend_list(4,'5',[6])");
    assertThat(o.type()).isEqualTo(OverrideType.EXTEND_LIST);
    assertThat(o.isSweep()).isFalse();
    assertThat(o.valueString()).isEqualTo("extend_list(4,'5',[6])");
    assertThat(OverrideParser.parse(o.keyElement() + "=" + o.valueString()).value())
        .isEqualTo(o.value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+l=extend_list(1)",
        "~l=extend_list(1)",
        "l=[extend_list(1)]",
        "l=extend_list(1),2"
      })
  void extendListIsForAPlainWholeValue(String text) {
    assertThatThrownBy(() -> OverrideParser.parse(text))
        .isInstanceOf(OverrideParseException.class)
        .hasMessageContaining("extend_list()");
  }

  @Test
  void aListIsShuffledTheSameWayByTheSameSeed() {
    String text = "a=shuffle([1,2,3,4,5,6,7,8,9,10])";
    OverrideValue first = OverrideParser.parse(text, new Random(7)).value();
    assertThat(OverrideParser.parse(text, new Random(7)).value()).isEqualTo(first);
    assertThat(((Items) first).items())
        .containsExactlyInAnyOrderElementsOf(
            ((Items) OverrideParser.parse("a=[1,2,3,4,5,6,7,8,9,10]").value()).items());
  }

  @Test
  void aCastSweepLosesTagsAndShuffling() {
    assertThat(OverrideParser.parse("a=str(shuffle(tag(t,choice(1,2))))").value())
        .isEqualTo(new Choice(List.of(new Scalar("1"), new Scalar("2")), false, false, Set.of()));
  }

  @Test
  void valuesBecomeNodesWithTheOverrideAsOrigin() {
    Origin origin = Origin.of("override 'a={m:???,i:x${b},q:'1'}'");
    MapNode map = (MapNode) OverrideParser.parse("a={m:???,i:x${b},q:'1'}").toNode();
    assertThat(map.entries().keySet()).containsExactly("m", "i", "q");
    assertThat(map.get("m")).isInstanceOf(MissingNode.class);
    assertThat(map.get("i")).isInstanceOf(InterpolationNode.class);
    assertThat(map.get("q")).isEqualTo(new ScalarNode("1", origin));
    assertThat(map.get("q").origin()).isEqualTo(origin);
    assertThat(OverrideParser.parse("~a").toNode()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=[choice(1,2)] | sweep",
        "a={null:1}      | null is no key",
        "a='${b'         | Error parsing interpolation",
        "a=[range(3)]    | sweep"
      })
  void whatIsNoNodeIsRefusedWhenItIsApplied(String text, String message) {
    ParsedOverride o = OverrideParser.parse(text);
    assertThatThrownBy(o::toNode)
        .isInstanceOf(ConfigCompositionException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("override '" + text + "'");
  }

  @Test
  void keysThatPythonCallsEqualAreOne() {
    Map<Object, OverrideValue> entries =
        ((OverrideValue.Entries) OverrideParser.parse("a={1:x,1.0:y,true:z,b:0}").value())
            .entries();
    assertThat(entries.keySet()).containsExactly(1L, "b");
    assertThat(entries.get(1L)).isEqualTo(new Scalar("z"));
  }

  @ParameterizedTest
  @CsvSource({
    "'a=sort(range(0,10,3),reverse=true)', '9,6,3,0'",
    "'a=sort(range(1,0,-0.25))', '0.25,0.5,0.75,1.0'",
    "'a=sort(range(3,1))', ''",
    "'a=range(9223372036854775806,9223372036854775809)', "
        + "'9223372036854775806,9223372036854775807,9223372036854775808'"
  })
  void aSortedRangeKeepsItsNumbers(String text, String numbers) {
    SweepValue.Range range = (SweepValue.Range) OverrideParser.parse(text).value();
    List<String> all =
        RangeNumbers.of(range, 100).stream().map(n -> ValueText.of(new Scalar(n))).toList();
    assertThat(String.join(",", all)).isEqualTo(numbers);
  }

  @Test
  void aSortedRangeOfFloatsThatMissesItsStopKeepsItsNumbers() {
    SweepValue.Range range = (SweepValue.Range) OverrideParser.parse("a=range(0,1,0.3)").value();
    List<OverrideValue> numbers = new java.util.ArrayList<>();
    RangeNumbers.of(range, 100).forEach(n -> numbers.add(0, new Scalar(n)));
    assertThat(OverrideParser.parse("a=sort(range(0,1,0.3),reverse=true)").value())
        .isEqualTo(new Choice(numbers, false, false, Set.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "'range(inf)', more than 100", "'range(0,1000)', more than 100", "'range(0,1,0)', zero",
    "'range(nan)', nan", "'range(1.0,2.0,1e-40)', more than 100", "'range(-inf,0)', more than 100"
  })
  void aRangeWithoutAUsableEndIsRefused(String call, String message) {
    SweepValue.Range range = (SweepValue.Range) OverrideParser.parse("a=" + call).value();
    assertThatThrownBy(() -> RangeNumbers.of(range, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
