package dev.hydrant.config.node;

/**
 * The place where a value was written.
 *
 * <pre>{@code
 * static void point(ConfigException mistake) {
 *   Origin place = mistake.origin();
 *   if (place != null && place.line() > 0) {
 *     System.err.println(place.source() + ":" + place.line());
 *   }
 * }
 * }</pre>
 *
 * @param source a file name, {@code override 'a=1'}, or a word for a program's own value
 * @param line 1-based line, 0 when the source has no lines
 * @param column 1-based column, 0 when unknown
 */
public record Origin(String source, int line, int column) {
  /** The origin of values that no user wrote. */
  public static final Origin BUILTIN = new Origin("builtin", 0, 0);

  /** Returns an origin without a position in its source. */
  public static Origin of(String source) {
    return new Origin(source, 0, 0);
  }

  /** Whether the value was typed as an override, and stands in no file. */
  public boolean isOverride() {
    return source.startsWith("override '");
  }

  /** Renders as {@code file:line:column}, leaving out what is unknown. */
  @Override
  public String toString() {
    if (line == 0) {
      return source;
    }
    return column == 0 ? source + ":" + line : source + ":" + line + ":" + column;
  }
}
