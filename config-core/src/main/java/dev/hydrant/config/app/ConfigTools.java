package dev.hydrant.config.app;

import dev.hydrant.config.Comparison;
import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.Explanation;
import dev.hydrant.config.Finding;
import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.defaults.DefaultsTreeBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands {@code why}, {@code diff}, {@code lint}, {@code list} and {@code replay}. */
final class ConfigTools {
  private ConfigTools() {}

  @Command(
      name = "why",
      description =
          "Tell what set a value: file and line or override, and by which defaults items.",
      mixinStandardHelpOptions = true)
  static final class Why extends ConfigTool {
    @Parameters(index = "0", paramLabel = "KEY", description = "Such as db.port.")
    private String key;

    @Parameters(index = "1..*", paramLabel = "OVERRIDES", description = "Overrides.")
    private List<String> overrides = List.of();

    Why(AppSettings app) {
      super(app);
    }

    @Override
    public Integer call() throws Exception {
      Explanation why = composer().compose(configName(), overrides).why(key);
      print(why, why.toString());
      return 0;
    }
  }

  @Command(
      name = "diff",
      description = "Tell how two configurations differ, by value and by cause.",
      mixinStandardHelpOptions = true)
  static final class Diff extends ConfigTool {
    @Parameters(
        index = "0",
        paramLabel = "A",
        description = "A run directory, or overrides such as \"db=pg seed=1\".")
    private String left;

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private String right;

    Diff(AppSettings app) {
      super(app);
    }

    @Override
    public Integer call() throws Exception {
      Composer composer = composer();
      Comparison found = config(composer, left).diff(config(composer, right));
      print(found, found.toString());
      return 0;
    }
  }

  @Command(
      name = "lint",
      description = "Compose every option of every group and tell what is wrong or has no effect.",
      mixinStandardHelpOptions = true)
  static final class Lint extends ConfigTool {
    @Parameters(paramLabel = "OVERRIDES", description = "Overrides to check, too.")
    private List<String> overrides = List.of();

    Lint(AppSettings app) {
      super(app);
    }

    @Override
    public Integer call() throws Exception {
      List<Finding> found = composer().lint(configName(), overrides);
      String text = found.stream().map(Finding::toString).collect(Collectors.joining("\n"));
      print(found, found.isEmpty() ? "nothing found" : text);
      return found.isEmpty() ? 0 : Failure.FAILURE;
    }
  }

  @Command(
      name = "list",
      description = "List the configs, and the groups with their options.",
      mixinStandardHelpOptions = true)
  static final class Listing extends ConfigTool {
    Listing(AppSettings app) {
      super(app);
    }

    @Override
    public Integer call() throws Exception {
      Composer composer = composer();
      ConfigRepository repository = composer.repository(composer.compose(null));
      Map<String, SortedSet<String>> groups = new TreeMap<>();
      Help.collect(repository, "", groups);
      groups.values().forEach(options -> options.remove(DefaultsTreeBuilder.NO_CONFIG));
      StringBuilder text = new StringBuilder();
      groups.forEach(
          (group, options) ->
              text.append(group.isEmpty() ? "configs" : group)
                  .append(": ")
                  .append(String.join(", ", options))
                  .append('\n'));
      print(groups, text.toString().stripTrailing());
      return 0;
    }
  }

  @Command(
      name = "replay",
      description = "Print the config that a run saved, and whether its input files have changed.",
      mixinStandardHelpOptions = true)
  static final class Replay extends ConfigTool {
    @Parameters(paramLabel = "RUN_DIR", description = "The directory of a run.")
    private Path run;

    Replay(AppSettings app) {
      super(app);
    }

    @Override
    public Integer call() throws Exception {
      Path record = RunRecord.find(app().cwd().resolve(run));
      Composition saved = composer().saved(record);
      List<String> changes = InputFiles.changes(record);
      print(
          Map.of("config", saved.toYaml(), "overrides", saved.overrides(), "changed", changes),
          saved.toYaml().stripTrailing());
      changes.forEach(change -> app().err().println("note: " + change + " since this run"));
      return 0;
    }
  }
}
