package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.grammar.OverrideType;
import dev.hydrant.config.grammar.OverrideValue.Quoted;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.override.KeyHints;
import dev.hydrant.config.suggest.Suggestions;
import java.util.ArrayList;
import java.util.List;

/**
 * What Hydra does not say: that a key looks like a config group which is written in another way or
 * lies elsewhere, or lies in a group that the sweep has not chosen yet.
 */
final class GroupHints implements KeyHints {
  private static final int MOST_GROUPS = 2_000;

  private final ConfigRepository repository;
  private final List<ParsedOverride> all;

  /**
   * @param all overrides, those of sweeps too
   */
  GroupHints(ConfigRepository repository, List<ParsedOverride> all) {
    this.repository = repository;
    this.all = all;
  }

  /** A hint for each override that sets a text where an option was probably meant. */
  List<String> warnings(List<ParsedOverride> values) {
    List<String> warnings = new ArrayList<>(0);
    for (ParsedOverride override : values) {
      String group = optionOf(override);
      if (!override.isHydra() && !group.isEmpty()) {
        warnings.add(
            override.input()
                + " sets the key "
                + override.key()
                + " to a text. "
                + choice(group, text(override)));
      }
    }
    return warnings;
  }

  @Override
  public String of(ParsedOverride override) {
    String group = optionOf(override);
    if (!group.isEmpty()) {
      return choice(group, text(override));
    }
    String path = override.key().replace('.', '/');
    if (path.contains("/") && repository.groupExists(path)) {
      return "'%s' is a config group, with the options %s"
          .formatted(path, String.join(", ", repository.options(path)));
    }
    for (ParsedOverride swept : all) {
      String place = swept.pkg() == null ? swept.key().replace('/', '.') : swept.pkg();
      if (swept.isSweep()
          && override.key().startsWith(place + ".")
          && repository.groupExists(swept.key())) {
        return ("'%s' is swept, so what its options hold is not known before the jobs are made."
                + " To set the key in every job use ++%s=...")
            .formatted(swept.key(), override.key());
      }
    }
    return "";
  }

  private static String choice(String group, String option) {
    return ("To choose the option '%s' of the config group '%s' use %s=%s,"
            + " or +%s=%s if no defaults list names the group")
        .formatted(option, group, group, option, group, option);
  }

  /** The group in which an override's text is an option, though its key is not that group's. */
  private String optionOf(ParsedOverride override) {
    String text = text(override);
    if (text.isEmpty() || override.type() == OverrideType.DEL) {
      return "";
    }
    String path = override.key().replace('.', '/');
    if (!path.equals(override.key())) {
      return repository.options(path).contains(text) ? path : "";
    }
    if (override.type() == OverrideType.CHANGE) {
      return "";
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    return groups().stream()
        .filter(g -> isCalled(g, last) && repository.options(g).contains(text))
        .findFirst()
        .orElse("");
  }

  private static boolean isCalled(String group, String name) {
    String last = group.substring(group.lastIndexOf('/') + 1);
    return last.equals(name) || !group.contains("/") && Suggestions.isNear(name, group);
  }

  /** The groups of all levels, those at the root first. */
  private List<String> groups() {
    List<String> found = new ArrayList<>(repository.groups(""));
    for (int i = 0; i < found.size() && found.size() < MOST_GROUPS; i++) {
      String above = found.get(i);
      if (!above.equals("hydra")) {
        repository.groups(above).forEach(name -> found.add(above + "/" + name));
      }
    }
    return found;
  }

  private static String text(ParsedOverride override) {
    if (override.value() instanceof Quoted quoted) {
      return quoted.text();
    }
    boolean isText = override.value() instanceof Scalar s && s.value() instanceof String;
    return isText ? (String) ((Scalar) override.value()).value() : "";
  }
}
