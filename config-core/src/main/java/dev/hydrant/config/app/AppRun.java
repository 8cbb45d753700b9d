package dev.hydrant.config.app;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.Sweep;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.cli.ChildCommand;
import dev.hydrant.config.app.cli.Flags;
import dev.hydrant.config.app.completion.Completion;
import dev.hydrant.config.app.job.JobExit;
import dev.hydrant.config.app.job.JobSession;
import dev.hydrant.config.app.job.RunRecord;
import dev.hydrant.config.app.job.Signals;
import dev.hydrant.config.app.job.TimedDirectory;
import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.Job;
import dev.hydrant.config.app.program.Look;
import dev.hydrant.config.app.program.UsageException;
import dev.hydrant.config.app.sweep.Multirun;
import dev.hydrant.config.app.sweep.PlannedJob;
import dev.hydrant.config.app.view.ConfigView;
import dev.hydrant.config.app.view.Help;
import dev.hydrant.config.app.view.Info;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.launch.JobEnd;
import dev.hydrant.config.write.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/** One call of a program: does what the flags say and turns mishaps into a message and a code. */
final class AppRun {
  private final AppSettings app;
  private final Job job;
  private final Flags flags;
  private final ChildCommand child;
  private final Sweep sweep;

  AppRun(AppSettings app, Job job, Flags flags, ChildCommand child, Sweep sweep) {
    this.app = app;
    this.job = job;
    this.flags = flags;
    this.child = child;
    this.sweep = sweep;
  }

  int call() throws Exception {
    try {
      return dispatch();
    } finally {
      app.out().flush();
      app.err().flush();
    }
  }

  private int dispatch() throws Exception {
    if (flags.version()) {
      app.out().println(app.version());
      return 0;
    }
    String cfg = flags.cfg();
    String info = flags.info();
    refuseNonsense(cfg, info);
    if (flags.completion()) {
      return new Completion(app, flags).call();
    }
    if (flags.rerun() != null) {
      return rerun(app.cwd().resolve(flags.rerun()));
    }
    if (flags.plannedJob() != null) {
      Composition saved = app.composer(flags).saved(Path.of(flags.plannedJob()));
      return new PlannedJob(app, job).call(saved, flags.now());
    }
    Composer composer = app.composer(flags);
    String configName = app.configName(flags);
    boolean multirun = isMultirun(composer, configName);
    if (flags.help() || flags.hydraHelp()) {
      Composition config = compose(composer, configName, multirun);
      new Help(app, composer, config).print(flags.hydraHelp(), flags.resolve());
      return 0;
    }
    if (cfg != null) {
      return ConfigView.print(
          app, compose(composer, configName, multirun), cfg, flags.pkg(), flags.resolve());
    }
    if (info != null) {
      new Info(app.out(), compose(composer, configName, multirun)).print(info);
      return 0;
    }
    Look look = app.asked();
    if (look != null) {
      return multirun
          ? lookAtEach(composer, compose(composer, configName, true), look)
          : lookAt(compose(composer, configName, false), look);
    }
    return multirun
        ? new Multirun(app, job, composer, configName, flags, child, sweep).call()
        : single(composer.compose(configName, flags.overrides()));
  }

  /** Flags that make no sense together are failures, as they are in Hydra, not wrong usage. */
  private void refuseNonsense(String cfg, String info) {
    refuse(flags.resolve() && cfg == null && !flags.help(), "--resolve goes with --cfg or --help");
    refuse(flags.pkg() != null && cfg == null, "--package goes with --cfg");
    refuse(flags.run() && flags.multirun(), "--run and --multirun exclude each other");
    refuse(cfg != null && info != null, "--cfg and --info exclude each other");
    boolean sweeps = flags.sweepFile() != null || flags.detach() || !flags.zips().isEmpty();
    refuse(sweeps && flags.run(), "--sweep-file, --zip and --detach go with --multirun");
  }

  private static void refuse(boolean nonsense, String message) {
    if (nonsense) {
      throw new UsageException(message, Failure.FAILURE);
    }
  }

  private boolean isMultirun(Composer composer, String configName) {
    if (flags.run()) {
      return false;
    }
    String mode = composer.mode(configName, flags.overrides()).orElse("");
    if (flags.multirun() && mode.equals("RUN")) {
      app.err().println("--multirun goes before hydra.mode=RUN: this is a sweep");
    }
    return flags.multirun()
        || sweep != null
        || flags.sweepFile() != null
        || mode.equals("MULTIRUN");
  }

  private Composition compose(Composer composer, String configName, boolean multirun) {
    Composition config =
        multirun
            ? composer.composeMaster(configName, flags.overrides())
            : composer.compose(configName, flags.overrides());
    warn(config);
    return config;
  }

  private int lookAt(Composition config, Look look) throws Exception {
    return look.at(JobSession.prepare(config, app, directory(config)), app.out());
  }

  /** Returns the exit code of the first job at which something was wrong. */
  private int lookAtEach(Composer composer, Composition master, Look look) throws Exception {
    int code = 0;
    List<List<String>> jobs = composer.sweep(master);
    for (int i = 0; i < jobs.size(); i++) {
      app.out().println("#" + i + " : " + String.join(" ", jobs.get(i)));
      int one = lookAt(composer.composeJob(master, jobs.get(i), i), look);
      code = code == 0 ? one : code;
    }
    return code;
  }

  private Path directory(Composition config) {
    return app.cwd().resolve(String.valueOf(config.hydraValue("run.dir").orElseThrow()));
  }

  private void warn(Composition config) {
    config.warnings().forEach(w -> app.err().println("warning: " + Printable.text(w)));
  }

  private int single(Composition config) throws Exception {
    warn(config);
    JobSession.refuseChdir(config);
    return run(config, TimedDirectory.make(config, "run.dir", directory(config)), true);
  }

  /** Runs with the config that an earlier run has saved, in its directory. */
  private int rerun(Path named) throws Exception {
    Path record = RunRecord.find(named);
    Composition config = app.composer(flags).saved(record);
    RunRecord.requireWhole(config);
    if (!flags.overrides().isEmpty()) {
      app.err().println("warning: overrides have no effect with --experimental-rerun");
    }
    return run(config, record.getParent(), false);
  }

  private int run(Composition config, Path directory, boolean fresh) throws Exception {
    try (Signals signals = Signals.listen(s -> app.err().println(JobExit.STOPPING))) {
      JobSession session = JobSession.single(app, job, signals, config, directory);
      try {
        if (fresh) {
          session.run();
        } else {
          session.run(JobSession.prepare(config, app, directory));
        }
        return 0;
      } catch (JobEnd end) {
        if (end.getMessage() != null && !end.getMessage().isBlank()) {
          app.err().println(end.getMessage());
        }
        return JobExit.code(end.state(), signals.pending());
      } catch (InterruptedException | CancellationException e) {
        return JobExit.code(JobExit.stoppedBy(signals.pending()), signals.pending());
      } catch (ConfigException e) {
        throw e;
      } catch (Exception e) {
        if (signals.hasCutOff()) { // what an interrupted thread tries fails in many ways
          return JobExit.code(JobExit.stoppedBy(signals.pending()), signals.pending());
        }
        if (app.failures() == null) {
          app.err()
              .println(
                  "Error executing job with overrides: "
                      + config.overrides().stream().map(config::shown).toList());
        }
        throw e;
      }
    }
  }
}
