package dev.hydrant.config.inspect;

import dev.hydrant.config.compose.Composed;
import dev.hydrant.config.compose.Layer;
import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.defaults.LoadedConfig;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.explain.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which configs of a search path have been part of a composition. */
final class Usage {
  private final ConfigRepository repository;
  private final Set<String> used = new HashSet<>();
  private final Set<String> tried = new HashSet<>();
  private final Set<String> onlyAppended = new LinkedHashSet<>();

  Usage(ConfigRepository repository) {
    this.repository = repository;
  }

  void add(Composed composed) {
    for (Layer layer : composed.plan().layers()) {
      used.add(layer.config().file());
    }
  }

  /** Notes that a config is being tried; if it is in no composition, it is broken. */
  void tries(String path) {
    tried.add(path);
  }

  /** The groups whose configs nothing has brought in so far. */
  Set<String> groupsOfUnused() {
    Set<String> groups = new LinkedHashSet<>();
    unusedConfigs()
        .forEach(
            (path, config) -> {
              int slash = path.lastIndexOf('/');
              if (slash > 0) {
                groups.add(path.substring(0, slash));
                if (config.pkg() == null) {
                  onlyAppended.add(config.file());
                }
              }
            });
    return groups;
  }

  /** Configs that are in no composition, or only by being added to one without saying so. */
  List<Finding> unused() {
    List<Finding> findings = new ArrayList<>();
    for (String file : onlyAppended) {
      String fact = "no defaults list brings it in; only an override that adds its group does";
      findings.add(new Finding(Finding.Kind.UNUSED, file, fact, ""));
    }
    unusedConfigs()
        .forEach(
            (path, config) -> {
              boolean primary = path.indexOf('/') < 0;
              if (!primary && !onlyAppended.contains(config.file())) {
                String fact = "no composition that was tried has it";
                findings.add(new Finding(Finding.Kind.UNUSED, config.file(), fact, ""));
              }
            });
    return findings;
  }

  private Map<String, LoadedConfig> unusedConfigs() {
    Map<String, LoadedConfig> unused = new LinkedHashMap<>();
    collect("", unused);
    return unused;
  }

  private void collect(String group, Map<String, LoadedConfig> unused) {
    for (String option : repository.options(group)) {
      String path = group.isEmpty() ? option : group + "/" + option;
      LoadedConfig config = tried.contains(path) ? null : load(path);
      if (config != null && !config.provider().equals("hydra") && !used.contains(config.file())) {
        unused.put(path, config);
      }
    }
    for (String inner : repository.groups(group)) {
      collect(group.isEmpty() ? inner : group + "/" + inner, unused);
    }
  }

  /** A config that cannot be read is reported by the composition that tries it. */
  private LoadedConfig load(String path) {
    try {
      return repository.load(path);
    } catch (ConfigLoadException e) {
      return null;
    }
  }
}
