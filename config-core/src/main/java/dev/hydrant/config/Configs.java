package dev.hydrant.config;

import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.defaults.LoadedConfig;
import dev.hydrant.config.error.ConfigException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The groups and configs on a search path: what a defaults list or an override may name.
 *
 * <pre>{@code
 * static void show(Composer composer) {
 *   Configs configs = composer.configs(composer.compose("config"));
 *   configs.all("").forEach((group, options) -> System.out.println(group + ": " + options));
 * }
 * }</pre>
 */
public final class Configs {
  private final ConfigRepository repository;

  Configs(ConfigRepository repository) {
    this.repository = repository;
  }

  /** Tells whether there is a group; the root, an empty string, always is one. */
  public boolean hasGroup(String group) {
    return repository.groupExists(group);
  }

  /** The names of the groups in a group; those of the root for the empty string. */
  public SortedSet<String> groups(String group) {
    return repository.groups(group);
  }

  /** The names of the configs in a group. */
  public SortedSet<String> options(String group) {
    return repository.options(group);
  }

  /** A group and all groups below it that hold configs, each with the names of its configs. */
  public SortedMap<String, SortedSet<String>> all(String group) {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>();
    collect(group, all);
    return all;
  }

  private void collect(String group, SortedMap<String, SortedSet<String>> all) {
    SortedSet<String> options = options(group);
    if (!options.isEmpty()) {
      all.put(group, options);
    }
    groups(group).forEach(g -> collect(group.isEmpty() ? g : group + "/" + g, all));
  }

  /**
   * Returns where a config was read from; empty when there is none of this name.
   *
   * @param config such as {@code db/mysql}
   * @throws ConfigException if it is no valid config
   */
  public Optional<Path> file(String config) {
    return Optional.ofNullable(repository.load(config)).map(LoadedConfig::file).map(Path::of);
  }
}
