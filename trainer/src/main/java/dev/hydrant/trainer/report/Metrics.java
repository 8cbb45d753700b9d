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
 * @param validation those of the values that were measured on the validation data; empty if there
 *     was no validation at this step, and in rows that were read from a file
 * @param isShownOnly whether that validation is merely to be looked at: it stops no run and makes
 *     no checkpoint the best
 */
public record Metrics(
    long step, Map<String, Double> values, Map<String, Double> validation, boolean isShownOnly) {
  /** The step of the checkpoint that a final test judged. */
  public static final String TEST_STEP = "test_step";

  /** The norm of the gradient: every row of a step has it. */
  public static final String GRAD_NORM = "grad_norm";

  /** How often the data were gone through, in the rows of a run that counts epochs. */
  public static final String EPOCH = "epoch";

  public Metrics {
    values = copy(values);
    validation = copy(validation);
  }

  /** A row without a validation, or one of which nobody asks whether it has one. */
  public Metrics(long step, Map<String, Double> values) {
    this(step, values, Map.of(), false);
  }

  private static Map<String, Double> copy(Map<String, Double> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The same of other values. */
  public Metrics with(Map<String, Double> others) {
    return new Metrics(step, others, validation, isShownOnly);
  }

  /** Whether the model was validated at this step, by a validation that counts. */
  public boolean isValidated() {
    return hasValidation() && !isShownOnly;
  }

  /** Whether there are numbers of the validation data, even if they are only shown. */
  public boolean hasValidation() {
    return !validation.isEmpty();
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
