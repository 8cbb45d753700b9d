package dev.hydrant.config.source;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.write.JsonWriter;
import dev.hydrant.config.write.YamlWriter;
import java.nio.charset.StandardCharsets;

/**
 * Feeds arbitrary text to the readers, in the form that coverage-guided fuzzers call. Any exception
 * but our own is a defect, and so is a message without a place, or a tree that is written as
 * another one.
 *
 * <p>The first byte chooses the format. To run it for ten minutes with Jazzer: {@code jazzer
 * --cp=target/classes:target/test-classes:LIBRARIES
 * --target_class=dev.hydrant.config.source.YamlFuzz -max_total_time=600}.
 */
public final class YamlFuzz {
  /**
   * Not deeper: PyYAML's folding, which is ours, breaks escapes where the indentation fills a line.
   */
  private static final Budget BUDGET = new Budget(1 << 20, 20_000, 30, 1000);

  private static final FormatReader READER = new FormatReader(InterpolationParser::parse, BUDGET);

  private YamlFuzz() {}

  /** The entry point of fuzzers. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    Format format =
        switch (data[0]) {
          case '{' -> Format.JSON;
          case '=' -> Format.HOCON;
          default -> Format.YAML;
        };
    int skip = format == Format.HOCON ? 1 : 0;
    check(format, new String(data, skip, data.length - skip, StandardCharsets.UTF_8));
  }

  static void check(Format format, String text) {
    Node tree;
    try {
      tree = READER.parse(format, text, "in");
    } catch (ConfigException e) {
      if (e.origin() == null || e.fact().isBlank()) {
        throw new AssertionError("a poor message: " + e.getMessage(), e);
      }
      return;
    }
    try {
      JsonWriter.write(tree, false);
    } catch (ConfigException e) {
      if (!e.fact().startsWith("JSON has no way")) {
        throw e;
      }
    }
    // PyYAML's own writer does not keep U+0085.
    String written = YamlWriter.write(tree, false);
    if (text.length() < 10_000 && text.indexOf(0x85) < 0 && !text.contains("\\")) {
      Node again = READER.parse(Format.YAML, written, "again");
      if (!again.equals(tree)) {
        throw new AssertionError("written as another tree:\n" + written);
      }
    }
  }
}
