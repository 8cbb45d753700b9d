package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.defaults.DefaultsList;
import dev.hydrant.config.defaults.LoadedConfig;
import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.explain.DefaultsEntry;
import dev.hydrant.config.grammar.KeyPath;
import dev.hydrant.config.merge.Dereferencer;
import dev.hydrant.config.merge.TreeBuilder;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Merges the configs of a defaults list in order, and checks what is typed. */
final class Layers {
  private final ConfigRepository repository;
  private final List<Layer> layers = new ArrayList<>();
  private final List<TypedPlace> types = new ArrayList<>();
  private final TreeBuilder tree;
  private final Repeats repeats;

  private Layers(DefaultsList defaults, ConfigRepository repository, Dereferencer dereferencer) {
    this.repository = repository;
    this.tree = new TreeBuilder(new MapNode(Map.of(), Origin.BUILTIN), dereferencer);
    this.repeats = new Repeats(tree, defaults.entries());
  }

  static Plan merge(DefaultsList defaults, ConfigRepository repository, Dereferencer dereferencer) {
    Layers layers = new Layers(defaults, repository, dereferencer);
    defaults.entries().forEach(layers::add);
    return new Plan(
        defaults, List.copyOf(layers.layers), List.copyOf(layers.types), layers.tree.build());
  }

  private void add(DefaultsEntry entry) {
    LoadedConfig config = repository.load(entry.configPath());
    try {
      MapNode content = embed(repeats.body(config), entry);
      refuseSearchPath(entry, content);
      for (TypedPlace place : types) {
        content = place.check(content, false);
      }
      repeats.merge(entry, content);
      layers.add(new Layer(entry, config, content));
      addTypes(entry, config);
    } catch (ValueType.TypeMismatch e) {
      throw new ConfigCompositionException(
          "In '" + entry.configPath() + "': " + e.getMessage() + ".", e.origin, e.suggestions);
    } catch (ConfigCompositionException e) {
      throw new ConfigCompositionException(
          ConfigException.Stage.COMPOSE,
          "In '" + entry.configPath() + "': " + e.fact(),
          e.origin(),
          e.suggestions(),
          e);
    }
  }

  private static MapNode embed(Node body, DefaultsEntry entry) {
    Node node = body;
    String pkg = entry.pkg();
    if (pkg.isEmpty()) {
      if (node instanceof MapNode map) {
        return map;
      }
      throw new ConfigCompositionException(
          "a list cannot be the root of a composition; give the config a package such as"
              + " '# @package items'",
          node.origin());
    }
    List<String> keys = keys(pkg);
    for (int i = keys.size() - 1; i >= 0; i--) {
      node = new MapNode(Map.of(keys.get(i), node), node.origin());
    }
    return (MapNode) node;
  }

  /** A package is a key path; {@code a[b]} is the same as {@code a.b}. */
  private static List<String> keys(String pkg) {
    return pkg.indexOf('[') < 0 ? List.of(pkg.split("\\.", -1)) : KeyPath.parse(pkg).keys();
  }

  private static void refuseSearchPath(DefaultsEntry entry, MapNode content) {
    if (entry.primary() || entry.configPath().equals(HydraConfigs.ROOT)) {
      return;
    }
    Node hydra = content.get("hydra");
    if (hydra instanceof ListNode) {
      throw new ConfigCompositionException("'hydra' must be a mapping, not a list", hydra.origin());
    }
    Node path = hydra instanceof MapNode map ? map.get("searchpath") : null;
    if (path != null && !(path instanceof MissingNode) && !isNull(path)) {
      throw new ConfigCompositionException(
          "Overriding hydra.searchpath is only supported from the primary config", path.origin());
    }
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode s && s.value() == null;
  }

  private void addTypes(DefaultsEntry entry, LoadedConfig config) {
    if (!config.provider().equals(HydraConfigs.PROVIDER)) {
      return;
    }
    ValueType type =
        switch (entry.configPath()) {
          case HydraConfigs.ROOT -> HydraSchema.NODE;
          case "hydra/sweeper/basic" -> HydraSchema.BASIC_SWEEPER;
          case "hydra/launcher/basic" -> HydraSchema.BASIC_LAUNCHER;
          default -> null;
        };
    if (type != null) {
      types.add(new TypedPlace(keys(entry.pkg()), type));
    }
  }
}
