package dev.hydrant.config.app.tools;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.job.RunRecord;
import dev.hydrant.config.app.program.AppFacts;
import dev.hydrant.config.explain.Comparison;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code diff A B}: compares override lists, runs, or saved states such as checkpoints. */
@Command(
    name = "diff",
    description = {
      "Show how two configurations differ, by value and by cause.",
      "Of two checkpoints also how their contents differ."
    },
    mixinStandardHelpOptions = true)
public final class DiffTool extends ConfigTool {
  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A run or checkpoint directory, or overrides such as \"db=pg seed=1\".")
  private String left;

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private String right;

  public DiffTool(AppSettings app) {
    super(app);
  }

  @Override
  public Integer call() throws Exception {
    Optional<Path> a = state(left);
    Optional<Path> b = state(right);
    Comparison configs = config(left, a).diff(config(right, b));
    if (a.isEmpty() || b.isEmpty()) {
      print(configs, configs.toString());
      return 0;
    }
    List<AppFacts.StateDifference> states = app().facts().compare(a.get(), b.get());
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("config", configs.differences());
    both.put("state", states);
    print(
        both,
        "configuration: "
            + configs.toString().stripTrailing()
            + "\nstate: "
            + (states.isEmpty()
                ? "no difference"
                : states.stream().map(d -> "\n  " + d).collect(Collectors.joining())));
    return 0;
  }

  /** The state in a directory that a user names, if it is one. */
  private Optional<Path> state(String named) {
    Path place = app().cwd().resolve(named).normalize();
    return named.contains("=") ? Optional.empty() : app().facts().runOf(place).map(run -> place);
  }

  private Composition config(String named, Optional<Path> state) {
    Composer composer = composer();
    return state
        .flatMap(app().facts()::runOf)
        .map(run -> composer.saved(RunRecord.find(run)))
        .orElseGet(() -> config(composer, named));
  }
}
