package dev.hydrant.config.launch.sweeper;

import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.JobStatus;
import dev.hydrant.config.launch.Reports;
import dev.hydrant.config.launch.SweepDirectory;
import dev.hydrant.config.search.Observation;
import dev.hydrant.config.search.Sampler;
import dev.hydrant.config.sweep.GlobSource;
import dev.hydrant.config.sweep.SweepExpander;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Searches with a sampler: proposes some jobs, waits for their metrics, proposes more. Killed and
 * started again it goes on from the trials in the sweep directory.
 */
public final class SearchSweeper implements Sweeper {
  private final SearchSpace space;
  private final Sampler sampler;
  private final SearchSettings settings;
  private final Predicate<List<String>> maximize;
  private Boolean isMaximized;

  /**
   * @param maximize tells of the overrides of a job whether large values of its metric are good;
   *     asked once, of the first job that is done
   */
  public SearchSweeper(
      List<ParsedOverride> arguments,
      GlobSource groups,
      Sampler sampler,
      SearchSettings settings,
      Predicate<List<String>> maximize) {
    this.space = SearchSpace.of(arguments, groups, new SweepExpander());
    this.sampler = sampler;
    this.settings = settings;
    this.maximize = maximize;
  }

  @Override
  public List<List<String>> next(SweepDirectory sweep) {
    TrialLog log = new TrialLog(sweep.path());
    List<TrialLog.Trial> trials = log.read();
    Map<List<String>, SweepDirectory.Job> jobs = new HashMap<>();
    sweep.jobs().forEach(j -> jobs.put(j.status().overrides(), j));
    List<List<String>> unfinished =
        trials.stream()
            .map(TrialLog.Trial::overrides)
            .filter(o -> !jobs.containsKey(o) || resumable(jobs.get(o).status()))
            .distinct()
            .toList();
    if (!unfinished.isEmpty()) {
      return unfinished;
    }
    List<Observation> history = new ArrayList<>();
    trials.forEach(t -> history.add(new Observation(t.point(), loss(jobs.get(t.overrides())))));
    List<TrialLog.Trial> proposals = new ArrayList<>();
    while (proposals.size() < settings.nJobs()
        && trials.size() + proposals.size() < settings.nTrials()) {
      List<Double> point = sampler.propose(space.dimensions(), history);
      List<String> overrides = space.overrides(point);
      proposals.add(new TrialLog.Trial(point, overrides));
      history.add(new Observation(point, loss(jobs.get(overrides))));
    }
    if (!proposals.isEmpty()) {
      log.append(trials, proposals);
    }
    return proposals.stream().map(TrialLog.Trial::overrides).distinct().toList();
  }

  @Override
  public List<List<String>> earlier(SweepDirectory sweep) {
    return new TrialLog(sweep.path()).read().stream().map(TrialLog.Trial::overrides).toList();
  }

  private static boolean resumable(JobStatus status) {
    return switch (status.state()) {
      case PENDING, RUNNING, INTERRUPTED -> true;
      default -> false;
    };
  }

  private double loss(SweepDirectory.Job job) {
    if (job == null) {
      return Double.NaN;
    }
    Double value =
        job.status().state() == JobState.STOPPED
            ? Reports.read(job.directory().path()).values().stream()
                .reduce((a, b) -> b)
                .orElse(Double.NaN)
            : settings
                .metric()
                .map(m -> job.status().metrics().get(m))
                .orElseGet(() -> job.status().metrics().values().stream().findFirst().orElse(null));
    if (value == null) {
      return Double.NaN;
    }
    if (isMaximized == null) {
      isMaximized = maximize.test(job.status().overrides());
    }
    return isMaximized ? -value : value;
  }
}
