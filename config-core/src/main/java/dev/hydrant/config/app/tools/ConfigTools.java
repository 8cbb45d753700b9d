package dev.hydrant.config.app.tools;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.job.InputFiles;
import dev.hydrant.config.app.job.RunRecord;
import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.explain.DefaultsEntry;
import dev.hydrant.config.explain.Explanation;
import dev.hydrant.config.explain.Finding;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands {@code why}, {@code lint} and {@code replay}. */
public final class ConfigTools {
  private ConfigTools() {}

  @Command(
      name = "why",
      description =
          "Show what set a value: file and line or override, and by which defaults items.",
      mixinStandardHelpOptions = true)
  public static final class Why extends ConfigTool {
    @Parameters(index = "0", paramLabel = "KEY", description = "A key, such as db.port.")
    private String key;

    @Parameters(index = "1..*", paramLabel = "OVERRIDES", description = "Overrides.")
    private List<String> overrides = List.of();

    public Why(AppSettings app) {
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
      name = "lint",
      description = {
        "Compose every option of every group and report what is wrong or has no effect.",
        "The exit code is 1 if something is wrong; what has no effect is only noted."
      },
      mixinStandardHelpOptions = true)
  public static final class Lint extends ConfigTool {
    @Parameters(paramLabel = "OVERRIDES", description = "Overrides to check as well.")
    private List<String> overrides = List.of();

    @Option(names = "--all", description = "Check every config that can be run by itself.")
    private boolean all;

    public Lint(AppSettings app) {
      super(app);
    }

    @Override
    public Integer call() throws Exception {
      Composer composer = composer();
      Set<Finding> found = new LinkedHashSet<>();
      for (String name : all ? whole(composer) : List.of(configName())) {
        found.addAll(composer.lint(name, overrides));
      }
      String text =
          found.stream()
              .map(f -> (f.isFault() ? "" : "note: ") + f)
              .collect(Collectors.joining("\n"));
      print(found, found.isEmpty() ? "nothing found" : text);
      return found.stream().anyMatch(Finding::isFault) ? Failure.FAILURE : 0;
    }

    /** Configs in folders that others bring in are parts of them, and are checked with them. */
    private List<String> whole(Composer composer) {
      List<String> names = primaries(composer);
      Set<String> parts = new HashSet<>();
      for (String name : names) {
        try {
          composer.defaults(name, List.of()).stream()
              .map(DefaultsEntry::configPath)
              .filter(path -> !path.equals(name) && path.contains("/"))
              .forEach(parts::add);
        } catch (ConfigException e) {
          continue; // the check itself tells
        }
      }
      return names.stream().filter(name -> !parts.contains(name)).toList();
    }
  }

  @Command(
      name = "replay",
      description = "Print the config that a run saved, and whether its input files have changed.",
      mixinStandardHelpOptions = true)
  public static final class Replay extends ConfigTool {
    @Parameters(paramLabel = "RUN_DIR", description = "The directory of a run.")
    private Path run;

    public Replay(AppSettings app) {
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
