package dev.hydrant.config.app.view;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.Configs;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.program.ConfigFlag;
import java.util.List;

/** Prints help by the templates of {@code hydra.help} and {@code hydra.hydra_help}. */
public final class Help {
  private static final String[][] FLAGS = {
    {"--help,-h", "Print the application's help"},
    {"--hydra-help", "Print this"},
    {"--version", "Print the version"},
    {"--cfg,-c", "Print the config instead of running [job|hydra|all]"},
    {"--resolve", "With --cfg or --help: resolve interpolations first"},
    {"--package,-p", "With --cfg: print one part of the config"},
    {"--run,-r", "Run one job"},
    {"--multirun,-m", "Run a job for every combination of swept values"},
    {"--zip", "With -m: sweep keys, such as a,b, together instead of crosswise"},
    {"--sweep-file", "With -m: a YAML file with a list of override lists, a job each"},
    {"--detach", "With -m on Slurm: submit and return at once"},
    {"--shell-completion,-sc", "Print a completion script: install=bash, zsh or fish"},
    {"--config-path,-cp", "Directory of the configs"},
    {"--config-name,-cn", "The primary config"},
    {"--config-dir,-cd", "Another directory with configs"},
    {"--experimental-rerun", "Run again with the config that a run directory holds"},
    {
      "--info,-i",
      "Print facts about the config [all|config|defaults|defaults-tree|plugins|searchpath]"
    },
    {"--debug", "Show stack traces"},
    {"Overrides", "key=value, +key=value, ~key, group=option; dots lead to nested keys"},
  };

  private final AppSettings app;
  private final Composer composer;
  private final Composition config;

  public Help(AppSettings app, Composer composer, Composition config) {
    this.app = app;
    this.composer = composer;
    this.config = config;
  }

  /** Prints the application's help, or Hydra's. */
  public void print(boolean hydra, boolean resolve) {
    String key = hydra ? "hydra_help.template" : "help.template";
    String template = String.valueOf(config.hydraValue(key).orElse(""));
    StringBuilder flags = new StringBuilder();
    for (String[] flag : FLAGS) {
      flags.append(flag[0]).append(" : ").append(flag[1]).append('\n');
    }
    for (ConfigFlag flag : hydra ? List.<ConfigFlag>of() : app.facts().flags(config)) {
      flags.append(flag.usage()).append(" : ").append(flag.help()).append('\n');
    }
    app.out()
        .println(
            template
                .replace("$APP_CONFIG_GROUPS", groups(false))
                .replace("$HYDRA_CONFIG_GROUPS", groups(true))
                .replace("$FLAGS_HELP", flags.toString().stripTrailing())
                .replace("$CONFIG", resolve ? config.toResolvedYaml() : config.toYaml()));
  }

  private String groups(boolean hydra) {
    Configs configs = composer.configs(config);
    StringBuilder text = new StringBuilder();
    for (String top : configs.groups("")) {
      if (top.equals("hydra") == hydra) {
        configs
            .all(top)
            .forEach(
                (group, options) ->
                    text.append(group)
                        .append(": ")
                        .append(String.join(", ", options))
                        .append('\n'));
      }
    }
    return text.toString();
  }
}
