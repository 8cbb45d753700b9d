package dev.hydrant.config.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.draw.Draw;
import dev.hydrant.config.draw.ForAll;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.source.YamlReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlRoundTripTest {
  private static final Origin ORIGIN = Origin.of("test");

  @Test
  void what_is_written_is_read_back_as_the_same_tree() {
    ForAll.check(2000, draw -> new Trees(draw).tree(), YamlRoundTripTest::isReadBack);
  }

  private static void isReadBack(Node tree) {
    String text = YamlWriter.write(tree, false);
    Node again = YamlReader.read(text, "test", InterpolationParser::parse, Budget.DEFAULT);

    assertThat(again).isEqualTo(tree);
    assertThat(order(again)).isEqualTo(order(tree));
    assertThat(YamlWriter.write(again, false)).isEqualTo(text);
  }

  /** The keys of all mappings, in order: equality of mappings ignores it. */
  private static List<Object> order(Node node) {
    List<Object> out = new ArrayList<>();
    if (node instanceof MapNode map) {
      map.entries()
          .forEach(
              (key, value) -> {
                out.add(key);
                out.addAll(order(value));
              });
    } else if (node instanceof ListNode list) {
      list.items().forEach(item -> out.addAll(order(item)));
    }
    return out;
  }

  /** Trees of every kind of scalar, with at most four containers around each other. */
  private record Trees(Draw draw) {
    private static final List<String> PIECES =
        List.of(
            " ",
            "  ",
            "\n",
            ": ",
            " #",
            "'",
            "\"",
            "\\",
            "-",
            "- ",
            "? ",
            "[",
            "}",
            ",",
            "a",
            "yes",
            "1",
            "0x",
            "1:30",
            ".5",
            "e3",
            "é",
            "\u2028",
            "\t",
            "\uFEFF",
            "\uD83D\uDE00",
            "\u0001",
            "word",
            "long long words",
            "---",
            "<<",
            "=",
            "~",
            "null",
            "2001-01-01",
            "\r");

    Node tree() {
      return draw.flip() ? map(3) : list(3);
    }

    private Node value(int depth) {
      return switch (draw.between(depth == 0 ? 2 : 0, 3)) {
        case 0 -> list(depth - 1);
        case 1 -> map(depth - 1);
        default -> scalar();
      };
    }

    private Node list(int depth) {
      return new ListNode(draw.list(0, 3, () -> value(depth)), ORIGIN);
    }

    private Node map(int depth) {
      return new MapNode(draw.<Object, Node>map(0, 3, this::key, () -> value(depth)), ORIGIN);
    }

    private Object key() {
      return draw.flip() ? text() : (Object) draw.between(10L, 99L);
    }

    private Node scalar() {
      return new ScalarNode(draw.between(0, 19) == 0 ? null : content(), ORIGIN);
    }

    private Object content() {
      return draw.<Object>oneOf(
          this::text,
          draw::anyLong,
          draw::anyDouble,
          draw::flip,
          () -> draw.between(BigInteger.ONE.shiftLeft(64), BigInteger.ONE.shiftLeft(90)),
          () -> draw.bytes(40));
    }

    /**
     * Texts that contain what decides about quotes and folding; no interpolations, and no U+0085,
     * which PyYAML writes as it is and reads back as a line feed.
     */
    private String text() {
      return draw.such(
          () ->
              draw.flip()
                  ? String.join("", draw.list(0, 30, () -> draw.of(PIECES)))
                  : draw.anyText(20),
          text -> !excluded(text));
    }
  }

  private static boolean excluded(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)
        || text.indexOf(0x85) >= 0
        || text.contains("${")
        || text.equals("???");
  }
}
