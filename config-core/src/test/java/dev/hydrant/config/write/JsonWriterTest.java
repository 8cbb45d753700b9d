package dev.hydrant.config.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.source.YamlReader;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  private static Node read(String yaml) {
    return YamlReader.read(yaml, "a.yaml", InterpolationParser::parse, Budget.DEFAULT);
  }

  @Test
  void compact_json_has_no_blanks() {
    Node root = read("b: [1, 2.5, null, {}, []]\na: {i: '${b}', m: '???', 1: true, n: .nan}\n");

    assertThat(JsonWriter.write(root, false))
        .isEqualTo(
            "{\"b\":[1,2.5,null,{},[]],\"a\":{\"i\":\"${b}\",\"m\":\"???\",\"1\":true,\"n\":\"NaN\"}}");
  }

  @Test
  void pretty_json_is_indented() {
    assertThat(JsonWriter.write(read("a: [1, {b: 2}]\nc: []\n"), true))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "b": 2
                }
              ],
              "c": []
            }
            """);
  }

  @Test
  void control_characters_are_escaped() {
    assertThat(JsonWriter.write(read("a: \"\\x01\\t\\\\\\\"\\ud800é\"\n"), false))
        .isEqualTo("{\"a\":\"\\u0001\\t\\\\\\\"\\ud800é\"}");
  }

  @Test
  void keys_that_json_cannot_tell_apart_are_refused() {
    assertThatThrownBy(() -> JsonWriter.write(read("1: a\n'1': b\n"), false))
        .isInstanceOf(ConfigCompositionException.class)
        .hasMessageContaining("a.yaml:2");
  }
}
