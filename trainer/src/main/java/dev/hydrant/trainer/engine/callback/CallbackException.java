package dev.hydrant.trainer.engine.callback;

/** A callback failed, and with it the run. */
public final class CallbackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param event what the callback was told
   */
  CallbackException(Callback callback, String event, RuntimeException cause) {
    super(
        "the callback '%s' failed when told of %s: %s"
            .formatted(
                callback.name(),
                event,
                cause.getMessage() == null ? cause.toString() : cause.getMessage()),
        cause);
  }
}
