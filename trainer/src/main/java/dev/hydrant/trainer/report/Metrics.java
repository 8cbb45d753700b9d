package dev.hydrant.trainer.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured at one step, by name and in order.
 *
 * @param step optimizer steps done
 * @param values such as {@code train_loss}, {@code val_loss}, {@code lr}, {@code grad_norm}, {@code
 *     tokens_per_s}; only what was measured
 */
public record Metrics(long step, Map<String, Double> values) {
  /** The step of the checkpoint that a final test judged. */
  public static final String TEST_STEP = "test_step";

  /** The norm of the gradient: every row of a step has it. */
  public static final String GRAD_NORM = "grad_norm";

  /** How often the data were gone through, in the rows of a run that counts epochs. */
  public static final String EPOCH = "epoch";

  public Metrics {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether a number is of the validation data, such as {@code val_loss} or {@code val/loss}. */
  public static boolean isOfValidation(String name) {
    return name.startsWith("val_") || name.startsWith("val/");
  }

  /** Whether the model was validated at this step. */
  public boolean isValidated() {
    return values.keySet().stream().anyMatch(Metrics::isOfValidation);
  }

  /** Whether these are of the final test of a run. */
  public boolean isTest() {
    return values.containsKey(TEST_STEP);
  }

  /** Whether a number tells of the machine, so that the same run may have another next time. */
  public static boolean isOfMachine(String name) {
    return name.endsWith("_per_s") || name.equals("memory_mb") || name.equals("mfu");
  }
}
