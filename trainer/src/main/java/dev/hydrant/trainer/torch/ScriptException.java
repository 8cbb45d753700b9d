package dev.hydrant.trainer.torch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TorchScript function failed to compile or to run. The message gives the cause and, where known,
 * the line of Java that recorded the operator; the script is kept for inspection.
 */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern PLACE = Pattern.compile("# (.+)\\R[ ~]*<--- HERE");

  private final String script;
  private final String place;

  private ScriptException(String message, String script, String place, Throwable cause) {
    super(message, cause);
    this.script = script;
    this.place = place;
  }

  static ScriptException of(RuntimeException cause, String script) {
    String trace = String.valueOf(cause.getMessage()).strip();
    Matcher m = PLACE.matcher(trace);
    String place = m.find() ? m.group(1).strip() : null;
    int error = trace.lastIndexOf("RuntimeError: ");
    String reason = error < 0 ? trace : trace.substring(error + "RuntimeError: ".length());
    return new ScriptException(
        reason.strip() + (place == null ? "" : "\nat " + place), script, place, cause);
  }

  /** The line of Java that recorded the failing operator, such as {@code Gpt2.java:71}; or null. */
  public String place() {
    return place;
  }

  /** The source of the methods that were running. */
  public String script() {
    return script;
  }
}
