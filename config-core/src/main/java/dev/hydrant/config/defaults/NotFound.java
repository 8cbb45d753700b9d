package dev.hydrant.config.defaults;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.source.ConfigPath;
import dev.hydrant.config.source.SearchPathEntry;
import dev.hydrant.config.suggest.Suggestions;
import java.util.Collection;
import java.util.List;

/** Says that a config is not there: who asked for it, what is there instead, where was looked. */
final class NotFound {
  private final ConfigRepository repository;

  NotFound(ConfigRepository repository) {
    this.repository = repository;
  }

  ConfigLoadException error(TreeEntry entry) {
    String path = entry.configPath();
    StringBuilder text = new StringBuilder();
    Collection<String> options = List.of();
    if (entry.primary) {
      text.append("Cannot find primary config '").append(path);
      text.append("'. Check that it's in your config search path.\n");
      options = siblings(path);
    } else {
      String parent = entry.parent == null ? null : entry.parent.configPath();
      if (parent != null) {
        text.append("In '").append(parent).append("': ");
      }
      if (entry.isGroup()) {
        text.append("Could not find '").append(path).append("'\n");
        options = repository.options(entry.groupPath());
        if (!options.isEmpty()) {
          text.append("\nAvailable options in '").append(entry.groupPath()).append("':");
          options.forEach(option -> text.append("\n\t").append(option));
        } else if (!repository.groupExists(entry.groupPath())) {
          return withSearchPath(text, entry, groupsNear(entry));
        }
      } else {
        text.append("Could not load '").append(path).append("'.\n");
        options = siblings(path);
      }
    }
    return withSearchPath(text, entry, Suggestions.nearest(ConfigPath.name(path), options));
  }

  /** Configs of the same option in groups whose names are near, where the group itself is wrong. */
  private List<String> groupsNear(TreeEntry entry) {
    String group = entry.groupPath();
    String parent = ConfigPath.parent(group);
    return Suggestions.nearest(ConfigPath.name(group), repository.groups(parent)).stream()
        .map(name -> (parent.isEmpty() ? name : parent + "/" + name) + "/" + entry.option())
        .filter(repository::configExists)
        .toList();
  }

  private ConfigLoadException withSearchPath(
      StringBuilder text, TreeEntry entry, List<String> suggestions) {
    text.append("\nConfig search path:");
    for (SearchPathEntry source : repository.searchPath()) {
      text.append("\n\t").append(source);
    }
    return new ConfigLoadException(
        text.toString(), entry.primary ? null : entry.origin, suggestions);
  }

  private Collection<String> siblings(String path) {
    try {
      return repository.options(ConfigPath.parent(path));
    } catch (ConfigLoadException e) {
      return List.of();
    }
  }
}
