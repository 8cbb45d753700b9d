package dev.hydrant.config;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.grammar.OverrideParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Environment variables of a prefix, read as overrides. */
final class EnvironmentOverrides {
  private EnvironmentOverrides() {}

  /** The overrides in the order of the variables' names; none without a prefix. */
  static List<String> of(String prefix, Map<String, String> environment) {
    List<String> overrides = new ArrayList<>();
    if (prefix != null) {
      new TreeMap<>(environment)
          .forEach(
              (name, value) -> {
                if (name.startsWith(prefix) && name.length() > prefix.length()) {
                  overrides.add(override(name.substring(prefix.length()), value));
                }
              });
    }
    return List.copyOf(overrides);
  }

  /** A value that is no value of an override, such as one with a bracket, is a text. */
  private static String override(String name, String value) {
    String key = name.toLowerCase(Locale.ROOT).replace("__", ".");
    String plain = key + "=" + value;
    try {
      if (!OverrideParser.parse(plain).isSweep()) {
        return plain;
      }
    } catch (ConfigException e) {
      // quoted below
    }
    String escaped = value.replaceAll("(\\\\*)'", "$1$1\\\\'").replaceAll("(\\\\+)$", "$1$1");
    return key + "='" + escaped + "'";
  }
}
