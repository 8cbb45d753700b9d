package dev.hydrant.config.conformance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers the cases of one kind. The class for kind {@code compose} is {@code ComposeAnswerer} in
 * this package, with a constructor without arguments.
 */
public interface Answerer {
  /**
   * Returns the result in the form of the case's {@code expect}; expected failures are returned by
   * {@link #error}, anything thrown is a defect.
   */
  Map<String, Object> answer(ConformanceCase c) throws Exception;

  /** The result of a case that fails in a stage such as {@code parse} or {@code defaults}. */
  static Map<String, Object> error(String stage, String type, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("stage", stage);
    error.put("type", type);
    error.put("message", message);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("error", error);
    return result;
  }
}
