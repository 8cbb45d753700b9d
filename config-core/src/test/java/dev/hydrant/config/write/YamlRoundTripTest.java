package dev.hydrant.config.write;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class YamlRoundTripTest {
  private static final Origin ORIGIN = Origin.of("test");

  @Property(tries = 2000)
  void what_is_written_is_read_back_as_the_same_tree(@ForAll("trees") Node tree) {
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

  @Provide
  Arbitrary<Node> trees() {
    return Arbitraries.oneOf(maps(3), lists(3));
  }

  /** Values with at most so many containers around each other: without a bound some never end. */
  private Arbitrary<Node> values(int depth) {
    return depth == 0
        ? scalars()
        : Arbitraries.oneOf(scalars(), scalars(), lists(depth - 1), maps(depth - 1));
  }

  private Arbitrary<Node> lists(int depth) {
    return values(depth).list().ofMaxSize(3).map(items -> new ListNode(items, ORIGIN));
  }

  private Arbitrary<Node> maps(int depth) {
    return Arbitraries.maps(keys(), values(depth))
        .ofMaxSize(3)
        .map(map -> (Map<Object, Node>) new LinkedHashMap<>(map))
        .map(map -> new MapNode(map, ORIGIN));
  }

  private Arbitrary<Object> keys() {
    return Arbitraries.oneOf(
        texts().map(text -> (Object) text),
        Arbitraries.longs().between(10, 99).map(number -> (Object) number));
  }

  private Arbitrary<Node> scalars() {
    return Arbitraries.oneOf(
            texts().map(text -> (Object) text),
            Arbitraries.longs().map(number -> (Object) number),
            Arbitraries.doubles().map(number -> (Object) number),
            Arbitraries.of(true, false),
            Arbitraries.bigIntegers()
                .between(BigInteger.ONE.shiftLeft(64), BigInteger.ONE.shiftLeft(90))
                .map(number -> (Object) number),
            Arbitraries.bytes().array(byte[].class).map(bytes -> (Object) bytes))
        .injectNull(0.05)
        .map(value -> new ScalarNode(value, ORIGIN));
  }

  /**
   * Texts that contain what decides about quotes and folding; no interpolations, and no U+0085,
   * which PyYAML writes as it is and reads back as a line feed.
   */
  private Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
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
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(30).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(20).filter(text -> !excluded(text)));
  }

  private static boolean excluded(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)
        || text.indexOf(0x85) >= 0
        || text.contains("${")
        || text.equals("???");
  }
}
