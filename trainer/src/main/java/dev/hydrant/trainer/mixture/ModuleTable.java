package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The parts of a network with their parameters; what all blocks have is told once. */
final class ModuleTable {
  private static final String BLOCK = "^blocks\\.\\d+";

  private ModuleTable() {}

  /** A line for each part, such as {@code blocks.*.attention.query 4 x 1,056}. */
  static String of(Module network) {
    Map<String, Long> values = new TreeMap<>();
    Map<String, Long> blocks = new TreeMap<>();
    for (Parameter p : network.parameters()) {
      String part = p.name().substring(0, p.name().lastIndexOf('.'));
      values.merge(part.replaceFirst(BLOCK, "blocks.*"), p.count(), Long::sum);
      if (part.matches(BLOCK + ".*")) {
        blocks.merge(part.split("\\.")[1], 1L, Long::sum);
      }
    }
    StringBuilder out = new StringBuilder();
    values.forEach(
        (part, count) -> {
          boolean ofBlocks = part.startsWith("blocks.*");
          long each = ofBlocks ? count / blocks.size() : count;
          out.append(
              String.format(
                  Locale.ROOT,
                  "%n  %-29s%s%,d",
                  part,
                  ofBlocks ? blocks.size() + " x " : "",
                  each));
        });
    return out.toString();
  }
}
