package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.defaults.GroupOverride;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.grammar.OverrideType;
import dev.hydrant.config.grammar.OverrideValue;
import dev.hydrant.config.grammar.OverrideValue.Entries;
import dev.hydrant.config.grammar.OverrideValue.Items;
import dev.hydrant.config.grammar.OverrideValue.Quoted;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import dev.hydrant.config.grammar.ParsedOverride;
import java.util.ArrayList;
import java.util.List;

/**
 * Overrides by what they act on: those whose key is a config group choose configs, the others
 * change values. Sweeps are in neither list.
 */
record SortedOverrides(List<GroupOverride> groups, List<ParsedOverride> values) {
  static SortedOverrides sort(List<ParsedOverride> overrides, ConfigRepository repository) {
    List<GroupOverride> groups = new ArrayList<>();
    List<ParsedOverride> values = new ArrayList<>(overrides.size());
    for (ParsedOverride override : overrides) {
      if (override.isSweep()) {
        continue;
      }
      if (override.value() instanceof Entries || !repository.groupExists(override.key())) {
        values.add(override);
      } else {
        groups.add(groupOverride(override));
      }
    }
    return new SortedOverrides(groups, List.copyOf(values));
  }

  private static GroupOverride groupOverride(ParsedOverride o) {
    if (o.type() == OverrideType.FORCE_ADD) {
      throw fail(
          o, "'++' is for values; a config group is added by '+" + o.qualifiedKey() + "=OPTION'");
    }
    if (o.key().isEmpty()) {
      throw fail(o, "a config group must have a name");
    }
    boolean deletion = o.type() == OverrideType.DEL;
    boolean many = !deletion && o.value() instanceof Items;
    List<String> options = null;
    if (many) {
      options = ((Items) o.value()).items().stream().map(v -> option(o, v)).toList();
    } else if (!deletion || !isNull(o.value())) {
      options = List.of(option(o, o.value()));
    }
    GroupOverride.Kind kind =
        deletion
            ? GroupOverride.Kind.DELETE
            : o.type() == OverrideType.ADD ? GroupOverride.Kind.APPEND : GroupOverride.Kind.CHANGE;
    return new GroupOverride(o.input(), kind, o.key(), o.pkg(), options, many);
  }

  private static boolean isNull(OverrideValue value) {
    return value == null || value instanceof Scalar s && s.value() == null;
  }

  private static String option(ParsedOverride o, OverrideValue value) {
    if (value instanceof Quoted quoted) {
      return quoted.text();
    }
    if (value instanceof Scalar scalar && scalar.value() instanceof String text) {
      return text;
    }
    throw fail(
        o,
        "the option of config group '"
            + o.key()
            + "' must be a string or a list of strings; quote it if it is a name: "
            + o.qualifiedKey()
            + "='...'");
  }

  private static ConfigLoadException fail(ParsedOverride o, String what) {
    return new ConfigLoadException("In '" + o.input() + "': " + what + ".", o.origin());
  }
}
