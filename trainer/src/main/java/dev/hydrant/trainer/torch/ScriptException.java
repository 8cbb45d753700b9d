package dev.hydrant.trainer.torch;

/** A TorchScript function failed to compile or to run; carries the script for inspection. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String script;

  ScriptException(String message, String script, Throwable cause) {
    super(message, cause);
    this.script = script;
  }

  /** The source of the methods that were running. */
  public String script() {
    return script;
  }
}
