package dev.hydrant.config.source.yaml;

/**
 * A token of the text.
 *
 * @param text an anchor, alias or tag suffix, or a scalar's value
 * @param handle the handle of a tag or of a TAG directive, empty for a YAML directive, else null
 * @param plain whether a scalar is unquoted
 */
record Token(Kind kind, Mark mark, String text, String handle, boolean plain) {
  enum Kind {
    DIRECTIVE("a directive"),
    DOCUMENT_START("'---'"),
    DOCUMENT_END("'...'"),
    STREAM_END("the end of the file"),
    BLOCK_SEQUENCE_START("a list"),
    BLOCK_MAPPING_START("a mapping"),
    BLOCK_END("the end of the block"),
    FLOW_SEQUENCE_START("'['"),
    FLOW_SEQUENCE_END("']'"),
    FLOW_MAPPING_START("'{'"),
    FLOW_MAPPING_END("'}'"),
    FLOW_ENTRY("','"),
    BLOCK_ENTRY("'-'"),
    KEY("a key"),
    VALUE("':'"),
    ALIAS("an alias"),
    ANCHOR("an anchor"),
    TAG("a tag"),
    SCALAR("a scalar");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    /** The token as a message names it. */
    String shown() {
      return shown;
    }
  }

  static Token of(Kind kind, Mark mark) {
    return new Token(kind, mark, null, null, false);
  }
}
