package dev.hydrant.config.app.completion;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.Configs;
import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.compose.PythonText;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** What an override that is being typed could become: keys, groups, options, values, files. */
final class Candidates {
  private static final List<String> FLAGS_OF_NAMES = List.of("--config-name", "-cn");
  private static final List<String> FLAGS_OF_DIRECTORIES =
      List.of("--config-path", "-cp", "--config-dir", "-cd");

  private final Composer composer;
  private final String configName;
  private final List<String> overrides;
  private final Path cwd;
  private final Function<Composition, List<ConfigFlag>> flags;

  Candidates(
      Composer composer,
      String configName,
      List<String> overrides,
      Path cwd,
      Function<Composition, List<ConfigFlag>> flags) {
    this.composer = composer;
    this.configName = configName;
    this.overrides = overrides;
    this.cwd = cwd;
    this.flags = flags;
  }

  /**
   * The candidates for a word, sorted; each is the whole word.
   *
   * @param before the word before it, which may be a flag that takes this one as its value
   */
  List<String> of(String before, String word) {
    int equals = word.indexOf('=');
    if (word.startsWith("--") && equals > 0) {
      String flag = word.substring(0, equals);
      return flagValues(flag, word.substring(equals + 1)).stream()
          .map(value -> flag + "=" + value)
          .toList();
    }
    if (FLAGS_OF_NAMES.contains(before) || FLAGS_OF_DIRECTORIES.contains(before)) {
      return flagValues(before, word);
    }
    if (word.startsWith("-")) {
      Composition config = compose();
      List<ConfigFlag> own = config == null ? List.of() : flags.apply(config);
      return Completion.flags(word, own.stream().map(ConfigFlag::name).toList());
    }
    return overrides(word);
  }

  private List<String> flagValues(String flag, String start) {
    TreeSet<String> found = new TreeSet<>();
    if (FLAGS_OF_NAMES.contains(flag)) {
      int slash = start.lastIndexOf('/') + 1;
      String folder = start.substring(0, slash);
      composer.options(folder.isEmpty() ? "" : folder.substring(0, slash - 1)).stream()
          .map(option -> folder + option)
          .forEach(found::add);
    } else if (FLAGS_OF_DIRECTORIES.contains(flag)) {
      files(start).stream().filter(f -> f.endsWith("/")).forEach(found::add);
    }
    return found.stream().filter(value -> value.startsWith(start)).toList();
  }

  private List<String> overrides(String word) {
    String prefix =
        word.startsWith("++")
            ? "++"
            : word.startsWith("+") || word.startsWith("~") ? word.substring(0, 1) : "";
    String text = word.substring(prefix.length());
    Composition config = compose();
    TreeSet<String> found = new TreeSet<>();
    int equals = text.indexOf('=');
    if (equals >= 0) {
      values(config, text.substring(0, equals), text.substring(equals + 1), found);
    } else {
      groups(text, found);
      keys(config, text, found);
      if (prefix.equals("~")) {
        // what is deleted needs no value
        List.copyOf(found).stream()
            .filter(c -> !c.endsWith("/"))
            .forEach(c -> found.add(c.substring(0, c.length() - 1)));
      }
    }
    return found.stream().filter(c -> c.startsWith(text)).map(c -> prefix + c).toList();
  }

  private Composition compose() {
    for (List<String> known : List.of(overrides, List.<String>of())) {
      try {
        return composer.composeMaster(configName, known);
      } catch (ConfigException e) {
        // What stands on the line may be half typed: the config without it is nearly as good.
      }
    }
    return null;
  }

  private void groups(String text, TreeSet<String> found) {
    int slash = text.lastIndexOf('/');
    String above = slash < 0 ? "" : text.substring(0, slash);
    for (String group : composer.groups(above)) {
      String path = above.isEmpty() ? group : above + "/" + group;
      if (!composer.options(path).isEmpty()) {
        found.add(path + "=");
      }
      if (!composer.groups(path).isEmpty()) {
        found.add(path + "/");
      }
    }
    if (!text.startsWith("hydra")) {
      found.removeIf(c -> c.startsWith("hydra"));
    }
  }

  private static void keys(Composition config, String text, TreeSet<String> found) {
    if (config == null) {
      return;
    }
    int dot = text.lastIndexOf('.');
    String above = dot < 0 ? "" : text.substring(0, dot);
    Node node = text.startsWith("hydra.") ? config.whole() : config.node();
    for (String step : above.isEmpty() ? new String[0] : above.split("\\.")) {
      node = child(node, step);
    }
    String start = above.isEmpty() ? "" : above + ".";
    if (node instanceof MapNode map) {
      map.entries()
          .forEach((key, value) -> found.add(start + key + (value instanceof MapNode ? "." : "=")));
    } else if (node instanceof ListNode list) {
      for (int i = 0; i < list.items().size(); i++) {
        found.add(start + i + "=");
      }
    }
  }

  private static Node child(Node node, String step) {
    if (node instanceof MapNode map) {
      return map.get(step);
    }
    if (node instanceof ListNode list && step.matches("\\d{1,6}")) {
      int i = Integer.parseInt(step);
      return i < list.items().size() ? list.items().get(i) : null;
    }
    return null;
  }

  private void values(Composition config, String key, String value, TreeSet<String> found) {
    int at = key.indexOf('@');
    String group = at < 0 ? key : key.substring(0, at);
    Configs configs = config == null ? null : composer.configs(config);
    if (configs != null && configs.hasGroup(group)) {
      configs.options(group).forEach(o -> found.add(key + "=" + o));
      return;
    }
    if (value.startsWith(".") || value.startsWith("/") || value.startsWith("~")) {
      files(value).forEach(f -> found.add(key + "=" + f));
      return;
    }
    Node node = config == null ? null : config.node();
    for (String step : key.split("\\.")) {
      node = child(node, step);
    }
    if (node instanceof ScalarNode s && !s.secret()) {
      if (s.value() instanceof Boolean) {
        found.add(key + "=true");
        found.add(key + "=false");
      } else if (s.value() != null) {
        found.add(key + "=" + PythonText.of(s));
      }
    }
  }

  private List<String> files(String value) {
    int slash = value.lastIndexOf('/') + 1;
    String folder = value.substring(0, slash);
    File[] entries = cwd.resolve(folder.isEmpty() ? "." : folder).toFile().listFiles();
    List<String> files = new ArrayList<>();
    for (File file : entries == null ? new File[0] : entries) {
      files.add(folder + file.getName() + (file.isDirectory() ? "/" : ""));
    }
    return files;
  }
}
