package dev.hydrant.trainer.grammar;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.model.GrammarVae;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The blocks of {@code grammar_vae/configs.yaml}: which there are, and what may stand in them. */
final class Presets {
  /** Those of the sample of molecules. */
  private static final int PRODUCTIONS = 76;

  private static final int PLACES = 100;
  private static final Set<String> NOT_IN_PRESETS = Set.of("preset", "presets");

  private Presets() {}

  /**
   * Checks that the chosen one exists and has known keys alone.
   *
   * @throws UserException with the nearest name
   */
  static void check(MapNode tree) {
    if (!(tree.get("preset") instanceof ScalarNode chosen) || chosen.value() == null) {
      return;
    }
    String name = String.valueOf(chosen.value());
    Map<Object, Node> all =
        tree.get("presets") instanceof MapNode presets ? presets.entries() : Map.of();
    if (!(all.get(name) instanceof MapNode preset)) {
      List<String> names = all.keySet().stream().map(String::valueOf).toList();
      String nearest = Suggestions.didYouMean(name, names);
      throw UserException.usage(
          "preset=%s: no such preset in grammar_vae/configs.yaml.\nPresets: %s.%s"
              .formatted(name, String.join(", ", names), nearest.isEmpty() ? "" : " " + nearest));
    }
    preset.entries().forEach((key, value) -> checkKey(name, String.valueOf(key), value));
  }

  private static void checkKey(String preset, String key, Node value) {
    Set<String> known = keys();
    if (!known.contains(key)) {
      throw UserException.usage(
          "preset %s has an unknown key '%s'\n    at %s\n%s"
              .formatted(
                  preset,
                  key,
                  value.origin(),
                  Suggestions.didYouMeanOrList(key, List.copyOf(known))));
    }
  }

  private static Set<String> keys() {
    Set<String> keys =
        RecordSchema.of(GrammarVaeConfig.class).keys().stream()
            .map(k -> k.path().replaceFirst("[.\\[].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    keys.removeAll(NOT_IN_PRESETS);
    return keys;
  }

  /** Each with its description, sizes and parameters, in their order; short names are left out. */
  static Map<String, String> described(MapNode tree) {
    Map<String, String> described = new LinkedHashMap<>();
    if (tree.get("presets") instanceof MapNode presets) {
      Set<Node> seen = new HashSet<>();
      presets
          .entries()
          .forEach(
              (name, node) -> {
                if (node instanceof MapNode preset && seen.add(preset)) {
                  described.put(String.valueOf(name), line(preset));
                }
              });
    }
    return described;
  }

  private static String line(MapNode preset) {
    GrammarVaeConfig c = ConfigTrees.bind(preset, GrammarVaeConfig.class);
    RuleFacts molecules =
        new RuleFacts(new RuleFacts.Data(0, PLACES, PRODUCTIONS, ""), null, 0, null, null);
    long parameters = new GrammarVae(GrammarVaeModel.sizes(c, molecules)).parameterCount();
    return String.format(
        Locale.ROOT,
        "%s; z=%d enc=%dx%d dec=%dx%d, batch %d, lr %s, %d epochs, beta %s, KL anneal %d, free bits %s, %,d parameters at %d rules and %d places",
        c.description().orElse(""),
        c.zDim(),
        c.encoderConvLayers(),
        c.encoderChannels().map(x -> x.get(0)).orElse((long) c.encoderHidden()),
        c.decoderLayers(),
        c.decoderHidden(),
        c.batchSize(),
        c.lr(),
        c.epochs(),
        c.beta(),
        c.klAnnealEpochs(),
        c.freeBits(),
        parameters,
        PRODUCTIONS,
        PLACES);
  }
}
