package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Composition;
import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.error.LaunchException;
import dev.hydrant.config.launch.BasicLauncher;
import dev.hydrant.config.launch.Launcher;
import dev.hydrant.config.launch.ProcessLauncher;
import dev.hydrant.config.launch.slurm.SlurmLauncher;
import dev.hydrant.config.launch.slurm.SlurmSettings;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.config.suggest.Suggestions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The launchers that {@code hydra/launcher} offers, made from their settings. */
final class Launchers {
  private static final String BASIC = "hydra._internal.core_plugins.basic_launcher.BasicLauncher";
  private static final List<String> KNOWN = List.of("hydrant.process", "hydrant.slurm");

  private Launchers() {}

  /** {@code hydra.launcher} of the process launcher. */
  record ProcessSettings(
      @Default("2") @Range(min = 1) @Doc("jobs that run at a time") int nJobs,
      @Doc("cores of a job") Optional<Integer> threads,
      @Default("30") @Range(min = 0) @Doc("seconds to save in") long graceS,
      @Default("{}") @Doc("environment of the jobs") Map<String, String> env,
      @Default("true") @Doc("print what jobs print") boolean follow) {}

  /**
   * Makes the launcher of a sweep.
   *
   * @throws LaunchException if there is none of that name
   */
  static Launcher of(Composition master) {
    MapNode node = settings(master, "launcher");
    String target = target(node);
    return switch (target) {
      case BASIC, "hydrant.basic" -> new BasicLauncher();
      case "hydrant.process" -> process(bind(node, "launcher", ProcessSettings.class));
      case "hydrant.slurm" -> new SlurmLauncher(bind(node, "launcher", SlurmSettings.class));
      default ->
          throw new LaunchException(
              "hydra.launcher._target_ is '"
                  + target
                  + "'; there is basic, process and slurm: hydra/launcher=NAME. "
                  + Suggestions.didYouMean(target, KNOWN));
    };
  }

  /** Whether what the jobs print should be shown as they print it. */
  static boolean follows(Composition master) {
    return master.hydraValue("launcher.follow").filter(Boolean.TRUE::equals).isPresent();
  }

  private static ProcessLauncher process(ProcessSettings s) {
    Map<String, String> environment = new HashMap<>(s.env());
    environment.put(PlannedJob.LEASH, "1");
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = s.threads().orElse(Math.max(1, cores / s.nJobs()));
    return new ProcessLauncher(s.nJobs(), threads, environment, s.graceS());
  }

  static MapNode settings(Composition master, String part) {
    return master.hydraNode(part).orElse(null) instanceof MapNode map
        ? map
        : new MapNode(Map.of(), master.hydra().origin());
  }

  static String target(MapNode node) {
    return node.get("_target_") instanceof ScalarNode s && s.value() != null
        ? String.valueOf(s.value())
        : "hydrant.basic";
  }

  /** The settings as a record; null values are left to its defaults. */
  static <T> T bind(MapNode node, String part, Class<T> type, String... without) {
    Set<String> left = Set.of(without);
    Map<Object, Node> entries = new LinkedHashMap<>();
    node.entries()
        .forEach(
            (key, value) -> {
              boolean absent = value instanceof ScalarNode s && s.value() == null;
              if (!absent && !key.equals("_target_") && !left.contains(key)) {
                entries.put(key, value);
              }
            });
    return Binder.bind(new MapNode(entries, node.origin()), "hydra." + part, type);
  }
}
