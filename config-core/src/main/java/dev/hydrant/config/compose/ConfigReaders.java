package dev.hydrant.config.compose;

import dev.hydrant.config.format.Budget;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.source.FormatReader;

/** Reads the text of a config in its format. */
public final class ConfigReaders {
  private final FormatReader reader;

  /** Creates readers that keep to a budget. */
  public ConfigReaders(Budget budget) {
    this.reader = new FormatReader(InterpolationParser::parse, budget);
  }

  /** Parses a text that came from a file. */
  public Node read(Format format, String text, String file) {
    return reader.parse(format, text, file);
  }
}
