package dev.hydrant.config.compose;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.ConfigException.Stage;
import dev.hydrant.config.grammar.OverrideParser;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.grammar.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Parses overrides, remembering the latest, and says which sweeps are allowed. */
final class ParsedOverrides {
  private static final int REMEMBERED = 4096;
  private static final int LONGEST_REMEMBERED = 1024;

  private final Map<String, ParsedOverride> known = new ConcurrentHashMap<>();

  List<ParsedOverride> parse(List<String> overrides) {
    List<ParsedOverride> parsed = new ArrayList<>(overrides.size());
    for (String override : overrides) {
      parsed.add(parse(override));
    }
    return parsed;
  }

  private ParsedOverride parse(String override) {
    ParsedOverride parsed = known.get(override);
    if (parsed == null) {
      parsed = OverrideParser.parse(override);
      if (known.size() >= REMEMBERED) {
        known.clear();
      }
      if (override.length() <= LONGEST_REMEMBERED && !parsed.isSweep()) {
        known.put(override, parsed);
      }
    }
    return parsed;
  }

  static void validate(List<ParsedOverride> overrides, boolean multirun) {
    for (ParsedOverride o : overrides) {
      if (!o.isSweep()) {
        continue;
      }
      if (multirun && o.isHydra()) {
        throw invalid(
            o, "Sweeping over Hydra's configuration is not supported : '" + o.input() + "'");
      }
      if (!multirun && o.valueType() == ValueType.SIMPLE_CHOICE_SWEEP) {
        String key = o.qualifiedKey();
        throw invalid(
            o,
            "Ambiguous value for argument '"
                + o.input()
                + "'\n1. To use it as a list, use "
                + key
                + "=[value1,value2]\n2. To use it as string, quote the value: "
                + key
                + "=\\'value1,value2\\'\n3. To sweep over it, add --multirun to your command line");
      }
      if (!multirun) {
        throw invalid(o, "Sweep parameters '" + o.input() + "' requires --multirun");
      }
    }
  }

  private static ConfigCompositionException invalid(ParsedOverride o, String what) {
    return new ConfigCompositionException(Stage.VALIDATE, what, o.origin(), List.of(), null);
  }
}
