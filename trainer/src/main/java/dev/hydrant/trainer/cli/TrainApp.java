package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.HydrantApp;
import dev.hydrant.config.app.JobContext;
import dev.hydrant.config.app.JobResult;
import dev.hydrant.trainer.ModelRegistry;
import dev.hydrant.trainer.RunContext;
import dev.hydrant.trainer.Train;
import dev.hydrant.trainer.report.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** {@code hydrant train}: composes a configuration and trains what it describes. */
final class TrainApp {
  private TrainApp() {}

  static CommandLine command() {
    CommandLine command =
        HydrantApp.builder("train")
            .configPath(Home.configs().toString())
            .configName(ConfigOptions.STANDARD)
            .version(String.join(System.lineSeparator(), new Version().getVersion()))
            .consoleLog(false)
            .job(TrainApp::train)
            .build()
            .commandLine();
    command
        .getCommandSpec()
        .usageMessage()
        .description("Train the model that a configuration describes.");
    return command;
  }

  private static JobResult train(JobContext job) throws Exception {
    RunContext run =
        new RunContext(
            Home.shown(job.directory()),
            command(job),
            System.out,
            System.err,
            Terminal.interactive(),
            new LazyProgress(System.err));
    Train.Outcome outcome = new Train(job.config().resolved(), ModelRegistry.load(), run).call();
    return new JobResult(outcome.exitCode(), outcome.metrics());
  }

  /** What was typed, without what "how to go on" gives itself. */
  private static String command(JobContext job) {
    StringBuilder text = new StringBuilder("./hydrant train");
    String name = job.config().configName();
    if (name != null && !name.equals(ConfigOptions.STANDARD)) {
      text.append(" --config-name=").append(ShellWord.quote(name));
    }
    Path configs = configPath(job.config());
    if (configs != null && !configs.equals(Home.configs().toAbsolutePath().normalize())) {
      text.append(" --config-path=").append(ShellWord.quote(Home.shown(configs).toString()));
    }
    job.overrides().stream()
        .filter(o -> !o.startsWith("resume=") && !o.startsWith("num_iterations="))
        .forEach(o -> text.append(' ').append(ShellWord.quote(o)));
    return text.toString();
  }

  /** The directory that the primary config came from, or null if it was none. */
  private static Path configPath(Composition config) {
    Object sources = config.hydraValue("runtime.config_sources").orElse(List.of());
    for (Object source : (List<?>) sources) {
      if (source instanceof Map<?, ?> m
          && "main".equals(m.get("provider"))
          && "file".equals(m.get("schema"))) {
        return Path.of(m.get("path").toString()).normalize();
      }
    }
    return null;
  }
}
