package dev.hydrant.config.override;

import dev.hydrant.config.grammar.ParsedOverride;

/** What somebody may have meant by an override whose key is not there. */
@FunctionalInterface
public interface KeyHints {
  /** Knows nothing. */
  KeyHints NONE = override -> "";

  /** A line that says what to write instead; empty where nothing is known. */
  String of(ParsedOverride override);
}
