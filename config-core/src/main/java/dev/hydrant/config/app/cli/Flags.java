package dev.hydrant.config.app.cli;

import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.UsageException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The flags of every program, read from a parsed command line. */
public record Flags(ParseResult parsed) {
  static final String JOB = "--hydrant-job";
  static final String NOW = "--hydrant-now";
  private static final String[] PARTS = {"job", "hydra", "all"};
  static final List<String> INFOS =
      List.of("all", "config", "defaults", "defaults-tree", "plugins", "searchpath");

  /** Adds the flags and the overrides to a command; {@code --debug} only to one on its own. */
  public static void declare(CommandSpec spec, boolean alone) {
    spec.addOption(flag("Print help with the config groups and the config.", "--help", "-h"));
    spec.addOption(flag("Print help about the flags and Hydra's own groups.", "--hydra-help"));
    spec.addOption(flag("Print the version.", "--version"));
    spec.addOption(
        option("job|hydra|all", "Print the config instead of running.", "--cfg", "-c").build());
    spec.addOption(flag("With --cfg or --help: resolve interpolations.", "--resolve"));
    spec.addOption(
        option("KEY", "With --cfg: print the part at a key.", "--package", "-p").build());
    spec.addOption(flag("Run one job, whatever hydra.mode says.", "--run", "-r"));
    spec.addOption(flag("Run a job for every combination of swept values.", "--multirun", "-m"));
    spec.addOption(
        flag("With install=SHELL: print a completion script.", "--shell-completion", "-sc"));
    spec.addOption(option("DIR", "Directory of the configs.", "--config-path", "-cp").build());
    spec.addOption(option("NAME", "The primary config.", "--config-name", "-cn").build());
    spec.addOption(option("DIR", "Another directory with configs.", "--config-dir", "-cd").build());
    spec.addOption(
        option("RUN_DIR", "Run again with the config that a run saved.", "--experimental-rerun")
            .build());
    spec.addOption(
        option("WHAT", "Print " + String.join(", ", INFOS) + ".", "--info", "-i")
            .arity("0..1")
            .fallbackValue("all")
            .preprocessor(new InfoWord())
            .build());
    spec.addOption(
        option("FILE", "With -m: a YAML list of override lists, a job each.", "--sweep-file")
            .build());
    spec.addOption(
        option("KEYS", "With -m: sweep keys such as a,b together, not crosswise.", "--zip")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    spec.addOption(flag("With -m on Slurm: submit, and do not wait.", "--detach"));
    if (alone) {
      spec.addOption(flag("Show stack traces.", "--debug"));
    }
    spec.addOption(option("DIR", "Run a planned job by its record.", JOB).hidden(true).build());
    spec.addOption(option("TIME", "The time of the sweep.", NOW).hidden(true).build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("OVERRIDES")
            .arity("0..*")
            .index("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("key=value, +key=value, ~key, group=option")
            .build());
  }

  private static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .arity("0")
        .type(boolean.class)
        .description(description)
        .build();
  }

  private static OptionSpec.Builder option(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .type(String.class)
        .paramLabel(label)
        .description(description);
  }

  private boolean has(String name) {
    return parsed.commandSpec().findOption(name) != null
        && parsed.matchedOptionValue(name, Boolean.FALSE);
  }

  private String text(String name) {
    return parsed.matchedOptionValue(name, (String) null);
  }

  public boolean help() {
    return has("--help");
  }

  public boolean hydraHelp() {
    return has("--hydra-help");
  }

  public boolean version() {
    return has("--version");
  }

  public boolean resolve() {
    return has("--resolve");
  }

  public boolean run() {
    return has("--run");
  }

  public boolean multirun() {
    return has("--multirun");
  }

  public boolean completion() {
    return has("--shell-completion");
  }

  public boolean detach() {
    return has("--detach");
  }

  public boolean debug() {
    return has("--debug");
  }

  /** What to print of the config, or null. */
  public String cfg() {
    return word("--cfg", text("--cfg"), List.of(PARTS));
  }

  /** What to tell, or null. */
  public String info() {
    // InfoWord sets the value itself, which does not count as a match
    String set = parsed.commandSpec().findOption("--info").getValue();
    return set == null ? null : word("--info", set, INFOS);
  }

  public String pkg() {
    return text("--package");
  }

  String configPath() {
    return text("--config-path");
  }

  String configName() {
    return text("--config-name");
  }

  String configDir() {
    return text("--config-dir");
  }

  public String rerun() {
    return text("--experimental-rerun");
  }

  public String sweepFile() {
    return text("--sweep-file");
  }

  public String plannedJob() {
    return text(JOB);
  }

  public String now() {
    return text(NOW);
  }

  public List<String> zips() {
    return parsed.matchedOptionValue("--zip", List.<String>of());
  }

  public List<String> overrides() {
    return parsed.matchedPositionalValue(0, List.<String>of());
  }

  private static String word(String name, String value, List<String> words) {
    if (value != null && !words.contains(value)) {
      throw new UsageException(
          "argument " + name + ": invalid choice: '" + value + "' (choose from " + words + ")",
          Failure.USAGE);
    }
    return value;
  }
}
