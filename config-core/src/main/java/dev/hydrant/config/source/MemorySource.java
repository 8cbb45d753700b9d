package dev.hydrant.config.source;

import dev.hydrant.config.error.ConfigLoadException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Configs that a program carries with it, by file name. It never changes. */
public final class MemorySource implements ConfigSource {
  private final String scheme;
  private final String path;
  private final Map<String, Supplier<String>> files;
  private final Map<String, Folder> folders = new HashMap<>();

  /**
   * Creates a source from texts.
   *
   * @param files text by path, extensions included; a text is asked for when it is first needed
   */
  public MemorySource(String scheme, String path, Map<String, Supplier<String>> files) {
    this.scheme = scheme;
    this.path = path;
    this.files = Map.copyOf(files);
    Map<String, Set<String>> folderNames = new HashMap<>();
    Map<String, Set<String>> fileNames = new HashMap<>();
    folderNames.put("", new HashSet<>());
    for (String file : files.keySet()) {
      String parent = ConfigPath.parent(file);
      fileNames.computeIfAbsent(parent, k -> new HashSet<>()).add(ConfigPath.name(file));
      while (true) {
        folderNames.computeIfAbsent(parent, k -> new HashSet<>());
        if (parent.isEmpty()) {
          break;
        }
        String above = ConfigPath.parent(parent);
        folderNames.computeIfAbsent(above, k -> new HashSet<>()).add(ConfigPath.name(parent));
        parent = above;
      }
    }
    folderNames.forEach(
        (folder, names) ->
            folders.put(folder, new Folder(names, fileNames.getOrDefault(folder, Set.of()))));
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public Folder folder(String folder) {
    return folders.get(folder);
  }

  @Override
  public String read(String file) {
    Supplier<String> text = files.get(file);
    if (text == null) {
      throw new ConfigLoadException("There is no '" + describe(file) + "'.");
    }
    return text.get();
  }

  @Override
  public String describe(String file) {
    return location() + (path.isEmpty() ? "" : "/") + file;
  }

  @Override
  public long refresh() {
    return 0;
  }
}
