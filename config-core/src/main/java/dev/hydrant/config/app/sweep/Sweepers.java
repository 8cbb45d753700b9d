package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.Sweep;
import dev.hydrant.config.app.program.AppFacts;
import dev.hydrant.config.compose.PythonText;
import dev.hydrant.config.error.LaunchException;
import dev.hydrant.config.grammar.OverrideParser;
import dev.hydrant.config.launch.sweeper.BasicSweeper;
import dev.hydrant.config.launch.sweeper.SearchSettings;
import dev.hydrant.config.launch.sweeper.SearchSweeper;
import dev.hydrant.config.launch.sweeper.Sweeper;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.search.Sampler;
import dev.hydrant.config.sweep.GlobSource;
import dev.hydrant.config.sweep.SweepExpander;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sweepers that {@code hydra/sweeper} offers, made from their settings. */
final class Sweepers {
  private static final String BASIC = "hydra._internal.core_plugins.basic_sweeper.BasicSweeper";

  private Sweepers() {}

  /**
   * Makes the sweeper of a sweep.
   *
   * @param extra further jobs or pairings, or null; only without a search
   * @param facts tell what is good, where the sweep does not
   * @throws LaunchException if there is none of that name
   */
  static Sweeper of(
      Composer composer, Composition master, Sweep extra, List<String> zips, AppFacts facts) {
    MapNode node = Launchers.settings(master, "sweeper");
    Map<String, String> params = new LinkedHashMap<>();
    if (node.get("params") instanceof MapNode map) {
      map.entries().forEach((key, value) -> params.put(String.valueOf(key), PythonText.of(value)));
    }
    List<String> arguments = SweepExpander.arguments(params, master.overrides());
    GlobSource groups = g -> List.copyOf(composer.configs(master).options(g));
    String target = Launchers.target(node);
    if (target.equals(BASIC) || target.equals("hydrant.basic")) {
      List<List<String>> jobs =
          extra == null && zips.isEmpty()
              ? composer.sweep(master)
              : new Combinations(groups, zips).of(arguments, extra);
      Object most = master.hydraValue("sweeper.max_batch_size").orElse(null);
      return new BasicSweeper(jobs, most instanceof Number n ? n.intValue() : null);
    }
    if (extra != null || !zips.isEmpty()) {
      throw new LaunchException(
          "lists of jobs and --zip go with hydra/sweeper=basic, not a search");
    }
    SearchSettings settings =
        Launchers.bind(node, "sweeper", SearchSettings.class, "params", "asha", "max_batch_size");
    return new SearchSweeper(
        arguments.stream().map(OverrideParser::parse).toList(),
        groups,
        sampler(target, settings.seed()),
        settings,
        overrides -> Goals.of(composer.composeJob(master, overrides, 0), facts).maximize());
  }

  private static Sampler sampler(String target, long seed) {
    return switch (target) {
      case "hydrant.random" -> Sampler.random(seed);
      case "hydrant.tpe" -> Sampler.tpe(seed);
      case "hydrant.cmaes" -> Sampler.cmaEs(seed);
      default ->
          throw new LaunchException(
              "hydra.sweeper._target_ is '"
                  + target
                  + "'; there is basic, random, tpe, cmaes and asha: hydra/sweeper=NAME");
    };
  }
}
