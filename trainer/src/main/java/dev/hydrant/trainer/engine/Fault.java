package dev.hydrant.trainer.engine;

import java.util.Locale;

/**
 * What is wrong with a step.
 *
 * @param fact such as "the loss is NaN"
 * @param remedy what the configuration says to do about it
 * @param advice what a user can do to avoid it
 */
record Fault(String fact, Remedy remedy, String advice) {
  /** The fact and what came of it. */
  String describe() {
    return fact + (remedy == Remedy.WARN ? "" : "; the step is skipped");
  }

  /** What can be done about a faulty step. */
  enum Remedy {
    /** The parameters follow it all the same; a line in the log. */
    WARN,
    /** The parameters stay as they were before the step. */
    SKIP,
    /** The run goes back to its last good state and passes over the data since. */
    ROLLBACK,
    /** The run saves what was before the step, and ends. */
    STOP;

    static Remedy named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
