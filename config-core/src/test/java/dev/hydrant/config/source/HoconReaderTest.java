package dev.hydrant.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.write.YamlWriter;
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
}
