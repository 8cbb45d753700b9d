package dev.hydrant.config.grammar;

import java.util.List;

/** A function of an override that cannot be evaluated; the parser adds the place. */
final class FunctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> suggestions;

  FunctionException(String message) {
    this(message, List.of());
  }

  FunctionException(String message, List<String> suggestions) {
    super(message, null, false, false);
    this.suggestions = suggestions;
  }

  List<String> suggestions() {
    return suggestions;
  }
}
