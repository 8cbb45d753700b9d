package dev.hydrant.config.source;

import dev.hydrant.config.format.Budget;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.Node;

/** Reads text of any supported format into a tree. Immutable and thread-safe. */
public final class FormatReader {
  private final InterpolationSyntax syntax;
  private final Budget budget;

  /** Creates a reader that parses interpolations by a syntax and keeps to a budget. */
  public FormatReader(InterpolationSyntax syntax, Budget budget) {
    this.syntax = syntax;
    this.budget = budget;
  }

  /**
   * Reads a text.
   *
   * @param file the name of the text in origins and messages
   * @return a mapping or a list
   * @throws dev.hydrant.config.error.ConfigLoadException if the text is malformed or beyond the
   *     budget
   */
  public Node parse(Format format, String text, String file) {
    return switch (format) {
      case YAML, YML -> YamlReader.read(text, file, syntax, budget);
      case JSON -> JsonReader.read(text, file, syntax, budget);
      case HOCON -> HoconReader.read(text, file, syntax, budget);
    };
  }
}
