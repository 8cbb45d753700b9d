package dev.hydrant.trainer.run;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelFactory;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.settings.NoEffect;
import dev.hydrant.trainer.settings.RecordKey;
import dev.hydrant.trainer.settings.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Top-level keys that a model does not honour: some are refused when set, some do nothing, and some
 * are read by other models of its family alone. Whoever gives one of the last on the command line
 * is told so; that it merely stands in a config file is no news.
 */
final class IdleKeys {
  private static final Logger LOG = LoggerFactory.getLogger(IdleKeys.class);

  private final ModelAdapter<?> adapter;
  private final MapNode tree;

  IdleKeys(ModelAdapter<?> adapter, MapNode tree) {
    this.adapter = adapter;
    this.tree = tree;
  }

  /**
   * Logs, in a line each, which keys have no effect, and why.
   *
   * @throws UserException if one is set that cannot be honoured
   */
  void check(ModelRegistry registry) {
    adapter.settings().forEach(this::refuse);
    List<String> idle = withoutEffect();
    if (!idle.isEmpty()) {
      LOG.info("accepted, without effect: {}", String.join(", ", idle));
    }
    List<String> ofOthers = ofOthers(registry);
    if (!ofOthers.isEmpty()) {
      LOG.warn("without effect for type {}: {}", adapter.type(), String.join(", ", ofOthers));
    }
  }

  private void refuse(Class<? extends Record> record) {
    for (RecordKey key : RecordKey.of(record, "")) {
      Refused refused = key.get(Refused.class);
      if (refused != null && isSet(key)) {
        throw UserException.usage(
            "%s=%s: %s\n    at %s"
                .formatted(key.path(), text(key), refused.value(), at(key).origin()));
      }
    }
  }

  /** The keys that do nothing and were set to more than their defaults, each with the reason. */
  List<String> withoutEffect() {
    List<RecordKey> keys = new ArrayList<>();
    String place = adapter.configKey().isEmpty() ? "" : adapter.configKey() + ".";
    adapter.settings().forEach(record -> keys.addAll(RecordKey.of(record, "")));
    keys.addAll(RecordKey.of(adapter.configType(), place));
    List<String> idle = new ArrayList<>();
    for (RecordKey key : keys) {
      NoEffect none = key.get(NoEffect.class);
      if (none != null && isSet(key)) {
        String why = none.value().isEmpty() ? "" : " (" + none.value() + ")";
        idle.add(key.path() + "=" + text(key) + why);
      }
    }
    return idle;
  }

  /** The value of a key, or null. */
  private Node at(RecordKey key) {
    Node node = tree;
    for (String step : key.path().split("\\.")) {
      node = node instanceof MapNode map ? map.get(step) : null;
    }
    return node;
  }

  private boolean isSet(RecordKey key) {
    Node given = at(key);
    if (given == null || given instanceof ScalarNode s && s.value() == null) {
      return false;
    }
    String standard = "key: " + key.standard().orElse("false");
    MapNode plain = (MapNode) ConfigTrees.read(standard, Format.YAML, key.path());
    return !SameValue.of(given, plain.get("key"));
  }

  private String text(RecordKey key) {
    return at(key) instanceof ScalarNode s ? String.valueOf(s.value()) : "…";
  }

  /** What was typed, is read by other models of the family, and not by this one. */
  List<String> ofOthers(ModelRegistry registry) {
    List<String> idle = new ArrayList<>();
    Set<String> keys = null;
    for (Map.Entry<Object, Node> e : tree.entries().entrySet()) {
      String key = String.valueOf(e.getKey());
      if (e.getValue() instanceof ScalarNode given
          && given.value() != null
          && given.origin().isOverride()) {
        if (keys == null) {
          keys = FamilyKeys.of(adapter, registry);
          keys.removeAll(FamilyKeys.own(adapter));
        }
        String why = keys.contains(key) ? winner(key) : null;
        if (why != null) {
          idle.add(key + "=" + given.value() + why);
        }
      }
    }
    return idle;
  }

  /** What is read in place of a key: null if it is read itself, empty if nothing is. */
  private String winner(String key) {
    String why = "";
    for (Map.Entry<String, String> e : adapter.fallbacks().entrySet()) {
      if (e.getValue().equals(key)) {
        String own = own(e.getKey());
        if (own == null) {
          return null;
        }
        why = " (" + own + " wins)";
      }
    }
    return why;
  }

  private String own(String key) {
    String place = adapter.configKey();
    if (tree.get(place) instanceof MapNode own) {
      for (String name : ModelFactory.names(adapter.configType(), key)) {
        Node value = own.get(name);
        if (value instanceof ScalarNode s && s.value() != null) {
          return place + "." + name + "=" + s.value();
        }
      }
    }
    return null;
  }
}
