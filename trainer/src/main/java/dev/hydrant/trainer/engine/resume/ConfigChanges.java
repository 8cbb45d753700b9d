package dev.hydrant.trainer.engine.resume;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.explain.Comparison;
import dev.hydrant.config.explain.Comparison.Difference;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.engine.resume.ConfigLeaves.Leaf;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.settings.TrainConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the configuration of a run that goes on differs from that of its checkpoint.
 *
 * @param harmless changes that no number depends on
 * @param allowed changes of numbers that {@code resume.allow} names
 * @param refused all others
 */
record ConfigChanges(
    List<Difference> harmless, List<Difference> allowed, List<Difference> refused) {
  private static final ConfigLeaves DEFAULTS =
      ConfigLeaves.of(
          (MapNode)
              ConfigTrees.read(
                  RecordSchema.of(TrainConfig.class).toYaml(), Format.YAML, "the default"));

  private static final String NOTHING = "nothing";
  private static final int MOST_SHOWN = 15;

  /**
   * Compares.
   *
   * @param allow keys that may differ; a key allows all beneath it
   * @param harmless keys of the model that change no number
   * @throws UserException if it names keys that neither has
   */
  static ConfigChanges between(
      ConfigLeaves before, ConfigLeaves now, List<String> allow, Set<String> harmless) {
    Set<String> keys = new LinkedHashSet<>(now.leaves().keySet());
    keys.addAll(before.leaves().keySet());
    refuseUnknown(allow, keys);
    ConfigChanges found =
        new ConfigChanges(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String key : keys) {
      Leaf a = effective(before, key);
      Leaf b = effective(now, key);
      if (!isSame(a, b)) {
        List<Difference> kind =
            HarmlessKeys.contains(key) || HarmlessKeys.isOrIsBelow(key, harmless)
                ? found.harmless
                : HarmlessKeys.isOrIsBelow(key, Set.copyOf(allow)) ? found.allowed : found.refused;
        kind.add(new Difference(key, text(a), text(b), place(a), place(b), ""));
      }
    }
    return found;
  }

  /** A key that a configuration does not have stands for its default. */
  private static Leaf effective(ConfigLeaves config, String key) {
    Leaf given = config.get(key);
    return given == null ? DEFAULTS.get(key) : given;
  }

  private static boolean isSame(Leaf a, Leaf b) {
    boolean noA = a == null || a.value().isNull();
    boolean noB = b == null || b.value().isNull();
    return noA || noB ? noA && noB : a.isSame(b);
  }

  private static String text(Leaf leaf) {
    return leaf == null ? NOTHING : leaf.text();
  }

  private static String place(Leaf leaf) {
    return leaf == null
        ? NOTHING
        : leaf.place().startsWith("the default") ? "the default" : leaf.place();
  }

  private static void refuseUnknown(List<String> allow, Set<String> keys) {
    for (String name : allow) {
      if (keys.stream().noneMatch(key -> HarmlessKeys.isOrIsBelow(key, Set.of(name)))) {
        throw UserException.usage(
            "resume.allow: there is no key '%s'. %s"
                .formatted(name, Suggestions.didYouMeanOrList(name, keys)));
      }
    }
  }

  /** Differences under what brought them about. */
  static String describe(List<Difference> differences) {
    if (differences.size() <= MOST_SHOWN) {
      return new Comparison(differences).toString();
    }
    return "%s%n(and %d more)"
        .formatted(
            new Comparison(differences.subList(0, MOST_SHOWN)), differences.size() - MOST_SHOWN);
  }

  /** The top-level keys of what is refused, to be allowed. */
  List<String> refusedKeys() {
    return refused.stream().map(Difference::key).distinct().toList();
  }
}
