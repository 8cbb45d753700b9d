package dev.hydrant.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
  private static Node read(String text) {
    return read(text, Budget.DEFAULT);
  }

  private static Node read(String text, Budget budget) {
    return YamlReader.read(text, "db.yaml", InterpolationParser::parse, budget);
  }

  private static Node at(Node node, Object... path) {
    for (Object step : path) {
      node =
          step instanceof Integer i && node instanceof ListNode list
              ? list.items().get(i)
              : ((MapNode) node).get(step);
    }
    return node;
  }

  @Test
  void every_value_knows_its_line_and_column() {
    Node root = read("# c\na: 1\nb:\n  - x\n  - {é: \uD83D\uDE00, k: v}\n");

    assertThat(at(root, "a").origin()).isEqualTo(new Origin("db.yaml", 2, 4));
    assertThat(at(root, "b", 0).origin()).isEqualTo(new Origin("db.yaml", 4, 5));
    assertThat(at(root, "b", 1, "k").origin()).isEqualTo(new Origin("db.yaml", 5, 15));
  }

  @Test
  void a_value_behind_an_alias_says_where_it_was_written() {
    Node root = read("a: &x {p: 1}\nb: *x\nc:\n  <<: *x\n");

    assertThat(at(root, "b", "p").origin()).isEqualTo(new Origin("db.yaml", 1, 11));
    assertThat(at(root, "c", "p").origin()).isEqualTo(new Origin("db.yaml", 1, 11));
  }

  @Test
  void numeric_keys_that_python_finds_equal_are_one_key() {
    assertThat(((MapNode) read("1: a\n1.0: b\ntrue: c\n")).entries())
        .containsExactly(java.util.Map.entry(1L, new ScalarNode("c", Origin.BUILTIN)));
  }

  @Test
  void what_only_looks_like_a_number_is_a_string_as_value_and_as_key() {
    Node root = read("a: 1_e3\n0_e0: ._\n._5: .5\n1e3: b\n");

    assertThat(((MapNode) root).entries().keySet()).containsExactly("a", "0_e0", "._5", 1000.0);
    assertThat(((ScalarNode) at(root, "a")).value()).isEqualTo("1_e3");
    assertThat(((ScalarNode) at(root, "0_e0")).value()).isEqualTo("._");
    assertThat(((ScalarNode) at(root, "._5")).value()).isEqualTo(0.5);
  }

  @Test
  void errors_name_file_line_and_column_and_what_to_do() {
    assertError("a: [1\n", 2, 1, "expected ',' or ']'");
    assertError("a: b: c\n", 1, 5, "quote the value");
    assertError("a: 1\na: 2\n", 2, 1, "found duplicate key 'a'");
    assertError("\ta: 1\n", 1, 1, "indent with spaces");
    assertError("a: [${b}]\n", 1, 6, "quote a value that contains brackets");
    assertError("a: @x\n", 1, 4, "quote the value");
    assertError("a: !!python/object:os.system x\n", 1, 4, "remove the tag");
    assertError("a: 'x\n", 2, 1, "is not closed");
    assertError("x:\n  a: '${b'\n", 2, 6, "'x.a'");
    assertError("~: v\n", 1, 1, "Incompatible key type");
    assertError("a: 1\n---\nb: 2\n", 2, 1, "single document");
    assertError("a: \"\\q\"\n", 1, 6, "unknown escape character 'q'");
    assertError("a: *b\n", 1, 4, "undefined alias 'b'");
    assertError("5\n", 1, 1, "not a lone value");
  }

  private static void assertError(String text, int line, int column, String part) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            ConfigLoadException.class,
            e -> {
              assertThat(e.origin()).isEqualTo(new Origin("db.yaml", line, column));
              assertThat(e.fact()).contains(part);
            });
  }

  @Test
  void aliases_that_explode_are_refused_before_they_do() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append("a").append(i).append(": &a").append(i).append(" [");
      laughs.append(String.join(", ", java.util.Collections.nCopies(9, "*a" + (i - 1))));
      laughs.append("]\n");
    }
    assertThatThrownBy(() -> read(laughs.toString()))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("more than 1000000 values");
  }

  @Test
  void each_budget_has_its_own_message() {
    assertThatThrownBy(() -> read("a: 12345", Budget.DEFAULT.withCharacters(5)))
        .hasMessageContaining("8 characters; the limit is 5");
    assertThatThrownBy(() -> read("[a, b, c]", Budget.DEFAULT.withNodes(3)))
        .hasMessageContaining("more than 3 values");
    assertThatThrownBy(() -> read("[[[a]]]", Budget.DEFAULT.withDepth(2)))
        .hasMessageContaining("deeper than the limit of 2");
    assertThatThrownBy(() -> read("- - - a", Budget.DEFAULT.withDepth(2)))
        .hasMessageContaining("deeper than the limit of 2");
    assertThatThrownBy(() -> read("a: &x 1\nb: [*x, *x]", Budget.DEFAULT.withAliases(1)))
        .hasMessageContaining("more than 1 aliases");
    assertThatThrownBy(() -> read("a: &a [1]\nb: &b [*a]\nc: [*b]\n", Budget.DEFAULT.withDepth(3)))
        .hasMessageContaining("deeper than the limit of 3");
  }

  @Test
  void a_text_at_the_depth_limit_is_read() {
    String open = "[".repeat(200);
    String close = "]".repeat(200);
    assertThat(read(open + close)).isInstanceOf(ListNode.class);
    assertThat(read("- ".repeat(200) + "x", new Budget(1000, 1000, 1000, 0)))
        .isInstanceOf(ListNode.class);
    assertThat(read("- ".repeat(1000) + "x", Budget.DEFAULT.withDepth(1000)))
        .isInstanceOf(ListNode.class);
  }

  @Test
  void merge_keys_keep_the_order_of_first_appearance() {
    MapNode b = (MapNode) at(read("a: &x {p: 1, q: 2}\nb: {q: 3, <<: *x, r: 4}\n"), "b");

    assertThat(List.copyOf(b.entries().keySet())).isEqualTo(List.of("p", "q", "r"));
    assertThat(((ScalarNode) b.get("q")).value()).isEqualTo(3L);
  }
}
