package dev.hydrant.trainer.engine.callback;

/**
 * Makes callbacks of one name. Factories are found by {@link java.util.ServiceLoader}: a class
 * needs a line in {@code META-INF/services/dev.hydrant.trainer.engine.callback.CallbackFactory} and
 * a constructor without arguments.
 */
public interface CallbackFactory {
  /** The name in a config's {@code callbacks} or {@code loggers}. */
  String name();

  /** What it does, in one line without a full stop, for lists. */
  default String description() {
    return "";
  }

  /** The record that its settings are bound to; one without components takes none. */
  default Class<? extends Record> settings() {
    return NoSettings.class;
  }

  /**
   * Makes a callback before anything is allocated or written.
   *
   * @throws dev.hydrant.config.error.BindException if its settings do not fit
   */
  Callback create(CallbackContext context);
}
