package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.config.LossType;
import dev.hydrant.trainer.protein.config.MaskingSection.Strategy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A closed table from names of kinds in a file to the constants they mean.
 *
 * @param key that holds such a name
 */
record Tags<E extends Enum<E>>(String key, Map<String, E> table) {
  static final Tags<ConfigClass> CLASSES = new Tags<>(ConfigClass.KEY, byTag(ConfigClass.values()));

  static final Tags<BlockType> BLOCKS =
      of(
          "_block_type",
          BlockType.values(),
          "SelfAttentionConfig",
          "GeometricAttentionConfig",
          "ReflexiveAttentionConfig",
          "SelfConsensusConfig");

  static final Tags<Strategy> MASKS =
      of(
          "_mask_type",
          Strategy.values(),
          "SimpleMaskConfig",
          "ComplexMaskConfig",
          "DiffusionConfig",
          "NoMaskConfig");

  static final Tags<LossType> LOSSES =
      of(
          "_loss_type",
          LossType.values(),
          "CrossEntropyLossConfig",
          "KabschRMSDLossConfig",
          "ScoreEntropyLossConfig");

  private static <E extends Enum<E>> Tags<E> of(String key, E[] constants, String... tags) {
    Map<String, E> table = new LinkedHashMap<>();
    for (int i = 0; i < constants.length; i++) {
      table.put(tags[i], constants[i]);
    }
    return new Tags<>(key, table);
  }

  private static Map<String, ConfigClass> byTag(ConfigClass... all) {
    Map<String, ConfigClass> table = new LinkedHashMap<>();
    Arrays.stream(all).forEach(c -> table.put(c.tag(), c));
    return table;
  }

  /** The name of a constant. */
  String tag(E constant) {
    return table.entrySet().stream()
        .filter(e -> e.getValue() == constant)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The constant that a file names.
   *
   * @param found the name, or null where there is none
   * @param where in the file the name is looked for
   * @throws UserException if it is none of the table
   */
  E get(Node found, String where) {
    String name = found instanceof ScalarNode s && s.value() != null ? s.text() : "";
    E constant = table.get(name);
    if (constant == null) {
      List<String> known = List.copyOf(table.keySet());
      String hint = name.isEmpty() ? "" : Suggestions.didYouMean(name, known);
      throw UserException.usage(
          "%s: %s%s.%nKnown: %s%s"
              .formatted(
                  found == null ? where : found.origin(),
                  name.isEmpty() ? "there is no " + key : "unknown " + key + " '" + name + "'",
                  found == null || where.equals(found.origin().source()) ? "" : " at " + where,
                  String.join(", ", known),
                  hint.isEmpty() ? "" : ". " + hint));
    }
    return constant;
  }
}
