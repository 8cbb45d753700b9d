package dev.hydrant.config.inspect;

import dev.hydrant.config.bind.ValueText;
import dev.hydrant.config.compose.Composed;
import dev.hydrant.config.compose.Layer;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of an option chosen on the command line that a later config replaces. The defaults lists
 * say so, but whoever typed the option expects it to win.
 */
public final class Overruled {
  private Overruled() {}

  /** A sentence for each such option; empty where all options have their way. */
  public static List<String> in(Composed composed) {
    List<String> sentences = new ArrayList<>();
    for (ParsedOverride override : composed.overrides()) {
      if (!override.isHydra() && !override.isSweep() && !composed.values().contains(override)) {
        String path = override.key() + "/" + override.valueString();
        List<String> lost = lost(path, composed.plan().layers());
        if (!lost.isEmpty()) {
          sentences.add(override.input() + " does not set " + String.join("; ", lost));
        }
      }
    }
    return sentences;
  }

  private static List<String> lost(String path, List<Layer> layers) {
    Map<List<String>, Node> own = new LinkedHashMap<>();
    Map<List<String>, Node> winners = new LinkedHashMap<>();
    for (Layer layer : layers) {
      boolean chosen = layer.entry().configPath().equals(path);
      Leaves.ofTask(layer.tree())
          .forEach(
              (key, value) -> {
                if (chosen) {
                  own.put(key, value);
                  winners.remove(key);
                } else if (own.containsKey(key)) {
                  winners.put(key, value);
                }
              });
    }
    winners.entrySet().removeIf(e -> e.getValue().equals(own.get(e.getKey())));
    return winners.entrySet().stream()
        .map(
            e ->
                "%s: it is %s by %s, which comes after it"
                    .formatted(
                        String.join(".", e.getKey()),
                        ValueText.of(e.getValue()),
                        e.getValue().origin()))
        .toList();
  }
}
