package dev.hydrant.config;

import com.typesafe.config.Config;
import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.compose.Composed;
import dev.hydrant.config.compose.HydraConfigs;
import dev.hydrant.config.compose.Layer;
import dev.hydrant.config.error.BindException;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.explain.Comparison;
import dev.hydrant.config.explain.DefaultsEntry;
import dev.hydrant.config.explain.Explanation;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.inspect.Differ;
import dev.hydrant.config.inspect.Explainer;
import dev.hydrant.config.inspect.Overruled;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.resolve.Moment;
import dev.hydrant.config.resolve.Resolution;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.resolve.SecretKeys;
import dev.hydrant.config.write.JsonWriter;
import dev.hydrant.config.write.TypesafeView;
import dev.hydrant.config.write.YamlWriter;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A composed configuration: an ordered tree whose interpolations are resolved as values are asked
 * for, and beside it the {@code hydra} node, which says how the program was called. Immutable and
 * safe for threads.
 *
 * <pre>{@code
 * record Db(String host, @Default("5432") int port) {}
 *
 * static void use(Composer composer) {
 *   Composition config = composer.compose("config", List.of("db=pg"));
 *   int port = config.getInt("db.port");
 *   Db db = config.at("db").as(Db.class);
 *   System.out.print(config.toYaml());
 *   System.out.println(config.why("db.port"));
 * }
 * }</pre>
 */
public final class Composition {
  private final Composed composed;
  private final MapNode task;
  private volatile MapNode resolved;

  Composition(Composed composed) {
    this.composed = composed;
    Map<Object, Node> entries = new LinkedHashMap<>(composed.tree().entries());
    entries.remove("hydra");
    this.task = new MapNode(entries, composed.tree().origin());
  }

  /** The primary config, or null. */
  public String configName() {
    return composed.configName();
  }

  /** The tree without the {@code hydra} node, interpolations as written. */
  public MapNode node() {
    return task;
  }

  /**
   * The tree without the {@code hydra} node and without interpolations; values that are {@code ???}
   * stay.
   *
   * @throws InterpolationException if an interpolation cannot be resolved
   */
  public MapNode resolved() {
    MapNode known = resolved;
    if (known == null) {
      known = (MapNode) resolution().resolveAll();
      resolved = known;
    }
    return known;
  }

  /** The whole tree with the {@code hydra} node, interpolations as written. */
  public MapNode whole() {
    return composed.tree();
  }

  /** The whole tree with the {@code hydra} node, interpolations resolved. */
  public MapNode resolvedWhole() {
    return (MapNode) Resolution.of(composed.tree(), context()).keepingMissing().resolveAll();
  }

  /** The {@code hydra} node, interpolations as written. */
  public MapNode hydra() {
    return (MapNode) composed.tree().get("hydra");
  }

  /** The resolved value at a key of the {@code hydra} node, such as {@code run.dir}. */
  public Optional<Object> hydraValue(String key) {
    return hydraNode(key).map(PlainValues::of);
  }

  /** The resolved node at a key of the {@code hydra} node; empty when absent or {@code ???}. */
  public Optional<Node> hydraNode(String key) {
    return Resolution.of(composed.tree(), context()).select("hydra." + key);
  }

  /**
   * Returns a composition with another value in the {@code hydra} node; for programs that run jobs
   * themselves.
   *
   * @param value null, a boolean, number or string
   */
  public Composition withHydra(String key, Object value) {
    return with(
        PlainValues.with(composed.tree(), ("hydra." + key).split("\\."), value),
        composed.context());
  }

  /**
   * Returns a composition whose {@code oc.env} sees more variables; for programs that run jobs
   * themselves.
   */
  public Composition withEnvironment(Map<String, String> variables) {
    Map<String, String> environment = new LinkedHashMap<>(composed.context().environment());
    environment.putAll(variables);
    return with(composed.tree(), composed.context().withEnvironment(environment));
  }

  /** Returns a composition whose {@code now} tells another time. */
  public Composition withNow(ZonedDateTime time) {
    ResolutionContext known = composed.context();
    return with(
        composed.tree(),
        new ResolutionContext(
            known.environment(),
            known.resolvers(),
            Moment.of(time),
            known.hydra(),
            known.warnings(),
            known.budget(),
            new ConcurrentHashMap<>(),
            known.secrets()));
  }

  private Composition with(MapNode tree, ResolutionContext context) {
    return new Composition(
        new Composed(
            composed.configName(),
            composed.plan(),
            composed.overrides(),
            composed.values(),
            tree,
            composed.warnings(),
            context));
  }

  /** The option of every config group by its override key; null for no option. */
  public Map<String, String> choices() {
    return composed.plan().defaults().choices();
  }

  /** The overrides of the task, as given. */
  public List<String> overrides() {
    return overrides(false);
  }

  /** The overrides of the {@code hydra} node, as given. */
  public List<String> hydraOverrides() {
    return overrides(true);
  }

  private List<String> overrides(boolean hydra) {
    return composed.overrides().stream()
        .filter(o -> o.isHydra() == hydra)
        .map(ParsedOverride::input)
        .toList();
  }

  /**
   * The keys whose values are secret as they stand in the tree, so that {@link #toYaml} and
   * whatever is made of it show {@code ***} for them.
   */
  public List<String> secretKeys() {
    return SecretKeys.markedKeys(composed.tree());
  }

  /** An override as logs and files may show it: {@code db.password=***}. */
  public String shown(String override) {
    return composed.context().secrets().shown(override);
  }

  /** What a user should know, although it is no error. */
  public List<String> warnings() {
    return composed.warnings();
  }

  /**
   * Values of options chosen by overrides that a config later in the defaults lists replaces: a
   * sentence for each such option. Hydra says nothing of them.
   */
  public List<String> overruled() {
    return Overruled.in(composed);
  }

  /** The configs that were merged, in order. */
  public List<DefaultsEntry> defaults() {
    return composed.plan().defaults().entries();
  }

  /** The tree of the defaults lists, a line each, made to be printed. */
  public List<String> defaultsTree() {
    return composed.plan().defaults().tree();
  }

  /** The files that were merged, in order; configs that lie in no file are left out. */
  public List<Path> files() {
    return composed.plan().layers().stream()
        .map(Layer::config)
        .filter(config -> !config.provider().equals(HydraConfigs.PROVIDER))
        .map(config -> Path.of(config.file()))
        .filter(Files::isRegularFile)
        .map(file -> file.toAbsolutePath().normalize())
        .distinct()
        .toList();
  }

  /** The time that {@code now} tells. */
  public ZonedDateTime now() {
    return composed.context().now().zoned();
  }

  /** How the composition came about. */
  Composed details() {
    return composed;
  }

  /** The part of the configuration at a key. Nothing is looked up before a value is asked for. */
  public Section at(String key) {
    return new Section(this, key);
  }

  /** Tells whether there is a value at a key, null included, {@code ???} not. */
  public boolean has(String key) {
    return find(key).isPresent();
  }

  /** The string at a key; numbers and booleans are given as their text. */
  public String getString(String key) {
    return at(key).asString();
  }

  /** The whole number at a key. */
  public int getInt(String key) {
    return at(key).asInt();
  }

  /** The whole number at a key. */
  public long getLong(String key) {
    return at(key).asLong();
  }

  /** The number at a key. */
  public double getDouble(String key) {
    return at(key).asDouble();
  }

  /** The value at a key as a type; empty where there is none, or null. */
  public <T> Optional<T> find(String key, Class<T> type) {
    return at("").find(key, type);
  }

  /** The value at a key, or another where there is none; of the other's type. */
  public <T> T get(String key, T otherwise) {
    return at("").get(key, otherwise);
  }

  /** The list at a key, each item as a type. */
  public <T> List<T> getList(String key, Class<T> item) {
    return at("").getList(key, item);
  }

  /** The duration at a key: {@code 90s}, {@code 1h30m}, or a number of seconds. */
  public Duration getDuration(String key) {
    return at("").getDuration(key);
  }

  /** The boolean at a key. */
  public boolean getBoolean(String key) {
    return at(key).asBoolean();
  }

  /** The tree as YAML, interpolations as written. */
  public String toYaml() {
    return YamlWriter.write(node(), false);
  }

  /** The tree as YAML, interpolations resolved. */
  public String toResolvedYaml() {
    return YamlWriter.write(resolved(), false);
  }

  /**
   * The whole configuration as a record.
   *
   * @throws BindException with every problem there is
   * @throws IllegalArgumentException if the type itself cannot be bound
   */
  public <T> T as(Class<T> type) {
    return Binder.bind(task, null, type, resolution()::resolve);
  }

  /** The whole configuration as a type with arguments, such as a map of records. */
  public <T> T as(TypeRef<T> type) {
    return at("").as(type);
  }

  /** The whole configuration as a record; keys that it does not know are passed over. */
  public <T> T asLenient(Class<T> type) {
    return at("").asLenient(type);
  }

  /**
   * The value at a key as a type. What is a container in the tree is bound as it is written there,
   * so that every interpolation below it that fails is one problem among the others.
   */
  Object bind(String key, Type type, boolean lenient, Supplier<ConfigException> absent) {
    Resolution resolution = resolution();
    if (key.isEmpty()) {
      return Binder.bind(task, null, type, resolution::resolve, lenient);
    }
    Optional<NodePath> container = resolution.locate(key);
    NodePath path = container.orElseGet(() -> Binder.path(key));
    Node node = container.isPresent() ? path.in(task) : resolution.select(key).orElseThrow(absent);
    return Binder.bind(node, path, type, resolution::resolve, lenient);
  }

  /**
   * Tells what set the value at a key, the winner first, and what its interpolation takes in.
   *
   * @param key such as {@code db.port}; {@code hydra.} keys too
   * @throws BindException if nothing ever set it, with the nearest key
   */
  public Explanation why(String key) {
    boolean hydra = key.equals("hydra") || key.startsWith("hydra.");
    Resolution view = hydra ? Resolution.of(composed.tree(), context()) : resolution();
    return new Explainer(composed, view::select).explain(key).orElseThrow(() -> at(key).absent());
  }

  /**
   * Tells by which values another composition differs from this one, and why. Resolved values are
   * compared, or values as written when an interpolation cannot be resolved.
   */
  public Comparison diff(Composition other) {
    Differ differ = new Differ(explainer(), other.explainer());
    try {
      return differ.compare(resolved(), other.resolved());
    } catch (InterpolationException e) {
      return differ.compare(node(), other.node());
    }
  }

  /**
   * The top-level keys that interpolations take values from: a key that is not there for its own
   * sake may be there for them.
   */
  public Set<String> referredTo() {
    return explainer().referredTo();
  }

  private Explainer explainer() {
    return new Explainer(composed, resolution()::select);
  }

  /** The tree as JSON, interpolations resolved; {@code ???} is a string, secrets are masked. */
  public String toJson() {
    return JsonWriter.write(resolved(), true);
  }

  /**
   * The tree for programs that use typesafe-config, interpolations resolved; every value's origin
   * has the file and line that it has here.
   */
  public Config toConfig() {
    return TypesafeView.of(resolved());
  }

  /** The resolved node at a key; empty when absent or {@code ???}. */
  Optional<Node> find(String key) {
    return resolution().select(key);
  }

  private Resolution resolution() {
    return Resolution.of(task, context());
  }

  private ResolutionContext context() {
    return composed.context().withHydra(composed.tree());
  }

  @Override
  public String toString() {
    return toYaml();
  }
}
