package dev.hydrant.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.hydrant.config.conformance.ConformanceCase;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Our YAML reader against an independent one, Jackson's, over every config file of the recorded
 * cases: the same maps, keys, lists and texts in the same order. How scalars are typed is not
 * compared (Jackson follows YAML 1.2 more than PyYAML); files with aliases, merge keys (Jackson's
 * events do not expand them) or keys that are no texts, and lone scalars (a rule of OmegaConf's
 * makes them maps) are left out.
 */
class JacksonParityTest {
  private static final YAMLFactory JACKSON = new YAMLFactory();

  @Test
  void theConfigFilesOfAllCasesHaveTheStructureThatJacksonSees() throws IOException {
    int compared = 0;
    for (String text : files()) {
      String theirs;
      Node ours;
      try {
        ours = YamlReader.read(text, "file", InterpolationParser::parse, Budget.DEFAULT);
        theirs = jackson(text);
      } catch (ConfigException | JsonProcessingException e) {
        continue; // that both refuse what PyYAML refuses is the conformance tests' matter
      }
      StringBuilder out = new StringBuilder();
      if (theirs.startsWith("_") || !outline(ours, out)) {
        continue;
      }
      assertThat(out.toString()).as(text).isEqualTo(theirs);
      compared++;
    }
    assertThat(compared).isGreaterThan(1000);
  }

  private static Set<String> files() {
    Set<String> texts = new LinkedHashSet<>();
    for (String cases : new String[] {"compose.jsonl", "compose_random.jsonl", "sweep.jsonl"}) {
      for (ConformanceCase c : ConformanceCase.resource(cases)) {
        if (c.map("files") != null) {
          c.<String>map("files").values().stream()
              .filter(t -> !t.contains("&") && !t.contains("<<") && !t.isBlank())
              .forEach(texts::add);
        }
      }
    }
    return texts;
  }

  private static String jackson(String text) throws IOException {
    StringBuilder out = new StringBuilder();
    try (YAMLParser parser = JACKSON.createParser(text)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        switch (t) {
          case START_OBJECT -> out.append('{');
          case END_OBJECT -> out.append('}');
          case START_ARRAY -> out.append('[');
          case END_ARRAY -> out.append(']');
          case FIELD_NAME -> out.append(parser.currentName()).append(':');
          case VALUE_STRING -> out.append("s ");
          default -> out.append("_ ");
        }
      }
    }
    // what one side types and the other keeps as text is not compared
    return out.toString().replace("s ", "_ ");
  }

  /** Writes a tree's structure; false if it has keys that are no texts, which Jackson has not. */
  private static boolean outline(Node node, StringBuilder out) {
    if (node instanceof MapNode map) {
      out.append('{');
      for (var entry : map.entries().entrySet()) {
        out.append(entry.getKey()).append(':');
        if (!(entry.getKey() instanceof String) || !outline(entry.getValue(), out)) {
          return false;
        }
      }
      out.append('}');
    } else if (node instanceof ListNode list) {
      out.append('[');
      for (Node item : list.items()) {
        if (!outline(item, out)) {
          return false;
        }
      }
      out.append(']');
    } else {
      out.append("_ ");
    }
    return true;
  }
}
