package dev.hydrant.trainer.run;

import dev.hydrant.trainer.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that are understood for the sake of configs written for other trainers: some are refused
 * when set, because ignoring them would be a lie; some do nothing, and the log says so.
 */
final class Flags {
  private static final Logger LOG = LoggerFactory.getLogger(Flags.class);
  private static final Map<String, String> REFUSED =
      Map.of(
          "use_fp8", "8-bit arithmetic is not available here; use precision=fp32",
          "bfloat16", "the arithmetic is chosen by one key; use precision=bf16",
          "proj_fp8", "8-bit arithmetic is not available here; use precision=fp32",
          "model_adapter", "models are chosen by type alone, never by the name of a class");
  private static final List<String> WITHOUT_EFFECT =
      List.of("IS_MODAL", "modal_data_path", "use_wandb");

  private Flags() {}

  /**
   * Checks the keys that the engine does not know by itself.
   *
   * @throws UserException if one is set that cannot be honoured
   */
  static void check(Map<String, Object> others) {
    REFUSED.forEach(
        (key, why) -> {
          if (isSet(others.get(key))) {
            throw UserException.usage("%s=%s: %s".formatted(key, others.get(key), why));
          }
        });
    List<String> idle = new ArrayList<>(WITHOUT_EFFECT);
    idle.removeIf(key -> !isSet(others.get(key)));
    if (!idle.isEmpty()) {
      LOG.info("accepted, without effect: {}", String.join(", ", idle));
    }
  }

  /** All of them. */
  static Set<String> keys() {
    Set<String> keys = new TreeSet<>(WITHOUT_EFFECT);
    keys.addAll(REFUSED.keySet());
    return keys;
  }

  private static boolean isSet(Object value) {
    return value != null && !Boolean.FALSE.equals(value);
  }
}
