package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.HydrantApp;
import dev.hydrant.config.app.program.JobContext;
import dev.hydrant.config.app.program.StopSignal;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.engine.Interrupts;
import dev.hydrant.trainer.engine.callback.RunContext;
import dev.hydrant.trainer.error.ProgramName;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.ShellCommand;
import dev.hydrant.trainer.report.Terminal;
import dev.hydrant.trainer.run.Configurations;
import dev.hydrant.trainer.run.RunClaim;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Train;
import dev.hydrant.trainer.run.UnreadKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** {@code hydrant train}: composes a configuration and trains what it describes. */
final class TrainApp {
  /** What a run that goes on gives itself, or has no use for: one job is no sweep. */
  private static final List<String> SET_ANEW =
      List.of(
          "resume",
          "overwrite",
          "hydra.run",
          "hydra.mode",
          "hydra.sweep",
          "hydra.sweeper",
          "hydra/sweeper",
          "hydra.launcher",
          "hydra/launcher");

  private TrainApp() {}

  /** The program of which the command is one face. */
  static HydrantApp app() {
    DryRun dryRun = new DryRun();
    return HydrantApp.builder(TrainApp::train)
        .flags(dryRun)
        .look(dryRun::asked, dryRun::show)
        .name(Configurations.JOB)
        .startedBy(started().words().toArray(String[]::new))
        .configPath(Home.configs().toString())
        .configName(ConfigOptions.STANDARD)
        .version(String.join(System.lineSeparator(), new Version().getVersion()))
        .keepConsoleLogging()
        .failures(Failures::of)
        .facts(new TrainFacts())
        .claims((config, dir, attempt) -> RunClaim.take(config.resolved(), dir, attempt > 1)::close)
        .composer(Configurations::addNames)
        .streams(System.out, System.err)
        .build();
  }

  static CommandLine command() {
    CommandLine command = app().commandLine();
    command
        .getCommandSpec()
        .usageMessage()
        .description("Train the model that a configuration describes.");
    return command;
  }

  private static Map<String, Double> train(Composition config, JobContext job) {
    RunContext run =
        new RunContext(
            Home.shown(job.outputDirectory()),
            command(config),
            job.out(),
            job.err(),
            Terminal.interactive(),
            new LazyProgress(job.err()));
    MapNode tree = SweptRun.goingOn(config.resolved(), job);
    RunSetup setup = RunSetup.of(tree, ModelRegistry.load());
    UnreadKeys.report(config);
    Train training = new Train(setup, run);
    job.whenAskedToStop(s -> training.stop(Interrupts.Kind.valueOf(s.name())));
    SweptRun swept = new SweptRun(config, job, setup.headlines().monitor(), training::stop);
    Train.Outcome outcome = training.with(swept).call();
    swept.throwIfStopped();
    for (StopSignal signal : StopSignal.values()) {
      if (outcome.exitCode() == signal.exitCode()) {
        throw job.stoppedBy(signal, "");
      }
    }
    return swept.objectiveFirst(outcome.metrics());
  }

  private static ShellCommand started() {
    return ShellCommand.of(ProgramName.typed(), "train");
  }

  /** What was typed, without what "how to go on" gives itself. */
  private static ShellCommand command(Composition config) {
    ShellCommand command = started();
    String name = config.configName();
    if (name != null && !name.equals(ConfigOptions.STANDARD)) {
      command = command.with("--config-name=" + name);
    }
    Path configs = source(config, "main");
    if (configs != null && !configs.equals(Home.configs().toAbsolutePath().normalize())) {
      command = command.with("--config-path=" + Home.shown(configs));
    }
    Path added = source(config, "command-line");
    if (added != null) {
      command = command.with("--config-dir=" + Home.shown(added));
    }
    List<String> overrides = new ArrayList<>(config.hydraOverrides());
    overrides.addAll(config.overrides());
    for (String override : overrides) {
      command = command.with(config.shown(override));
    }
    for (String key : SET_ANEW) {
      command = command.without(key);
    }
    return command;
  }

  /** The directory that a provider of configs has given, or null if there is none. */
  private static Path source(Composition config, String provider) {
    Object sources = config.hydraValue("runtime.config_sources").orElse(List.of());
    for (Object source : (List<?>) sources) {
      if (source instanceof Map<?, ?> m
          && provider.equals(m.get("provider"))
          && "file".equals(m.get("schema"))) {
        return Path.of(m.get("path").toString()).toAbsolutePath().normalize();
      }
    }
    return null;
  }
}
