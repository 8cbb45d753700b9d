package dev.hydrant.config.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.source.YamlReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypesafeViewTest {
  private static Config view(String yaml) {
    return TypesafeView.of(
        (MapNode) YamlReader.read(yaml, "a.yaml", InterpolationParser::parse, Budget.DEFAULT));
  }

  @Test
  void values_are_read_by_path_and_type() {
    Config config =
        view("a: {b: 1, c: 2.5, d: 10s, e: [x, y]}\n'k.x': 1\n1: one\nn: null\no: {}\n");

    assertThat(config.getInt("a.b")).isEqualTo(1);
    assertThat(config.getDouble("a.c")).isEqualTo(2.5);
    assertThat(config.getDuration("a.d")).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.getStringList("a.e")).isEqualTo(List.of("x", "y"));
    assertThat(config.getInt("\"k.x\"")).isEqualTo(1);
    assertThat(config.getString("1")).isEqualTo("one");
    assertThat(config.getIsNull("n")).isTrue();
    assertThat(config.getConfig("o").isEmpty()).isTrue();
  }

  @Test
  void every_origin_names_our_file_and_line() {
    Config config = view("x: 1\na:\n  b: [1, 2]\n");

    assertThat(config.getValue("a.b").origin().description()).isEqualTo("a.yaml: 3");
    assertThat(config.getList("a.b").get(1).origin().lineNumber()).isEqualTo(3);
    assertThatThrownBy(() -> config.getInt("a.b"))
        .isInstanceOf(ConfigException.WrongType.class)
        .hasMessageStartingWith("a.yaml: 3");
  }

  @Test
  void a_missing_value_is_absent() {
    Config config = view("a: ???\nb: 1\n");

    assertThat(config.hasPath("a")).isFalse();
    assertThatThrownBy(() -> config.getInt("a")).isInstanceOf(ConfigException.Missing.class);
  }
}
