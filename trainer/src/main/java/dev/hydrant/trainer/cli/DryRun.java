package dev.hydrant.trainer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.Composition;
import dev.hydrant.trainer.engine.callback.RunContext;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.forecast.Forecast;
import dev.hydrant.trainer.forecast.ForecastText;
import dev.hydrant.trainer.forecast.SchedulePlot;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.ShellCommand;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Train;
import dev.hydrant.trainer.run.UnreadKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code hydrant train --dry-run}: shows what a run would be; trains and leaves nothing. */
final class DryRun {
  private static final String PICTURE = "schedule.png";

  @Option(
      names = "--dry-run",
      description = "Show what the run would be: groups, memory, arithmetic, learning rate.")
  private boolean dryRun;

  @Option(names = "--show-script", description = "With --dry-run: print the recorded step.")
  private boolean showScript;

  @Option(names = "--json", description = "With --dry-run: as JSON.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "With --dry-run: draw schedule.png in this directory.")
  private Path outDirectory;

  /** Whether it is asked for, by any of its flags. */
  boolean asked() {
    return dryRun || showScript || json || outDirectory != null;
  }

  int show(Composition config, PrintStream out) throws IOException {
    if (!dryRun) {
      throw UserException.usage("--show-script, --json and --out go with --dry-run");
    }
    if (outDirectory != null && Files.exists(outDirectory.resolve(PICTURE))) {
      throw UserException.usage(
          outDirectory.resolve(PICTURE) + " is there already.\nGive another directory with --out");
    }
    RunContext nowhere =
        new RunContext(
            Path.of(""),
            ShellCommand.of(),
            System.err,
            System.err,
            false,
            new LazyProgress(System.err));
    Train train = new Train(RunSetup.of(config.resolved(), ModelRegistry.load()).dry(), nowhere);
    UnreadKeys.report(config);
    Forecast forecast = train.forecast();
    String script = showScript ? script(forecast) : null;
    if (json) {
      out.println(json(forecast, script));
    } else {
      ForecastText.print(forecast, out);
      if (script != null) {
        out.println();
        out.print(script);
      }
    }
    if (outDirectory != null) {
      Files.createDirectories(outDirectory);
      SchedulePlot.write(outDirectory.resolve(PICTURE), forecast);
    }
    return 0;
  }

  private static String script(Forecast forecast) {
    if (forecast.step() == null) {
      throw UserException.usage("there is no script to show. " + forecast.eager());
    }
    if (forecast.step().script() == null) {
      throw UserException.usage(
          "with torch_compile=false the model runs operator by operator: there is no script");
    }
    return forecast.step().script();
  }

  private static String json(Forecast forecast, String script) throws IOException {
    ObjectMapper mapper =
        new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    ObjectNode node = mapper.valueToTree(forecast);
    if (script != null) {
      node.put("script", script);
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }
}
