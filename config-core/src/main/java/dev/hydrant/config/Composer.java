package dev.hydrant.config;

import dev.hydrant.config.compose.Composed;
import dev.hydrant.config.compose.Engine;
import dev.hydrant.config.compose.EngineSettings;
import dev.hydrant.config.compose.PythonText;
import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.explain.DefaultsEntry;
import dev.hydrant.config.explain.Finding;
import dev.hydrant.config.inspect.Linter;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.resolve.Moment;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.sweep.SweepExpander;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Composes configurations from a search path as Hydra does: a primary config, the configs that its
 * defaults list names, and overrides.
 *
 * <p>Immutable and safe for threads. What it has read it keeps; changed files are noticed when the
 * next configuration is composed.
 *
 * <pre>{@code
 * Composer composer = Composer.builder().searchPath("conf").build();
 * Composition config = composer.compose("config", List.of("db=pg", "db.port=5433"));
 * int port = config.getInt("db.port");
 * }</pre>
 */
public final class Composer {
  private final Engine engine;
  private final ResolutionContext context;
  private final int maxSweepJobs;
  private final List<String> environmentOverrides;

  Composer(EngineSettings settings, int maxSweepJobs, List<String> environmentOverrides) {
    this.maxSweepJobs = maxSweepJobs;
    this.environmentOverrides = environmentOverrides;
    this.engine = new Engine(settings);
    this.context = settings.context();
  }

  /** Starts a builder. */
  public static ComposerBuilder builder() {
    return new ComposerBuilder();
  }

  /**
   * Composes a configuration and looks for changes of its files from then on.
   *
   * @param every how often to look
   * @throws ConfigException if it does not compose now
   */
  public ConfigWatch watch(
      String configName, List<String> overrides, Duration every, ConfigWatch.Listener listener) {
    return new ConfigWatch(this, configName, overrides, every, listener);
  }

  /** The overrides of the environment, then those given, which win. */
  private List<String> with(List<String> overrides) {
    if (environmentOverrides.isEmpty()) {
      return overrides;
    }
    List<String> all = new ArrayList<>(environmentOverrides);
    all.addAll(overrides);
    return all;
  }

  /** Composes a configuration without overrides. */
  public Composition compose(String configName) {
    return compose(configName, List.of());
  }

  /**
   * Composes a configuration.
   *
   * @param configName the primary config, without extension; null for an empty one
   * @param overrides such as {@code db=pg}, {@code db.port=1}, {@code +new=1}, {@code ~old}
   * @throws ConfigException if an override, a file or a combination of them is wrong
   */
  public Composition compose(String configName, List<String> overrides) {
    return new Composition(engine.compose(configName, with(overrides), false, true, present()));
  }

  /**
   * Composes the configuration that stands for a whole sweep: overrides that sweep are left out,
   * and so are groups whose option is still {@code ???}.
   *
   * @throws ConfigException if an override, a file or a combination of them is wrong
   */
  public Composition composeMaster(String configName, List<String> overrides) {
    return new Composition(engine.compose(configName, with(overrides), true, true, present()));
  }

  /**
   * Composes one job of a sweep. Resolvers such as {@code now} give it the values that they gave
   * the master.
   *
   * @param master what {@link #composeMaster} returned
   * @param overrides one element of what the sweep expands to
   * @param number the job's number, from 0
   * @throws ConfigException if an override, a file or a combination of them is wrong
   */
  public Composition composeJob(Composition master, List<String> overrides, int number) {
    Composed details = master.details();
    List<String> all = new ArrayList<>(master.hydraOverrides());
    environmentOverrides.stream().filter(o -> !all.contains(o)).forEach(all::add);
    all.addAll(overrides);
    Composed job =
        engine.compose(details.configName(), all, false, true, details.context().withHydra(null));
    return new Composition(job)
        .withHydra("job.id", String.valueOf(number))
        .withHydra("job.num", number);
  }

  /**
   * Expands overrides that sweep into the override lists of their jobs: every combination, the last
   * override fastest. Nothing is composed.
   *
   * @throws ConfigException if an override is wrong, cannot be enumerated, or the jobs are too many
   */
  public List<List<String>> sweep(List<String> overrides) {
    return expander().expand(overrides, group -> List.copyOf(options(group)));
  }

  /**
   * Expands the sweep of a master configuration: the parameters of {@code hydra.sweeper.params},
   * then its task overrides.
   *
   * @param master what {@link #composeMaster} returned
   * @throws ConfigException if an override is wrong, cannot be enumerated, or the jobs are too many
   */
  public List<List<String>> sweep(Composition master) {
    Map<String, String> params = new LinkedHashMap<>();
    if (master.hydraNode("sweeper.params").orElse(null) instanceof MapNode map) {
      map.entries().forEach((key, value) -> params.put(String.valueOf(key), PythonText.of(value)));
    }
    ConfigRepository repository = repository(master);
    return expander()
        .expand(
            SweepExpander.arguments(params, master.overrides()),
            group -> List.copyOf(repository.options(group)));
  }

  private SweepExpander expander() {
    return new SweepExpander(new SplittableRandom(), maxSweepJobs);
  }

  /**
   * Tells in which mode {@code hydra.mode} asks to run: {@code RUN}, {@code MULTIRUN}, or nothing;
   * nothing also when the configuration does not compose.
   */
  public Optional<String> mode(String configName, List<String> overrides) {
    try {
      Composed composed = engine.compose(configName, overrides, true, false, present());
      return new Composition(composed).hydraValue("mode").map(String::valueOf);
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /**
   * Checks a config with every option of every group it has: what does not compose, interpolations
   * that lead nowhere, configs that nothing brings in, overrides and values without effect.
   *
   * <p>Each option is tried with the others as they stand; combinations are not.
   *
   * @param overrides to start from; those that change nothing are findings too
   */
  public List<Finding> lint(String configName, List<String> overrides) {
    ResolutionContext now = present();
    return new Linter(
            engine.repository(configName, overrides, now),
            configName == null || !configName.contains("/"),
            list -> engine.compose(configName, list, false, true, now))
        .lint(overrides);
  }

  /**
   * Reads a composition back as a run saved it: {@code config.yaml}, {@code hydra.yaml} and {@code
   * overrides.yaml}. No other config is read, so that later changes to them do not matter.
   *
   * @param record the run's {@code .hydra}
   * @throws ConfigLoadException if it is not there or not readable
   */
  public Composition saved(Path record) {
    return new Composition(engine.saved(record, present()));
  }

  /**
   * Lists the configs that a composition merges, in order. Nothing is merged, so that it also tells
   * of which configs a composition was made that fails.
   *
   * @throws ConfigException if the defaults lists themselves are wrong
   */
  public List<DefaultsEntry> defaults(String configName, List<String> overrides) {
    return engine.defaults(configName, overrides, present()).entries();
  }

  /** The configs and groups that a composition was made from. */
  public Configs configs(Composition of) {
    return new Configs(repository(of));
  }

  private ConfigRepository repository(Composition of) {
    return engine.repository(of.configName(), of.hydraOverrides(), of.details().context());
  }

  /** The names of the configs in a group. */
  public SortedSet<String> options(String group) {
    return repository().options(group);
  }

  /** The names of the groups in a group; those of the root for the empty string. */
  public SortedSet<String> groups(String group) {
    return repository().groups(group);
  }

  private ConfigRepository repository() {
    return engine.repository(null, List.of(), context);
  }

  private ResolutionContext present() {
    return new ResolutionContext(
        context.environment(),
        context.resolvers(),
        Moment.present(),
        null,
        context.warnings(),
        context.budget(),
        new ConcurrentHashMap<>(),
        context.secrets());
  }
}
