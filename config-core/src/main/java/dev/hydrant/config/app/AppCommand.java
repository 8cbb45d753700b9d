package dev.hydrant.config.app;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ComposerBuilder;
import dev.hydrant.config.Composition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags of every application, and which of its actions they ask for. */
@Command(
    sortOptions = false,
    synopsisHeading = "usage: ",
    footer = {
      "",
      "Overrides:  key=value  change    +key=value  add    ++key=value  either    ~key  delete",
      "            group=option         key=[1,2]   lists  'key={a: 1}' maps"
    })
final class AppCommand implements Callable<Integer> {
  /** What {@code --cfg} prints. */
  enum Part {
    job,
    hydra,
    all
  }

  static final class Topics implements Iterable<String> {
    static final List<String> ALL =
        List.of("all", "config", "defaults", "defaults-tree", "plugins", "searchpath");

    @Override
    public Iterator<String> iterator() {
      return ALL.iterator();
    }
  }

  private final AppSettings settings;

  @Option(
      names = {"--help", "-h"},
      description = "Application's help")
  private boolean help;

  @Option(names = "--hydra-help", description = "Hydra's help")
  private boolean hydraHelp;

  @Option(names = "--version", description = "Show the version and exit")
  private boolean version;

  @Option(
      names = {"--cfg", "-c"},
      description = "Show config instead of running [job|hydra|all]")
  private Part cfg;

  @Option(
      names = "--resolve",
      description =
          "Used in conjunction with --cfg, resolve config interpolations before printing.")
  private boolean resolve;

  @Option(
      names = {"--package", "-p"},
      description = "Config package to show")
  private String pkg;

  @Option(
      names = {"--run", "-r"},
      description = "Run a job")
  private boolean run;

  @Option(
      names = {"--multirun", "-m"},
      description = "Run multiple jobs with the configured launcher and sweeper")
  private boolean multirun;

  @Option(
      names = {"--config-path", "-cp"},
      description = "Overrides where configs are looked for: a directory or pkg://PREFIX")
  private String configPath;

  @Option(
      names = {"--config-name", "-cn"},
      description = "Overrides the primary config")
  private String configName;

  @Option(
      names = {"--config-dir", "-cd"},
      description = "Adds an additional config dir to the config search path")
  private String configDir;

  @Option(
      names = "--experimental-rerun",
      description = "Rerun a job from the directory of a previous run")
  private Path rerun;

  @Option(
      names = {"--info", "-i"},
      arity = "0..1",
      fallbackValue = "all",
      completionCandidates = Topics.class,
      description = "Print information [all|config|defaults|defaults-tree|plugins|searchpath]")
  private String info;

  @Parameters(
      paramLabel = "overrides",
      arity = "0..*",
      description =
          "Any key=value arguments to override config values (use dots for.nested=overrides)")
  private List<String> overrides = new ArrayList<>();

  @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec spec;

  AppCommand(AppSettings settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() throws Exception {
    if (version) {
      settings.out().println(settings.version());
      return 0;
    }
    if (info != null && !Topics.ALL.contains(info)) {
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(),
          "argument --info/-i: invalid choice: '"
              + info
              + "' (choose from "
              + String.join(", ", Topics.ALL)
              + ")");
    }
    checkTogether();
    rerunIfAsked();
    Composer composer = composer();
    String name = configName == null ? settings.configName() : configName;
    if (help || hydraHelp) {
      HelpView view = new HelpView(composer, spec);
      settings
          .out()
          .println(
              help
                  ? view.application(composer.compose(name, overrides), resolve)
                  : view.hydra(composer.compose(null, overrides)));
      return 0;
    }
    if (cfg != null) {
      settings.out().print(ConfigView.of(composer.compose(name, overrides), cfg, pkg, resolve));
      return 0;
    }
    if (info != null) {
      Composition composition = composer.compose(name, overrides);
      settings.out().print(new InfoView(composition, composer, settings).show(info));
      return 0;
    }
    return run(composer, name);
  }

  private void checkTogether() {
    if (resolve && cfg == null && !help) {
      throw new UsageException(
          "The --resolve flag can only be used in conjunction with --cfg or --help");
    }
    long commands = Stream.of(run, multirun, cfg != null, info != null).filter(b -> b).count();
    if (commands > 1) {
      throw new UsageException("Only one of --run, --multirun, --cfg and --info can be specified");
    }
  }

  private Composer composer() {
    ComposerBuilder builder =
        settings
            .composer()
            .apply(
                Composer.builder()
                    .jobName(settings.name())
                    .environment(settings.environment())
                    .workingDirectory(settings.workingDirectory()));
    String path = configPath == null ? settings.configPath() : configPath;
    if (path != null) {
      builder.searchPath(path.contains("://") ? path : absolute(path).toString());
    }
    if (configDir != null) {
      Path directory = absolute(configDir);
      if (!Files.isDirectory(directory)) {
        throw new UsageException("Additional config directory '" + directory + "' not found");
      }
      builder.configDir(directory.toString());
    }
    return builder.build();
  }

  private Path absolute(String path) {
    return settings.workingDirectory().resolve(path).normalize();
  }

  private void rerunIfAsked() {
    if (rerun != null) {
      SavedRun saved = SavedRun.read(settings.workingDirectory().resolve(rerun));
      configName = configName == null ? saved.configName() : configName;
      List<String> all = new ArrayList<>(saved.overrides());
      all.addAll(overrides);
      overrides = all;
    }
  }

  private int run(Composer composer, String name) throws Exception {
    List<String> all = new ArrayList<>(overrides);
    String mode = composer.mode(name, all).orElse(null);
    if (mode == null || (multirun && mode.equals("RUN"))) {
      if (mode != null) {
        settings.err().println("Running with --multirun, overriding with `hydra.mode=MULTIRUN`.");
      }
      mode = multirun ? "MULTIRUN" : "RUN";
      all.add("hydra.mode=" + mode);
    }
    if (mode.equals("MULTIRUN")) {
      Composition master = composer.composeMaster(name, all);
      warn(master);
      return settings.sweeps().run(new Sweep(settings, composer, master, composer.sweep(master)));
    }
    Composition config = composer.compose(name, all);
    warn(config);
    String dir = config.hydraValue("run.dir").map(String::valueOf).orElse(".");
    return new JobExecution(settings).run(config, absolute(dir), OptionalInt.empty()).exitCode();
  }

  private static void warn(Composition composition) {
    composition.warnings().forEach(LoggerFactory.getLogger(AppCommand.class)::warn);
  }
}
