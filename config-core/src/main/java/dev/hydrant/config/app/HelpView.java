package dev.hydrant.config.app;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.write.YamlWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Fills the help templates of a configuration. */
final class HelpView {
  private final Composer composer;
  private final CommandSpec spec;

  HelpView(Composer composer, CommandSpec spec) {
    this.composer = composer;
    this.spec = spec;
  }

  String application(Composition config, boolean resolve) {
    return fill(
        template(config, "help.template"),
        () -> resolve ? config.toResolvedYaml() : config.toYaml());
  }

  String hydra(Composition config) {
    return fill(
        template(config, "hydra_help.template"),
        () -> YamlWriter.write(ConfigView.hydra(config), false));
  }

  private static String template(Composition config, String key) {
    return config.hydraValue(key).map(String::valueOf).orElse("$FLAGS_HELP\n");
  }

  /** Replaces {@code $WORD} and <code>${WORD}</code>; {@code $$} is a dollar sign. */
  private String fill(String template, Supplier<String> config) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i);
      if (c != '$' || i + 1 == template.length()) {
        text.append(c);
        i++;
      } else if (template.charAt(i + 1) == '$') {
        text.append('$');
        i += 2;
      } else {
        boolean braced = template.charAt(i + 1) == '{';
        int start = i + (braced ? 2 : 1);
        int end = start;
        while (end < template.length() && isWord(template.charAt(end))) {
          end++;
        }
        String value = word(template.substring(start, end), config);
        if (value == null) {
          text.append(c);
          i++;
        } else {
          text.append(value);
          i = end + (braced ? 1 : 0);
        }
      }
    }
    return text.toString();
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private String word(String name, Supplier<String> config) {
    return switch (name) {
      case "FLAGS_HELP" -> flags();
      case "APP_CONFIG_GROUPS" -> groups(false);
      case "HYDRA_CONFIG_GROUPS" -> groups(true);
      case "CONFIG" -> config.get();
      default -> null;
    };
  }

  private String flags() {
    StringBuilder text = new StringBuilder();
    for (OptionSpec option : spec.options()) {
      text.append(String.join(",", option.names()))
          .append(" : ")
          .append(String.join(" ", option.description()))
          .append('\n');
    }
    List<String> overrides = List.of(spec.positionalParameters().get(0).description());
    return text.append("Overrides : ").append(String.join(" ", overrides)).toString();
  }

  private String groups(boolean hydra) {
    SortedMap<String, String> groups = new TreeMap<>();
    collect("", groups);
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (group, options) -> {
          if ((group.equals("hydra") || group.startsWith("hydra/")) == hydra) {
            text.append(group).append(": ").append(options).append('\n');
          }
        });
    return text.toString();
  }

  private void collect(String parent, SortedMap<String, String> groups) {
    for (String name : composer.groups(parent)) {
      String group = parent.isEmpty() ? name : parent + "/" + name;
      String options = String.join(", ", composer.options(group));
      if (!options.isEmpty()) {
        groups.put(group, options);
      }
      collect(group, groups);
    }
  }
}
