package dev.hydrant.config.app.tools;

import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.TerminalWidth;
import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.error.LaunchException;
import dev.hydrant.config.launch.LaunchContext;
import dev.hydrant.config.launch.SweepDirectory;
import dev.hydrant.config.launch.SweepGoal;
import dev.hydrant.config.launch.report.ClosingTable;
import dev.hydrant.config.launch.report.SweepReport;
import dev.hydrant.config.launch.slurm.SlurmLauncher;
import dev.hydrant.config.launch.slurm.SlurmSettings;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Origin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sweep status|wait|cancel|collect DIR}: goes on with a sweep that was started before. */
@Command(
    name = "sweep",
    description = {
      "Continue a sweep that was started before.",
      "status: its jobs; wait: until its Slurm jobs have ended; cancel: those jobs;",
      "collect: write its report again."
    },
    mixinStandardHelpOptions = true)
public final class SweepTool extends ConfigTool {
  enum Action {
    status,
    wait,
    cancel,
    collect
  }

  @Parameters(index = "0", paramLabel = "ACTION", description = "${COMPLETION-CANDIDATES}")
  private Action action;

  @Parameters(index = "1", paramLabel = "DIR", description = "The sweep's directory.")
  private Path directory;

  public SweepTool(AppSettings app) {
    super(app);
  }

  @Override
  public Integer call() throws Exception {
    SweepDirectory sweep = new SweepDirectory(app().cwd().resolve(directory).normalize());
    if (sweep.jobs().isEmpty()) {
      throw new LaunchException("there are no jobs of a sweep in " + sweep.path());
    }
    SlurmLauncher slurm =
        new SlurmLauncher(
            Binder.bind(
                new MapNode(Map.of(), Origin.BUILTIN), "hydra.launcher", SlurmSettings.class));
    switch (action) {
      case wait -> slurm.await(sweep.jobs(), context(sweep.path()));
      case cancel -> {
        slurm.cancel(sweep.path());
        slurm.await(sweep.jobs(), context(sweep.path()));
      }
      case collect -> app().err().println("report: " + SweepReport.write(sweep));
      default -> {}
    }
    List<SweepDirectory.Job> jobs = sweep.jobs();
    print(
        jobs.stream().map(SweepTool::row).toList(),
        ClosingTable.of(jobs, SweepGoal.read(sweep.path()), TerminalWidth.ofOutput())
            .stripTrailing());
    return jobs.stream().allMatch(j -> j.status().state().isFinal()) || action == Action.status
        ? 0
        : Failure.FAILURE;
  }

  private LaunchContext context(Path sweep) {
    return new LaunchContext(
        sweep,
        app().cwd(),
        job -> List.of(),
        job -> attempt -> Map.of(),
        () -> false,
        () -> false,
        app().err()::println);
  }

  private static Map<String, Object> row(SweepDirectory.Job job) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("job", job.status().number());
    row.put("state", job.status().state().label());
    row.put("overrides", job.status().overrides());
    row.put("metrics", job.status().metrics());
    row.put("message", job.status().message());
    row.put("directory", job.directory().path().toString());
    return row;
  }
}
