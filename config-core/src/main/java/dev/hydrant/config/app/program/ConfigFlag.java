package dev.hydrant.config.app.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A flag that stands for overrides, for users who know a key by it from another program: {@code
 * --epochs 20} for {@code training.num_epochs=20}. Which flags there are may depend on the
 * configuration, see {@link AppFacts#flags}.
 *
 * <pre>{@code
 * static final List<ConfigFlag> FLAGS = List.of(
 *     ConfigFlag.key("--epochs", "N", "training.num_epochs"),
 *     ConfigFlag.on("--verbose", "logging.verbose=true"));
 * }</pre>
 *
 * @param name with its dashes, as it is typed
 * @param label of its value for help; empty if it takes none, in brackets if the value may be left
 *     out
 * @param help what it does
 * @param namesConfig whether it says which configuration is meant, as those of {@link #file} do
 * @param words what stands in its place, given the value (empty without one): overrides or flags
 */
public record ConfigFlag(
    String name,
    String label,
    String help,
    boolean namesConfig,
    Function<String, List<String>> words) {
  public ConfigFlag {
    if (!name.startsWith("--") || name.contains("=")) {
      throw new IllegalArgumentException("a flag begins with two dashes and has no =: " + name);
    }
  }

  /** A flag that gives a key its value. */
  public static ConfigFlag key(String name, String label, String key) {
    return new ConfigFlag(name, label, key, false, value -> List.of(key + "=" + quoted(value)));
  }

  /** A flag without a value that stands for some overrides. */
  public static ConfigFlag on(String name, String... overrides) {
    return new ConfigFlag(
        name, "", String.join(" ", overrides), false, value -> List.of(overrides));
  }

  /** A flag whose value is an override itself: {@code --set model.width=3}. */
  public static ConfigFlag override(String name) {
    return new ConfigFlag(name, "KEY=VALUE", "Change a key", false, List::of);
  }

  /** A flag that names the file of the primary config: {@code --config my/run.yaml}. */
  public static ConfigFlag file(String name) {
    return new ConfigFlag(name, "FILE", "The primary config", true, ConfigFlag::fileWords);
  }

  private static List<String> fileWords(String value) {
    Path file = Path.of(value);
    List<String> words = new ArrayList<>();
    if (file.getParent() != null) {
      words.add("--config-path=" + file.getParent());
    }
    words.add("--config-name=" + file.getFileName().toString().replaceFirst("\\.ya?ml$", ""));
    return words;
  }

  /** The same with other words for help. */
  public ConfigFlag help(String text) {
    return new ConfigFlag(name, label, text, namesConfig, words);
  }

  /** Whether it needs a value. */
  public boolean needsValue() {
    return !label.isEmpty() && !label.startsWith("[");
  }

  /** How it is typed, such as {@code --epochs N}. */
  public String usage() {
    return label.isEmpty() ? name : name + " " + label;
  }

  /** As a value of an override: in quotes where it would not be one text otherwise. */
  private static String quoted(String value) {
    if (value.matches("[\\w./+\\-@%?*\\[\\],:{}$]+")) {
      return value;
    }
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
