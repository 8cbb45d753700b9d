package dev.hydrant.config.resolve;

import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.resolve.Selector.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code oc.dict.keys:key} and {@code oc.dict.values:key}: the keys or values of a map as a list.
 */
final class DictResolvers {
  private DictResolvers() {}

  static Value keys(Call call) {
    Origin origin = call.at().node().origin();
    List<Node> items = new ArrayList<>();
    for (Object key : map(call).entries().keySet()) {
      Value name = Place.detached(call.container(), new ScalarNode(key, origin));
      items.add(Values.configNode(name, origin));
    }
    return call.config(new ListNode(items, origin));
  }

  /** The values are references to the map's, so that they are evaluated where they stand. */
  static Value values(Call call) {
    Origin origin = call.at().node().origin();
    MapNode map = map(call);
    String key = call.string(0);
    String from = key.startsWith(".") ? "." + key : key;
    List<Node> items = new ArrayList<>();
    for (Object name : map.entries().keySet()) {
      String reference = "${" + from + "." + PythonText.str(name) + "}";
      items.add(new InterpolationNode(InterpolationParser.parse(reference), origin));
    }
    return call.config(new ListNode(items, origin));
  }

  private static MapNode map(Call call) {
    call.takes(1, 1);
    String key = call.string(0);
    Selection found = call.evaluation().selector.select(call.container(), key, true);
    if (found.value() == null) {
      throw new Refusal("Key not found: '" + key + "'");
    }
    if (found.value() instanceof Place place && place.node() instanceof MapNode map) {
      call.evaluation().trace.made(map.entries().size());
      return map;
    }
    throw new Refusal(
        "`%s` cannot be applied to %s".formatted(call.name(), Values.kind(found.value())));
  }
}
