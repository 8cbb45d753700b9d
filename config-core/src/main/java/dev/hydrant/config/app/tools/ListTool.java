package dev.hydrant.config.app.tools;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Configs;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.defaults.DefaultsTreeBuilder;
import dev.hydrant.config.error.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code list}: configs, groups with their options, and what the program adds, a line on each. */
@Command(
    name = "list",
    description = "List the configs, the groups with their options, and what a config may name.",
    mixinStandardHelpOptions = true)
public final class ListTool extends ConfigTool {
  public ListTool(AppSettings app) {
    super(app);
  }

  @Override
  public Integer call() throws Exception {
    Composer composer = composer();
    Configs configs = composer.configs(composer.compose(null));
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    configs
        .all("")
        .forEach(
            (group, options) -> {
              Map<String, String> described = new LinkedHashMap<>();
              options.remove(DefaultsTreeBuilder.NO_CONFIG);
              options.forEach(o -> described.put(o, describe(configs, group, o)));
              all.put(group.isEmpty() ? "configs" : group, described);
              if (group.isEmpty()) {
                all.putAll(app().facts().listed());
              }
            });
    print(all, text(all));
    return 0;
  }

  private static String describe(Configs configs, String group, String option) {
    try {
      Path file = configs.file(group.isEmpty() ? option : group + "/" + option).orElseThrow();
      return Files.isRegularFile(file) ? firstComment(Files.readString(file)) : "";
    } catch (ConfigException | IOException e) {
      return ""; // lint says what is wrong with it
    }
  }

  /** The first sentence or line of the comment that a file begins with; headers are none. */
  static String firstComment(String text) {
    for (String line : text.lines().toList()) {
      String words = line.strip();
      if (!words.isEmpty() && !words.startsWith("#")) {
        break;
      }
      String comment = words.replaceFirst("^#+\\s*", "");
      if (!comment.isEmpty() && !comment.startsWith("@") && !comment.startsWith("yaml-language-")) {
        return comment.replaceFirst("(?<=[a-z0-9)]{2})\\. [A-Z].*$", "").replaceFirst("[.:]$", "");
      }
    }
    return "";
  }

  private static String text(Map<String, Map<String, String>> all) {
    StringBuilder text = new StringBuilder();
    all.forEach(
        (title, names) -> {
          text.append(title).append(":\n");
          int width = names.keySet().stream().mapToInt(String::length).max().orElse(0);
          names.forEach(
              (name, line) ->
                  text.append("  ")
                      .append((name + " ".repeat(width - name.length()) + "  " + line).strip())
                      .append('\n'));
        });
    return text.toString().stripTrailing();
  }
}
