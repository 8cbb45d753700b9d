package dev.hydrant.trainer.mixture.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.settings.RecordKey;
import dev.hydrant.trainer.settings.RecordValues;
import dev.hydrant.trainer.settings.TrainConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keys of the engine that decide what a run comes to and for which the sections have no name, such
 * as {@code precision} or {@code num_iterations}.
 */
final class FurtherKeys {
  /**
   * Keys that may change when a run goes on, and yet decide where it begins, ends and is judged.
   */
  private static final Set<String> DECIDING =
      Set.of(
          "num_iterations",
          "init_from",
          "val_loss_every",
          "val_every_epochs",
          "early_stop_patience",
          "early_stop_min_delta",
          "early_stop_from_epoch",
          "early_stop_once",
          "monitor",
          "mode");

  /** What the sections always say. */
  private static final Set<String> OF_SECTIONS = Set.of("type", "device", "num_epochs");

  /** All that there are. */
  static final Set<String> NAMES = names();

  private FurtherKeys() {}

  private static Set<String> names() {
    Set<String> mayChange = RecordKey.mayChange(TrainConfig.class, "");
    return RecordKey.of(TrainConfig.class, "").stream()
        .map(RecordKey::path)
        .filter(key -> key.indexOf('.') < 0 && !OF_SECTIONS.contains(key))
        .filter(key -> DECIDING.contains(key) || !mayChange.contains(key))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Those that say something else than the sections do.
   *
   * @param told what the engine is told
   * @param implied what it is told by the sections alone
   */
  static Map<String, Object> of(TrainConfig told, TrainConfig implied) {
    ObjectNode values = ExperimentJson.ofValues(RecordValues.of(told));
    ObjectNode plain = ExperimentJson.ofValues(RecordValues.of(implied));
    Map<String, Object> keys = new LinkedHashMap<>();
    for (String name : new TreeSet<>(NAMES)) {
      JsonNode value = values.get(name);
      if (value != null && !value.equals(plain.get(name))) {
        keys.put(name, ExperimentJson.plain(value));
      }
    }
    return keys;
  }
}
