package dev.hydrant.config.inspect;

import dev.hydrant.config.bind.ValueText;
import dev.hydrant.config.compose.Composed;
import dev.hydrant.config.compose.Layer;
import dev.hydrant.config.grammar.OverrideValue;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Set<String> paths =
            options(override.value())
                .map(option -> override.key() + "/" + option)
                .collect(Collectors.toSet());
        List<String> lost = lost(override, paths, composed.plan().layers());
        if (!lost.isEmpty()) {
          sentences.add(override.input() + " does not set " + String.join("; ", lost));
        }
      }
    }
    return sentences;
  }

  /** The options that a value names: one, or each of a list. */
  private static Stream<String> options(OverrideValue value) {
    if (value instanceof OverrideValue.Items list) {
      return list.items().stream().flatMap(Overruled::options);
    }
    if (value instanceof OverrideValue.Quoted quoted) {
      return Stream.of(quoted.text());
    }
    return value instanceof OverrideValue.Scalar scalar && scalar.value() instanceof String text
        ? Stream.of(text)
        : Stream.empty();
  }

  /** Whether a config came by the override, which may be for one of several places alone. */
  private static boolean isChosen(ParsedOverride override, Set<String> paths, Layer layer) {
    return paths.contains(layer.entry().configPath())
        && (override.pkg() == null || override.qualifiedKey().equals(layer.entry().overrideKey()));
  }

  private static List<String> lost(ParsedOverride override, Set<String> paths, List<Layer> layers) {
    Map<List<String>, Node> own = new LinkedHashMap<>();
    Map<List<String>, Node> winners = new LinkedHashMap<>();
    for (Layer layer : layers) {
      boolean chosen = isChosen(override, paths, layer);
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
