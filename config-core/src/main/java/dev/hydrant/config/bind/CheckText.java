package dev.hydrant.config.bind;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sentence of a check with the values and places of the keys that it names. */
final class CheckText {
  private CheckText() {}

  static String of(String sentence, Layout layout, MapNode map) {
    Set<String> words = new LinkedHashSet<>(List.of(sentence.split("[^A-Za-z0-9_]+")));
    List<String> values = new ArrayList<>();
    for (String word : words) {
      for (Member member : layout.members()) {
        if (member.key().equals(word)) {
          values.add(word + " = " + value(member, map));
        }
      }
    }
    return values.isEmpty() ? sentence : sentence + ": " + String.join(", ", values);
  }

  private static String value(Member member, MapNode map) {
    for (String key : member.keys()) {
      Node node = map.get(key);
      if (node != null) {
        return ValueText.of(node) + " (" + node.origin() + ")";
      }
    }
    return member.standardText() + " (default)";
  }
}
