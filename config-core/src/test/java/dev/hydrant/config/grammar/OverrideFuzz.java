package dev.hydrant.config.grammar;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.OverrideParseException;
import dev.hydrant.config.sweep.SweepExpander;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Feeds arbitrary text to the override grammar, in the form that coverage-guided fuzzers call. Any
 * exception but our own is a defect, and so is a value whose text parses to something else.
 */
public final class OverrideFuzz {
  private static final int LONGEST_MESSAGE = 2000;

  private OverrideFuzz() {}

  /** The entry point of fuzzers. */
  public static void fuzzerTestOneInput(byte[] data) {
    check(new String(data, StandardCharsets.UTF_8));
  }

  static void check(String text) {
    ParsedOverride override;
    try {
      override = OverrideParser.parse(text, new SplittableRandom(1));
    } catch (OverrideParseException e) {
      if (!e.fact().endsWith("^") || e.getMessage().length() > LONGEST_MESSAGE) {
        throw new AssertionError("a poor message: " + e.getMessage());
      }
      return;
    }
    if (override.isSweep()) {
      expand(override);
      return;
    }
    try {
      override.toNode();
    } catch (ConfigCompositionException e) {
      return; // a sweep inside, a null key, or a bad interpolation
    }
    // Strings made by functions lose their type, quotes inside an interpolation are not escaped.
    boolean faithful = text.indexOf('(') < 0 && !text.contains("${");
    if (faithful) {
      String again = override.keyElement() + "=" + override.valueString();
      ParsedOverride reparsed = OverrideParser.parse(again);
      if (!reparsed.valueString().equals(override.valueString())
          || override.value() != null && !reparsed.value().equals(override.value())) {
        throw new AssertionError(text + " became " + again);
      }
    }
  }

  private static void expand(ParsedOverride override) {
    try {
      List<List<String>> jobs =
          new SweepExpander(new SplittableRandom(1), 1000)
              .expandParsed(List.of(override), group -> List.of("a", "b c", group));
      for (List<String> job : jobs) {
        if (!job.get(0).startsWith(override.keyElement() + "=")) {
          throw new AssertionError("no override of " + override.keyElement() + ": " + job);
        }
      }
    } catch (ConfigCompositionException e) {
      return; // intervals, nested sweeps, too many jobs
    }
  }
}
