package dev.hydrant.config.compose;

import dev.hydrant.config.ConfigLoadException;
import dev.hydrant.config.InterpolationException;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.Interpolation;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.source.Budget;
import dev.hydrant.config.source.Format;
import dev.hydrant.config.source.YamlReader;
import java.util.List;

/** Reads the text of a config in its format. */
public final class ConfigReaders {
  private final Budget budget;

  /** Creates readers that keep to a budget. */
  public ConfigReaders(Budget budget) {
    this.budget = budget;
  }

  /** Parses a text that came from a file. */
  public Node read(Format format, String text, String file) {
    return YamlReader.read(text, file, ConfigReaders::interpolation, budget);
  }

  /** Bad syntax is found when a config is loaded, not when its value is asked for. */
  private static Interpolation interpolation(String text) {
    try {
      return InterpolationParser.parse(text);
    } catch (InterpolationException e) {
      throw new ConfigLoadException(e.fact(), e.origin(), List.of(), e);
    }
  }
}
