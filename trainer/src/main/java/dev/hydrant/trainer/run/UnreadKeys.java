package dev.hydrant.trainer.run;

import dev.hydrant.config.Composition;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.settings.RecordKey;
import dev.hydrant.trainer.settings.TrainConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Top-level keys that nobody reads: a name from another program, or a typing mistake that {@code +}
 * let in. A key that others refer to is read by them; one that begins with {@code _} is unread on
 * purpose.
 */
public final class UnreadKeys {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadKeys.class);

  private UnreadKeys() {}

  /**
   * Warns of each such key of a configuration, with its place and the name that may be meant, and
   * of values that were typed as an option and do not have their way.
   */
  public static void report(Composition config) {
    of(config, ModelRegistry.load()).forEach(LOG::warn);
    config.overruled().forEach(LOG::warn);
  }

  static List<String> of(Composition config, ModelRegistry registry) {
    MapNode tree = (MapNode) config.node();
    ModelAdapter<?> adapter = ModelTypes.find(tree, registry).orElse(null);
    if (adapter == null || adapter.configKey().isEmpty()) {
      return List.of(); // without a key for the model's own, all unknown ones are refused
    }
    Set<String> read = read(adapter, registry);
    Set<String> referredTo = config.referredTo();
    List<String> unread = new ArrayList<>();
    tree.entries()
        .forEach(
            (name, value) -> {
              String key = name.toString();
              if (!read.contains(key) && !key.startsWith("_") && !referredTo.contains(key)) {
                unread.add(message(key, value, read));
              }
            });
    return unread;
  }

  private static String message(String key, Node value, Set<String> read) {
    String question = Suggestions.didYouMean(key, read);
    return "%s is read by nobody%s.%s"
        .formatted(
            key,
            value.origin() == null ? "" : " (" + value.origin() + ")",
            question.isEmpty() ? "" : " " + question);
  }

  /** All that the engine, the model and its family read or know to be without effect. */
  private static Set<String> read(ModelAdapter<?> adapter, ModelRegistry registry) {
    Set<String> read = FamilyKeys.of(adapter, registry);
    read.addAll(List.of("type", adapter.configKey()));
    RecordKey.of(TrainConfig.class, "").forEach(key -> read.add(key.path()));
    return read;
  }
}
