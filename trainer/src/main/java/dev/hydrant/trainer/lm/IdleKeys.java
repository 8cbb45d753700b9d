package dev.hydrant.trainer.lm;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of {@code model_cfg} that are understood for the sake of configs written for other programs
 * and change nothing. Whoever sets one to more than its default is told so, once.
 */
public final class IdleKeys {
  private static final Logger LOG = LoggerFactory.getLogger(IdleKeys.class);

  private IdleKeys() {}

  /**
   * Names the keys that were set, each with its value and the reason, in one line of the log; says
   * nothing if there are none.
   */
  public static void report(List<String> set) {
    if (!set.isEmpty()) {
      LOG.info("model_cfg: accepted, without effect: {}", String.join("; ", set));
    }
  }
}
