package dev.hydrant.config.source.yaml;

import java.util.HashMap;
import java.util.Map;

/** The anchors of a document: which are open, which are done, and how often they are used. */
final class Anchors {
  private final Cursor in;
  private final int maxAliases;
  private final Map<String, Mark> places = new HashMap<>();
  private final Map<String, YamlNode> nodes = new HashMap<>();
  private int aliases;

  Anchors(Cursor in, int maxAliases) {
    this.in = in;
    this.maxAliases = maxAliases;
  }

  /** Declares an anchor whose node is still being read. */
  void declare(Token anchor) {
    Mark first = places.putIfAbsent(anchor.text(), anchor.mark());
    if (first != null) {
      throw in.error(
          "found duplicate anchor '"
              + anchor.text()
              + "': its first occurrence is at "
              + first
              + ", give this one another name",
          anchor.mark());
    }
  }

  void define(String name, YamlNode node) {
    nodes.put(name, node);
  }

  YamlNode use(Token alias) {
    String name = alias.text();
    if (++aliases > maxAliases) {
      throw in.error("more than " + maxAliases + " aliases", alias.mark());
    }
    YamlNode node = nodes.get(name);
    if (node != null) {
      return node;
    }
    if (places.containsKey(name)) {
      throw in.error(
          "alias '*" + name + "' stands inside the value that it stands for", alias.mark());
    }
    throw in.error(
        "found undefined alias '"
            + name
            + "': write '&"
            + name
            + "' before an earlier value, or quote the value if it is a string",
        alias.mark());
  }
}
