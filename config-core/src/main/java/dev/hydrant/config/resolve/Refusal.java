package dev.hydrant.config.resolve;

/** What a built-in resolver says against its arguments; {@link Calls} adds the place. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    this(message, null);
  }

  Refusal(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
