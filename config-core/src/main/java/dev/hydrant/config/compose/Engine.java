package dev.hydrant.config.compose;

import dev.hydrant.config.compose.Catalog.PlanKey;
import dev.hydrant.config.compose.Catalog.Snapshot;
import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.defaults.DefaultsList;
import dev.hydrant.config.defaults.DefaultsTreeBuilder;
import dev.hydrant.config.defaults.LoadedConfig;
import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.source.SearchPathEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Composes configurations along one search path: overrides are parsed, the plan for the chosen
 * groups is looked up or made, value overrides are applied to its tree. Safe for threads.
 */
public final class Engine {
  private static final int MAX_CATALOGS = 16;

  private final EngineSettings settings;
  private final Catalog base;
  private final Map<SearchPathOverride, Catalog> extended = new ConcurrentHashMap<>();
  private final ParsedOverrides parser = new ParsedOverrides();

  /** Creates an engine; nothing is read yet. */
  public Engine(EngineSettings settings) {
    this.settings = settings;
    this.base = new Catalog(settings.searchPath(), this::repository);
  }

  private ConfigRepository repository(List<SearchPathEntry> searchPath) {
    return new ConfigRepository(
        searchPath,
        settings.formats(),
        settings.parser(),
        new Interpolations(settings.context())::option);
  }

  /**
   * Composes a configuration.
   *
   * @param configName the primary config, null for none
   * @param multirun true for the configuration that stands for a whole sweep: sweep overrides are
   *     left out, and so are groups without an option
   * @param validate false to let sweeps be, in any mode
   * @param context what interpolations may know
   */
  public Composed compose(
      String configName,
      List<String> overrides,
      boolean multirun,
      boolean validate,
      ResolutionContext context) {
    Interpolations interpolations = new Interpolations(context);
    List<ParsedOverride> parsed = parser.parse(overrides);
    List<String> warnings = new ArrayList<>(0);
    Snapshot snapshot = snapshot(configName, parsed, interpolations, warnings);
    if (validate) {
      ParsedOverrides.validate(parsed, multirun);
    }
    SortedOverrides sorted = SortedOverrides.sort(parsed, snapshot.repository);
    PlanKey key = new PlanKey(configName, multirun, List.copyOf(sorted.groups()));
    Plan plan = plan(snapshot, key, interpolations);
    GroupHints hints = new GroupHints(snapshot.repository, parsed);
    MapNode tree = new ValueStage(context, plan, settings.synonyms(), hints).apply(sorted.values());
    settings.schemas().checkTree(plan.layers(), tree);
    HydraNode node =
        new HydraNode(hydra(tree), path -> interpolations.at(tree, path), context.secrets());
    MapNode hydra = node.fill(parsed, configName, plan, snapshot.sources, settings.job());
    Map<Object, Node> entries = new LinkedHashMap<>(tree.entries());
    entries.put("hydra", hydra);
    MapNode whole = (MapNode) context.secrets().mark(new MapNode(entries, tree.origin()));
    warnings.addAll(plan.defaults().warnings());
    warnings.addAll(hints.warnings(sorted.values()));
    return new Composed(
        configName,
        plan,
        List.copyOf(parsed),
        sorted.values(),
        whole,
        List.copyOf(warnings),
        context);
  }

  /** The configs that a composition merges, in order; nothing is merged. */
  public DefaultsList defaults(
      String configName, List<String> overrides, ResolutionContext context) {
    Interpolations interpolations = new Interpolations(context);
    List<ParsedOverride> parsed = parser.parse(overrides);
    Snapshot snapshot = snapshot(configName, parsed, interpolations, new ArrayList<>());
    SortedOverrides sorted = SortedOverrides.sort(parsed, snapshot.repository);
    PlanKey key = new PlanKey(configName, false, List.copyOf(sorted.groups()));
    return defaults(snapshot.repository, key, interpolations);
  }

  /** A composition as it was saved, made of the files of a record alone. */
  public Composed saved(Path record, ResolutionContext context) {
    return new SavedRecord(settings.parser(), record).read(context);
  }

  /** The configs and groups that a composition would see. */
  public ConfigRepository repository(
      String configName, List<String> overrides, ResolutionContext context) {
    Interpolations interpolations = new Interpolations(context);
    List<ParsedOverride> parsed = parser.parse(overrides);
    return snapshot(configName, parsed, interpolations, new ArrayList<>()).repository;
  }

  private static MapNode hydra(MapNode tree) {
    if (tree.get("hydra") instanceof MapNode node) {
      return node;
    }
    throw new ConfigCompositionException("The 'hydra' node must be a mapping.");
  }

  private Plan plan(Snapshot snapshot, PlanKey key, Interpolations interpolations) {
    Plan plan = snapshot.plan(key);
    if (plan == null) {
      ConfigRepository repository = snapshot.repository;
      DefaultsList defaults = defaults(repository, key, interpolations);
      plan = Layers.merge(defaults, repository, interpolations.dereferencer());
      settings.schemas().checkFiles(plan.layers());
      if (defaults.repeatable()) {
        snapshot.keep(key, plan);
      }
    }
    return plan;
  }

  private DefaultsList defaults(
      ConfigRepository repository, PlanKey key, Interpolations interpolations) {
    String primary = key.configName() == null ? DefaultsTreeBuilder.NO_CONFIG : key.configName();
    return DefaultsTreeBuilder.build(
        repository,
        List.of(HydraConfigs.ROOT, primary),
        key.groups(),
        interpolations::option,
        key.skipMissing(),
        settings.maxEntries());
  }

  private Snapshot snapshot(
      String configName,
      List<ParsedOverride> parsed,
      Interpolations interpolations,
      List<String> warnings) {
    Snapshot snapshot = base.refresh();
    requireMainSource(snapshot.repository);
    LoadedConfig primary = primary(configName, snapshot.repository);
    if (primary != null && !(primary.body() instanceof MapNode)) {
      throw new ConfigLoadException(
          "The primary config '" + configName + "' must be a mapping, not a list.",
          primary.body().origin());
    }
    SearchPathOverride more = SearchPathOverride.find(parsed, primary, interpolations::in);
    if (more.locations().isEmpty()) {
      return snapshot;
    }
    Catalog catalog = catalog(more);
    for (SearchPathEntry entry : catalog.searchPath()) {
      if (!entry.source().available()) {
        warnings.add(
            "provider="
                + entry.provider()
                + ", path="
                + entry.source().path()
                + " is not available.");
      }
    }
    return catalog.refresh();
  }

  private static LoadedConfig primary(String configName, ConfigRepository repository) {
    if (configName == null) {
      return null;
    }
    return repository.load(configName.startsWith("/") ? configName.substring(1) : configName);
  }

  private Catalog catalog(SearchPathOverride more) {
    Catalog known = extended.get(more);
    if (known == null) {
      List<SearchPathEntry> path = new ArrayList<>(settings.searchPath());
      SearchPathEntry last = path.remove(path.size() - 1);
      for (String location : more.locations()) {
        path.add(settings.open(more.provider(), location));
      }
      path.add(last);
      known = new Catalog(List.copyOf(path), this::repository);
      if (extended.size() >= MAX_CATALOGS) {
        extended.clear();
      }
      extended.put(more, known);
    }
    return known;
  }

  private static void requireMainSource(ConfigRepository repository) {
    for (SearchPathEntry entry : repository.searchPath()) {
      if (entry.provider().equals("main") && entry.source().folder("") == null) {
        throw new ConfigLoadException(
            "Primary config directory not found.\nCheck that the config directory '"
                + entry.source().path()
                + "' exists and is readable.");
      }
    }
  }
}
