package dev.hydrant.config.app.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.job.RunRecord;
import dev.hydrant.config.defaults.DefaultsTreeBuilder;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.write.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command that looks at configs and changes nothing; by {@code --json} for programs to read. */
public abstract class ConfigTool implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final AppSettings app;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = {"--config-name", "-cn"},
      paramLabel = "NAME",
      description = "The primary config.")
  private String configName;

  @Option(
      names = {"--config-path", "-cp"},
      paramLabel = "DIR",
      description = "Directory of the configs.")
  private String configPath;

  @Option(
      names = {"--config-dir", "-cd"},
      paramLabel = "DIR",
      description = "Another directory with configs.")
  private String configDir;

  ConfigTool(AppSettings app) {
    this.app = app;
  }

  AppSettings app() {
    return app;
  }

  Composer composer() {
    return app.composer(configPath, configDir);
  }

  String configName() {
    return configName == null ? app.configName() : configName;
  }

  /** All configs that can be run by themselves, those of folders among them. */
  List<String> primaries(Composer composer) {
    List<String> names = new ArrayList<>();
    composer
        .configs(composer.compose(null))
        .all("")
        .forEach(
            (group, options) ->
                options.stream()
                    .filter(option -> !option.equals(DefaultsTreeBuilder.NO_CONFIG))
                    .map(option -> group.isEmpty() ? option : group + "/" + option)
                    .filter(name -> group.isEmpty() || isPrimary(composer, name))
                    .forEach(names::add));
    return names;
  }

  private boolean isPrimary(Composer composer, String name) {
    try {
      return app.facts().isPrimary(composer.composeMaster(name, List.of()));
    } catch (ConfigException e) {
      return false; // an option that needs the config it is chosen in
    }
  }

  /** A configuration named by a run directory, or by overrides with blanks between them. */
  Composition config(Composer composer, String named) {
    Path place = app.cwd().resolve(named);
    if (!named.contains("=") && Files.isDirectory(place)) {
      return composer.saved(RunRecord.find(place));
    }
    List<String> overrides =
        named.isBlank() ? List.of() : Arrays.asList(named.strip().split("\\s+"));
    return composer.compose(configName(), overrides);
  }

  /** Prints a value as JSON, or its text. */
  void print(Object value, String text) throws JsonProcessingException {
    app.out().println(json ? JSON.writeValueAsString(value) : Printable.text(text));
    app.out().flush();
  }
}
