package dev.hydrant.trainer.engine.resume;

import dev.hydrant.trainer.settings.RecordKey;
import dev.hydrant.trainer.settings.TrainConfig;
import java.util.Set;

/** The engine's keys that may differ when a run goes on. */
final class HarmlessKeys {
  static final Set<String> KEYS = RecordKey.mayChange(TrainConfig.class, "");

  private HarmlessKeys() {}

  /** Whether a key, or one above it, is among them. */
  static boolean contains(String key) {
    return isOrIsBelow(key, KEYS);
  }

  /** Whether a dotted key is one of some keys, or lies beneath one. */
  static boolean isOrIsBelow(String key, Set<String> keys) {
    for (int end = key.length(); end > 0; end = key.lastIndexOf('.', end - 1)) {
      if (keys.contains(key.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
