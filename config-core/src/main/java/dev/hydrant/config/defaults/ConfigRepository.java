package dev.hydrant.config.defaults;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.InterpolationNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.source.ConfigPath;
import dev.hydrant.config.source.ConfigSource;
import dev.hydrant.config.source.Folder;
import dev.hydrant.config.source.Header;
import dev.hydrant.config.source.SearchPathEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds configs and groups along a search path and keeps what it has parsed; when a source changes,
 * a new repository takes its place. The first source that has a config wins; the options of a group
 * are those of all sources together.
 */
public final class ConfigRepository {
  private final List<SearchPathEntry> searchPath;
  private final Set<Format> formats;
  private final TextParser parser;
  private final OptionInterpolation interpolation;
  private final Map<String, Optional<LoadedConfig>> loaded = new ConcurrentHashMap<>();

  /** Turns the text of a file into a node; null and empty texts give a null scalar. */
  @FunctionalInterface
  public interface TextParser {
    /** Parses a text that came from a file. */
    Node parse(Format format, String text, String file);
  }

  private record Found(SearchPathEntry entry, String file, Format format) {}

  /**
   * Creates a repository that reads some formats.
   *
   * @param interpolation resolves a defaults list that is an interpolation within its config
   */
  public ConfigRepository(
      List<SearchPathEntry> searchPath,
      Set<Format> formats,
      TextParser parser,
      OptionInterpolation interpolation) {
    this.searchPath = List.copyOf(searchPath);
    this.interpolation = interpolation;
    this.formats = formats;
    this.parser = parser;
  }

  /** The search path, in order. */
  public List<SearchPathEntry> searchPath() {
    return searchPath;
  }

  /** Tells whether some source has a folder of this name; the root always is one. */
  public boolean groupExists(String group) {
    String path = ConfigPath.normalize(group);
    for (SearchPathEntry entry : searchPath) {
      if (entry.source().folder(path) != null) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether some source has the config. */
  public boolean configExists(String path) {
    return find(path) != null;
  }

  /** The names of the configs in a group, over all sources. */
  public SortedSet<String> options(String group) {
    SortedSet<String> options = new TreeSet<>();
    String path = ConfigPath.normalize(group);
    for (SearchPathEntry entry : searchPath) {
      Folder folder = entry.source().folder(path);
      if (folder != null) {
        for (String file : folder.files()) {
          Format format = Format.of(file, formats);
          if (format != null) {
            options.add(file.substring(0, file.length() - format.extension().length()));
          }
        }
      }
    }
    return options;
  }

  /** The names of the groups in a group, over all sources. */
  public SortedSet<String> groups(String group) {
    SortedSet<String> groups = new TreeSet<>();
    String path = ConfigPath.normalize(group);
    for (SearchPathEntry entry : searchPath) {
      Folder folder = entry.source().folder(path);
      if (folder != null) {
        groups.addAll(folder.folders());
      }
    }
    return groups;
  }

  /**
   * Returns a config, or null when no source has it.
   *
   * @throws ConfigLoadException if it cannot be read or parsed
   */
  public LoadedConfig load(String path) {
    Optional<LoadedConfig> config = loaded.get(path);
    if (config == null) {
      config = Optional.ofNullable(read(path));
      loaded.put(path, config);
    }
    return config.orElse(null);
  }

  private LoadedConfig read(String path) {
    Found found = find(path);
    if (found == null) {
      return null;
    }
    ConfigSource source = found.entry().source();
    String text = source.read(found.file());
    String file = source.describe(found.file());
    String pkg = Header.packageOf(text, file);
    Node body = body(parser.parse(found.format(), text, file), path, file);
    List<DefaultsItem> defaults = List.of();
    if (body instanceof MapNode map && map.get("defaults") != null) {
      Node list = map.get("defaults");
      if (list instanceof InterpolationNode i) {
        list = interpolation.resolve(i.interpolation().text(), map);
      }
      defaults = DefaultsParser.parse(path, list);
      Map<Object, Node> rest = new LinkedHashMap<>(map.entries());
      rest.remove("defaults");
      body = new MapNode(rest, map.origin());
    }
    return new LoadedConfig(path, found.entry().provider(), file, pkg, defaults, body);
  }

  /**
   * A config is a mapping or a list; nothing is an empty one, and a lone word names an empty key.
   */
  private static Node body(Node node, String path, String file) {
    if (!(node instanceof ScalarNode scalar)) {
      return node;
    }
    Object value = scalar.value();
    if (value == null) {
      return new MapNode(Map.of(), Origin.of(file));
    }
    if (value instanceof String key) {
      return new MapNode(Map.of(key, new ScalarNode(null, scalar.origin())), scalar.origin());
    }
    throw new ConfigLoadException(
        "The config '" + path + "' must be a mapping, not the lone value " + value + ".",
        scalar.origin());
  }

  private Found find(String name) {
    String path = ConfigPath.normalize(name);
    if (path.isEmpty() || name.endsWith("/")) {
      return null;
    }
    String base = ConfigPath.name(path);
    for (SearchPathEntry entry : searchPath) {
      Folder folder = entry.source().folder(ConfigPath.parent(path));
      if (folder != null) {
        Found found = find(entry, folder, path, base);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private Found find(SearchPathEntry entry, Folder folder, String path, String base) {
    Format named = Format.of(base, formats);
    if (named != null && folder.files().contains(base)) {
      return new Found(entry, path, named);
    }
    if (named == Format.YAML) {
      return null;
    }
    List<Found> found = new ArrayList<>(1);
    for (Format format : Format.values()) {
      if (formats.contains(format) && folder.files().contains(base + format.extension())) {
        found.add(new Found(entry, path + format.extension(), format));
      }
    }
    if (found.size() > 1) {
      ConfigSource source = entry.source();
      throw new ConfigLoadException(
          "The config '"
              + path
              + "' is there twice: '"
              + source.describe(found.get(0).file())
              + "' and '"
              + source.describe(found.get(1).file())
              + "'. Remove or rename one of them.");
    }
    return found.isEmpty() ? null : found.get(0);
  }
}
