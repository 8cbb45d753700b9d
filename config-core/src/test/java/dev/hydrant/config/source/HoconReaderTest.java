package dev.hydrant.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.Composer;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.write.YamlWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoconReaderTest {
  private static final FormatReader READER =
      new FormatReader(InterpolationParser::parse, Budget.DEFAULT);

  private static Node read(String text) {
    return READER.parse(Format.HOCON, text, "a.conf");
  }

  private static String yaml(String text) {
    return YamlWriter.write(read(text), false);
  }

  @Test
  void keys_come_in_the_order_in_which_they_are_written() {
    assertThat(yaml("z = 1\nb { d = 1, aa = 2, a = 3 }\na = 2\nz2.w.x = 5\nb.c = 4\n"))
        .isEqualTo("z: 1\nb:\n  d: 1\n  aa: 2\n  a: 3\n  c: 4\na: 2\nz2:\n  w:\n    x: 5\n");
  }

  @Test
  void floats_stay_floats_and_long_ints_stay_exact() {
    assertThat(yaml("a = 2.0\nb = 1e3\nc = 12\nd = 9007199254740993\ne = 10s\nf = null\ng = true"))
        .isEqualTo("a: 2.0\nb: 1000.0\nc: 12\nd: 9007199254740993\ne: 10s\nf: null\ng: true\n");
  }

  @Test
  void substitutions_become_interpolations_of_the_composed_tree() {
    assertThat(yaml("a = ${b.c}\nd = \"x \"${a}\" y\"\ne = ${?f}\ng = [${a}]\nh = \"${oc.env:X}\""))
        .isEqualTo("a: ${b.c}\nd: x ${a} y\ne: ${oc.select:f}\ng:\n- ${a}\nh: ${oc.env:X}\n");
  }

  @Test
  void values_know_their_line() {
    assertThat(((MapNode) read("a = 1\nb = 2")).get("b").origin())
        .isEqualTo(new Origin("a.conf", 2, 0));
  }

  @Test
  void includes_and_mistakes_are_refused_with_their_place() {
    assertThatThrownBy(() -> read("include \"/etc/passwd\""))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("defaults list");
    assertThatThrownBy(() -> read("include file(\"/etc/passwd\")"))
        .isInstanceOf(ConfigLoadException.class);
    assertThatThrownBy(() -> read("a = 1\nb = [\n"))
        .isInstanceOfSatisfying(
            ConfigLoadException.class, e -> assertThat(e.origin().source()).isEqualTo("a.conf"));
    assertThatThrownBy(() -> read("a = [1] ${b}"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("concatenated");
    assertThatThrownBy(() -> read("a=" + "[".repeat(100_000)))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("deeper than the limit");
    assertThatThrownBy(() -> read("a" + ".a".repeat(100_000) + "=1"))
        .isInstanceOf(ConfigLoadException.class);
  }

  @Test
  void lists_are_appended_to_and_objects_are_put_together_within_the_file() {
    assertThat(yaml("a += 1\na += 2\n")).isEqualTo("a:\n- 1\n- 2\n");
    assertThat(yaml("a = [0]\na += ${b}\nb = 3")).isEqualTo("a:\n- 0\n- 3\nb: 3\n");
    assertThat(yaml("a = {x: 1}\nb = ${a} {y: 2}")).isEqualTo("a:\n  x: 1\nb:\n  x: 1\n  'y': 2\n");
    assertThat(yaml("a = ${?c} [1]")).isEqualTo("a:\n- 1\n");
    assertThat(yaml("a = {l += 1, l += 2}")).isEqualTo("a:\n  l:\n  - 1\n  - 2\n");
    assertThat(yaml("p = x\np = ${p}\":y\"")).isEqualTo("p: x:y\n");
  }

  @Test
  void a_key_that_is_set_again_by_an_optional_reference_keeps_its_value_as_the_default() {
    assertThat(yaml("p = 8080\np = ${?PORT}")).isEqualTo("p: ${hocon.env:PORT,8080}\n");
    assertThat(yaml("p = \"it's\"\np = ${?x.y}")).isEqualTo("p: ${oc.select:x.y,'it\\'s'}\n");
    assertThat(yaml("q = 1\nq = ${z}")).isEqualTo("q: ${z}\n");
  }

  @Test
  void names_of_variables_fall_back_to_the_environment() {
    Composer composer =
        Composer.builder()
            .config("a.conf", "h = ${HOME}\nk = ${KEY}\nKEY = 5\nn = ${?NONE}\np = 8080\np = ${?P}")
            .environment(Map.of("HOME", "/h", "KEY", "not this"))
            .build();
    assertThat(composer.compose("a").toResolvedYaml())
        .isEqualTo("h: /h\nk: 5\nKEY: 5\n'n': null\np: 8080\n");
    assertThatThrownBy(
            () ->
                Composer.builder()
                    .config("b.conf", "x = ${NO_SUCH}")
                    .build()
                    .compose("b")
                    .resolved())
        .hasMessageContaining("neither a key of the configuration nor an environment variable");
  }

  @Test
  void what_takes_the_library_more_than_linear_time_is_refused() {
    for (String line : new String[] {"a { b = 1 }\n", "a.b = 1\n", "a = ${a} 1\n", "a += 1\n"}) {
      assertThatThrownBy(() -> read(line.repeat(8000)))
          .isInstanceOf(ConfigLoadException.class)
          .hasMessageContaining("write each list and each object once");
    }
    assertThatThrownBy(() -> read("a = " + "${b} ".repeat(8000))).hasMessageContaining("pieces");
    assertThat(((MapNode) read("a += 1\n".repeat(900))).get("a"))
        .isInstanceOfSatisfying(ListNode.class, l -> assertThat(l.items()).hasSize(900));
  }
}
