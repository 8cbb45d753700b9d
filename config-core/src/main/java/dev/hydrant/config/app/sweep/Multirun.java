package dev.hydrant.config.app.sweep;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.Sweep;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.cli.ChildCommand;
import dev.hydrant.config.app.cli.Flags;
import dev.hydrant.config.app.job.JobExit;
import dev.hydrant.config.app.job.JobSession;
import dev.hydrant.config.app.job.RunRecord;
import dev.hydrant.config.app.job.Signals;
import dev.hydrant.config.app.job.TimedDirectory;
import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.Job;
import dev.hydrant.config.app.program.ShellWord;
import dev.hydrant.config.app.program.StopSignal;
import dev.hydrant.config.app.program.TerminalWidth;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.error.LaunchException;
import dev.hydrant.config.launch.BasicLauncher;
import dev.hydrant.config.launch.JobDirectory;
import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.LaunchContext;
import dev.hydrant.config.launch.Launcher;
import dev.hydrant.config.launch.SweepDirectory;
import dev.hydrant.config.launch.SweepGoal;
import dev.hydrant.config.launch.TaskHash;
import dev.hydrant.config.launch.report.ClosingTable;
import dev.hydrant.config.launch.report.SweepReport;
import dev.hydrant.config.launch.slurm.SlurmLauncher;
import dev.hydrant.config.launch.sweeper.Sweeper;
import dev.hydrant.config.write.Printable;
import dev.hydrant.config.write.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A sweep: asks its sweeper for jobs, finds out which of them are done, has its launcher run the
 * others, and reports. All it knows is in the sweep directory, so it can be killed and called
 * again.
 */
public final class Multirun {
  private static final String DIRECTORY = "hydra.sweep.dir";

  private final AppSettings app;
  private final Job job;
  private final Composer composer;
  private final Flags flags;
  private final Composition master;
  private final Sweep listed;
  private final ChildCommand child;
  private final SweepDirectory sweep;
  private final HydraLog log;
  private final Map<Path, Composition> compositions = new LinkedHashMap<>();
  private SweepGoal goal;
  private Exception firstFailure;
  private boolean failed;

  /**
   * Composes the sweep.
   *
   * @param given jobs that the program lists itself, or null
   */
  public Multirun(
      AppSettings app,
      Job job,
      Composer composer,
      String configName,
      Flags flags,
      ChildCommand child,
      Sweep given)
      throws IOException {
    this.app = app;
    this.job = job;
    this.composer = composer;
    this.flags = flags;
    this.child = child;
    this.listed =
        given != null || flags.sweepFile() == null
            ? given
            : SweepFile.read(app.cwd().resolve(flags.sweepFile()));
    this.master = composer.composeMaster(configName, flags.overrides());
    this.sweep =
        new SweepDirectory(
            TimedDirectory.make(
                master,
                "sweep.dir",
                app.cwd()
                    .resolve(String.valueOf(master.hydraValue("sweep.dir").orElseThrow()))
                    .toAbsolutePath()
                    .normalize()));
    this.log = HydraLog.of(master, app.out());
  }

  public int call() throws Exception {
    master.warnings().forEach(w -> app.err().println("warning: " + Printable.text(w)));
    JobSession.refuseChdir(master);
    Launcher launcher = Launchers.of(master);
    Sweeper sweeper = Sweepers.of(composer, master, listed, flags.zips(), app.facts());
    if (flags.detach() && !(launcher instanceof SlurmLauncher)) {
      throw new LaunchException("--detach goes with hydra/launcher=slurm");
    }
    Files.createDirectories(sweep.path());
    Files.writeString(
        sweep.path().resolve("multirun.yaml"), YamlWriter.write(master.whole(), false));
    try (SweepLock lock = SweepLock.take(sweep.path());
        Signals signals = Signals.listen(s -> app.err().println(JobExit.STOPPING))) {
      Set<Path> all = earlier(sweeper);
      boolean stopped = false;
      while (!stopped) {
        List<List<String>> batch = sweeper.next(sweep);
        if (batch.isEmpty()) {
          break;
        }
        List<SweepDirectory.Job> jobs = plan(batch);
        jobs.forEach(j -> all.add(j.directory().path()));
        if (flags.detach()) {
          return detach((SlurmLauncher) launcher, jobs, signals);
        }
        run(launcher, jobs, signals);
        stopped = signals.pending() != null || failed && failsFast();
      }
      return close(all, signals);
    }
  }

  /** The directories of jobs that a killed or finished search has left; tells how many are done. */
  private Set<Path> earlier(Sweeper sweeper) {
    List<List<String>> asked = sweeper.earlier(sweep);
    List<SweepDirectory.Job> there =
        sweep.jobs().stream().filter(j -> asked.contains(j.status().overrides())).toList();
    if (!there.isEmpty()) {
      tellDone(there);
    }
    return there.stream()
        .map(j -> j.directory().path())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void tellDone(List<SweepDirectory.Job> jobs) {
    log.line("%d of %d jobs are done", jobs.size() - open(jobs).size(), jobs.size());
  }

  private boolean failsFast() {
    return master.hydraValue("sweep.fail_fast").filter(Boolean.TRUE::equals).isPresent();
  }

  /** Composes all jobs of a batch before any is run, and gives them their directories. */
  private List<SweepDirectory.Job> plan(List<List<String>> batch) throws IOException {
    List<Composition> configs = new ArrayList<>(batch.size());
    List<SweepDirectory.Request> requests = new ArrayList<>(batch.size());
    for (List<String> overrides : batch) {
      Composition config = composer.composeJob(master, overrides, 0);
      configs.add(config);
      List<String> shown = overrides.stream().map(config::shown).toList();
      requests.add(
          new SweepDirectory.Request(
              hash(config), shown, number -> subdirectory(numbered(config, number))));
    }
    List<SweepDirectory.Job> jobs = sweep.plan(requests);
    goal(jobs);
    for (int i = 0; i < jobs.size(); i++) {
      SweepDirectory.Job planned = jobs.get(i);
      compositions.putIfAbsent(
          planned.directory().path(),
          numbered(configs.get(i), planned.status().number())
              .withHydra("sweep.dir", sweep.path().toString()));
    }
    return jobs.stream().distinct().toList();
  }

  /** What the jobs are compared by, as the first of them tells: the sweep's own config may not. */
  private SweepGoal goal(List<SweepDirectory.Job> jobs) throws IOException {
    if (goal == null) {
      List<String> overrides = jobs.get(0).status().overrides();
      goal = Goals.of(composer.composeJob(master, overrides, 0), app.facts());
      goal.write(sweep.path());
    }
    return goal;
  }

  private static Composition numbered(Composition config, int number) {
    return config.withHydra("job.num", number).withHydra("job.id", "job_id_for_" + number);
  }

  private static String subdirectory(Composition config) {
    return String.valueOf(config.hydraValue("sweep.subdir").orElseThrow());
  }

  /** Identifies a job by what it computes, whatever its number, its directory and the time. */
  private static String hash(Composition config) {
    Composition timeless =
        config
            .withHydra("runtime.output_dir", "")
            .withNow(ZonedDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC));
    try {
      return TaskHash.of(timeless.resolved());
    } catch (InterpolationException e) {
      return TaskHash.of(config.node()); // it is the job that will say what is wrong
    }
  }

  private List<SweepDirectory.Job> open(List<SweepDirectory.Job> jobs) {
    return jobs.stream().filter(j -> !j.status().state().isFinal()).toList();
  }

  private void run(Launcher launcher, List<SweepDirectory.Job> jobs, Signals signals)
      throws IOException {
    List<SweepDirectory.Job> open = open(jobs);
    if (open.size() < jobs.size()) {
      tellDone(jobs);
    }
    if (open.isEmpty()) {
      return;
    }
    boolean here = launcher instanceof BasicLauncher;
    log.line("Launching %d jobs locally".replace(here ? "" : " locally", ""), open.size());
    LaunchContext context = context(signals);
    if (!here) {
      record(open);
      open.forEach(this::announce);
    }
    try (SweepView view =
        SweepView.open(app, open, goal(open), !here, !here && Launchers.follows(master))) {
      launcher.launch(open, context);
    } catch (InterruptedException e) {
      signals.note(StopSignal.INT);
      if (launcher instanceof SlurmLauncher slurm && !slurm.cancelsOnInterrupt()) {
        tellHowToGoOn();
      }
    } finally {
      Thread.interrupted(); // what follows writes files
    }
    for (SweepDirectory.Job ended : open) {
      failed |= ended.directory().status().filter(s -> s.state() == JobState.FAILED).isPresent();
    }
  }

  private int detach(SlurmLauncher launcher, List<SweepDirectory.Job> jobs, Signals signals)
      throws Exception {
    List<SweepDirectory.Job> open = open(jobs);
    record(open);
    launcher.submit(open, context(signals));
    tellHowToGoOn();
    return 0;
  }

  /** Tells the command that a shell can run as it is printed. */
  private void tellHowToGoOn() {
    List<String> words = new ArrayList<>(app.words());
    if (words.size() > 1) {
      words.remove(words.size() - 1); // sweep is a command beside this one
    }
    words.addAll(List.of("sweep", "wait", sweep.path().toString()));
    app.err().println("the submitted jobs go on; with wait, status, cancel or collect:");
    tell(words);
  }

  /** What was typed, once more, in the directory that knows which jobs are done. */
  private void tellHowToStartAgain() {
    List<String> words = new ArrayList<>(app.words());
    flags.parsed().originalArgs().stream()
        .filter(word -> !word.startsWith(DIRECTORY + "="))
        .map(word -> word.startsWith("-") ? word : master.shown(word))
        .forEach(words::add);
    words.add(ShellWord.assignment(DIRECTORY, sweep.path().toString()));
    app.err().println("go on with");
    tell(words);
  }

  private void tell(List<String> words) {
    app.err()
        .println("    " + words.stream().map(ShellWord::quote).collect(Collectors.joining(" ")));
  }

  private void record(List<SweepDirectory.Job> jobs) throws IOException {
    if (master.hydraValue("output_subdir").orElse(null) == null) {
      throw new LaunchException(
          "hydra.output_subdir=null leaves no record that a job in another process could read; use"
              + " hydra/launcher=basic or keep the record");
    }
    for (SweepDirectory.Job planned : jobs) {
      Path directory = planned.directory().path();
      RunRecord.write(JobSession.prepare(config(planned), app, directory), directory);
    }
  }

  private Composition config(SweepDirectory.Job planned) {
    return compositions.get(planned.directory().path());
  }

  private LaunchContext context(Signals signals) {
    String now = master.now().toOffsetDateTime().toString();
    String subdirectory = String.valueOf(master.hydraValue("output_subdir").orElse(""));
    return new LaunchContext(
        sweep.path(),
        app.cwd(),
        planned -> child.of(planned.directory().path().resolve(subdirectory), now),
        planned -> {
          announce(planned);
          SweepJob body =
              new SweepJob(app, job, signals, config(planned), planned.directory(), sweep, true);
          return attempt -> {
            try {
              return body.run(attempt);
            } finally {
              failed |= body.failure() != null;
              firstFailure = firstFailure == null ? body.failure() : firstFailure;
            }
          };
        },
        () -> signals.pending() != null,
        () -> signals.pending() != null || failsFast() && anyFailed(),
        line -> log.line("%s", line));
  }

  private boolean anyFailed() {
    return failed
        || compositions.keySet().stream()
            .flatMap(d -> new JobDirectory(d).status().stream())
            .anyMatch(s -> s.state() == JobState.FAILED && s.attempt() > 0);
  }

  private void announce(SweepDirectory.Job planned) {
    log.line(
        "\t#%d : %s",
        planned.status().number(), Printable.line(String.join(" ", planned.status().overrides())));
  }

  private int close(Set<Path> all, Signals signals) throws IOException {
    if (!sweep.jobs().isEmpty()) {
      SweepReport.write(sweep);
    }
    List<SweepDirectory.Job> jobs =
        sweep.jobs().stream().filter(j -> all.contains(j.directory().path())).toList();
    if (!jobs.isEmpty()) {
      app.err().print(ClosingTable.of(jobs, goal(jobs), TerminalWidth.ofOutput()));
      app.err().println("report: " + sweep.path().resolve("sweep.html"));
    }
    if (firstFailure != null && (flags.debug() || app.verboseErrors())) {
      firstFailure.printStackTrace(app.err());
    }
    if (signals.pending() != null) {
      if (jobs.stream().anyMatch(j -> !j.status().state().isFinal())) {
        tellHowToStartAgain();
      }
      return JobExit.code(JobExit.stoppedBy(signals.pending()), signals.pending());
    }
    boolean complete = jobs.stream().allMatch(j -> j.status().state().isFinal());
    return complete ? 0 : Failure.FAILURE;
  }
}
