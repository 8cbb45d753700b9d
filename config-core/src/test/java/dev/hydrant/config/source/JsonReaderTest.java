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
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
  private static final FormatReader READER =
      new FormatReader(InterpolationParser::parse, Budget.DEFAULT);

  private static Node read(String text) {
    return READER.parse(Format.JSON, text, "a.json");
  }

  @Test
  void json_keeps_types_order_and_interpolations() {
    Node root =
        read("{\"z\": 1, \"a\": [1.0, 1e3, true, null, \"x\"], \"i\": \"${z}\", \"m\": \"???\"}");

    assertThat(YamlWriter.write(root, false))
        .isEqualTo("z: 1\na:\n- 1.0\n- 1000.0\n- true\n- null\n- x\ni: ${z}\nm: ???\n");
  }

  @Test
  void values_know_their_line_and_column() {
    MapNode root = (MapNode) read("{\n  \"a\": 1,\n  \"b\": [2]\n}");

    assertThat(root.get("a").origin()).isEqualTo(new Origin("a.json", 2, 8));
    assertThat(List.copyOf(root.entries().keySet())).isEqualTo(List.of("a", "b"));
  }

  @Test
  void bad_json_is_refused_with_its_place() {
    assertError("{\"a\": 1,}", 1);
    assertError("{\"a\": 1}\n x", 2);
    assertError("{\"a\": 1,\n\"a\": 2}", 2);
    assertError("", 1);
    assertError("5", 1);
    assertError("{\"a\": \"${\"}", 1);
    assertError("[".repeat(500), 1);
  }

  private static void assertError(String text, int line) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            ConfigLoadException.class,
            e -> {
              assertThat(e.origin().source()).isEqualTo("a.json");
              assertThat(e.origin().line()).isEqualTo(line);
            });
  }
}
