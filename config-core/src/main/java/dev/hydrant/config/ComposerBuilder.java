package dev.hydrant.config;

import dev.hydrant.config.compose.ConfigReaders;
import dev.hydrant.config.compose.EngineSettings;
import dev.hydrant.config.compose.GroupSchemas;
import dev.hydrant.config.compose.JobSettings;
import dev.hydrant.config.compose.Synonyms;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.resolve.EvaluationBudget;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.resolve.Resolvers;
import dev.hydrant.config.resolve.SecretKeys;
import dev.hydrant.config.resolver.Resolver;
import dev.hydrant.config.source.MemorySource;
import dev.hydrant.config.source.SearchPathEntry;
import dev.hydrant.config.sweep.SweepExpander;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Settings of a {@link Composer}. Each has a default; not safe for threads.
 *
 * <pre>{@code
 * record Db(String host, @Default("5432") int port) {}
 *
 * static Composer composer() {
 *   return Composer.builder()
 *       .searchPath("conf")
 *       .config("db/local.yaml", "host: localhost")
 *       .schema("db", Db.class)
 *       .resolver("twice", (arguments, context) -> 2 * (Long) arguments.get(0))
 *       .build();
 * }
 * }</pre>
 */
public final class ComposerBuilder {
  private record Location(String provider, String location) {}

  private final List<Location> locations = new ArrayList<>();
  private final Map<String, Supplier<String>> stored = new LinkedHashMap<>();
  private final Map<String, Class<?>> schemas = new LinkedHashMap<>();
  private SecretKeys secrets = SecretKeys.STANDARD;
  private Synonyms synonyms = Synonyms.NONE;
  private Resolvers resolvers = Resolvers.STANDARD;
  private Set<Format> formats = Format.all();
  private Map<String, String> environment = System.getenv();
  private Path workingDirectory = Path.of("").toAbsolutePath();
  private ClassLoader classLoader = Composer.class.getClassLoader();
  private String environmentPrefix;
  private String jobName = "app";
  private Budget budget = Budget.DEFAULT;
  private int maxDefaults = 10_000;
  private int maxInterpolations = EvaluationBudget.DEFAULT.steps();
  private int maxSweepJobs = SweepExpander.DEFAULT_MAX_JOBS;

  ComposerBuilder() {}

  /**
   * Adds a place where configs are looked for: a directory, {@code file://DIR}, or {@code
   * pkg://PREFIX} for class-path resources. The first must exist. Earlier places win.
   */
  public ComposerBuilder searchPath(String location) {
    locations.add(new Location(locations.isEmpty() ? "main" : "search path", location));
    return this;
  }

  /** Adds a directory as the command line's {@code --config-dir} does. */
  public ComposerBuilder configDir(String location) {
    locations.add(new Location("command-line", location));
    return this;
  }

  /**
   * Adds a config that the program carries with it; files of the same name win over it.
   *
   * @param file such as {@code db/mysql.yaml}
   */
  public ComposerBuilder config(String file, String text) {
    stored.put(file, () -> text);
    return this;
  }

  /**
   * Attaches a type to configs: unknown keys and values of the wrong type are refused while
   * composing, in files as in overrides, {@code +} included. Missing values and interpolations are
   * let through; {@link Composition#as} asks for them.
   *
   * @param place a config such as {@code db/mysql}, or a group such as {@code db} for all configs
   *     in it; a config's own type goes before its group's
   * @param type a record, or a sealed interface of records
   */
  public ComposerBuilder schema(String place, Class<?> type) {
    RecordSchema.of(type);
    schemas.put(place, type);
    return this;
  }

  /**
   * Gives keys more names: an override by any of them means the key that the configuration has.
   *
   * <pre>{@code
   * Composer.builder()
   *     .synonyms(() -> Map.of("model", List.of(List.of("num_layers", "n_layers"))));
   * }</pre>
   *
   * @param sets all names of each key, by the dotted path of the map that holds the keys; asked for
   *     when an override names a key that the configuration does not have
   */
  public ComposerBuilder synonyms(Supplier<Map<String, List<List<String>>>> sets) {
    synonyms = new Synonyms(sets);
    return this;
  }

  /** Registers a resolver, which interpolations call as <code>${name:arguments}</code>. */
  public ComposerBuilder resolver(String name, Resolver resolver) {
    resolvers = resolvers.with(name, resolver);
    return this;
  }

  /**
   * Makes more values secret, by patterns of their keys such as {@code *pin*} or {@code db.user}:
   * programs get them, everything that is written shows {@code ***}. The names that people give
   * their passwords, keys and tokens are secret anyway, as keys and as variables of {@code oc.env}.
   */
  public ComposerBuilder secrets(String... patterns) {
    secrets = secrets.with(List.of(patterns));
    return this;
  }

  /** Shows all values, as Hydra does, except those of secret resolvers. */
  public ComposerBuilder withoutSecrets() {
    secrets = SecretKeys.NONE;
    return this;
  }

  /**
   * Takes overrides from environment variables that begin with a prefix: with {@code APP_}, {@code
   * APP_DB__PORT=5433} is {@code db.port=5433}. Names are read in lower case, {@code __} stands for
   * a dot. Overrides that are given win.
   */
  public ComposerBuilder environmentOverrides(String prefix) {
    environmentPrefix = prefix;
    return this;
  }

  /** Sets what {@code oc.env} sees; the process's environment by default. */
  public ComposerBuilder environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /** Sets the name of the program, which {@code hydra.job.name} takes unless a config gives one. */
  public ComposerBuilder jobName(String name) {
    jobName = name;
    return this;
  }

  /** Sets the formats that are read; all by default, Hydra reads {@code .yaml} alone. */
  public ComposerBuilder formats(Format first, Format... more) {
    formats = EnumSet.of(first, more);
    return this;
  }

  /** Sets the directory that relative places are resolved against. */
  public ComposerBuilder workingDirectory(Path directory) {
    workingDirectory = directory.toAbsolutePath();
    return this;
  }

  /** Sets where {@code pkg://} places are looked up. */
  public ComposerBuilder classLoader(ClassLoader loader) {
    classLoader = loader;
    return this;
  }

  /** Sets the length beyond which a file is refused, in bytes. */
  public ComposerBuilder maxBytes(int limit) {
    budget = budget.withCharacters(limit);
    return this;
  }

  /** Sets the number of values beyond which a file is refused, each use of an alias counted. */
  public ComposerBuilder maxNodes(int limit) {
    budget = budget.withNodes(limit);
    return this;
  }

  /** Sets how deep lists and mappings of a file may be nested. */
  public ComposerBuilder maxDepth(int limit) {
    budget = budget.withDepth(limit);
    return this;
  }

  /** Sets how many items the defaults lists of a composition may have together. */
  public ComposerBuilder maxDefaults(int limit) {
    maxDefaults = limit;
    return this;
  }

  /** Sets how many uses of aliases a file may have. */
  public ComposerBuilder maxAliases(int limit) {
    budget = budget.withAliases(limit);
    return this;
  }

  /** Sets how many interpolations may be evaluated to resolve one configuration. */
  public ComposerBuilder maxInterpolations(int limit) {
    maxInterpolations = limit;
    return this;
  }

  /** Sets the number of jobs beyond which a sweep is refused before it is expanded. */
  public ComposerBuilder maxSweepJobs(int limit) {
    maxSweepJobs = limit;
    return this;
  }

  /** Builds the composer; no file is read yet. */
  public Composer build() {
    List<SearchPathEntry> path = new ArrayList<>();
    path.add(EngineSettings.hydraConfigs());
    for (Location l : locations) {
      path.add(
          SearchPathEntry.open(
              l.provider(), l.location(), workingDirectory, classLoader, budget.characters()));
    }
    path.add(new SearchPathEntry("schema", new MemorySource("structured", "", stored)));
    JobSettings job =
        new JobSettings(jobName, Version.TEXT, workingDirectory.toString(), environment);
    ResolutionContext context =
        ResolutionContext.of(environment)
            .withResolvers(resolvers)
            .withSecrets(secrets)
            .withBudget(EvaluationBudget.DEFAULT.withSteps(maxInterpolations));
    EngineSettings settings =
        new EngineSettings(
            List.copyOf(path),
            formats,
            new ConfigReaders(budget)::read,
            maxDefaults,
            job,
            workingDirectory,
            classLoader,
            budget.characters(),
            context,
            new GroupSchemas(schemas),
            synonyms);
    return new Composer(
        settings, maxSweepJobs, EnvironmentOverrides.of(environmentPrefix, environment));
  }
}
