package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.protein.safety.Backups;
import dev.hydrant.trainer.protein.safety.ConfigPair;
import dev.hydrant.trainer.protein.safety.Configs;
import dev.hydrant.trainer.protein.safety.PairFiles;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant config save}: keeps a protein model's configuration as JSON. */
@Command(
    name = "save",
    description = {
      "Save the configuration of a protein model as JSON, after its overrides.",
      "The same configuration gives the same bytes, but for the time it was saved."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ConfigSaveCommand implements Callable<Integer> {
  private static final DateTimeFormatter IN_NAMES = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss");
  private static final DateTimeFormatter IN_FILES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Option(
      names = {"--config-name", "-cn"},
      paramLabel = "NAME",
      description = "A config, as for train: odyssey/fsq_stage1.")
  private String configName;

  @Option(names = "--config", paramLabel = "FILE", description = "Instead: a YAML file.")
  private Path file;

  @Parameters(paramLabel = "OVERRIDE", description = "Changes, as for train.")
  private List<String> overrides = List.of();

  @Option(
      names = {"--out", "--output"},
      paramLabel = "FILE",
      description = "Where it goes (default: configs/backup/NAME_YYYYMMDD_HHMMSS.json).")
  private Path out;

  @Option(
      names = "--separate",
      description =
          "Write two files, for the model and for its training: …_model.json, …_training.json.")
  private boolean separate;

  @Option(
      names = "--backup",
      paramLabel = "DIR",
      arity = "0..1",
      fallbackValue = "configs/backup",
      description =
          "Instead of a file: a directory DIR/DATE/NAME with config.yaml, model.json,"
              + " training.json, metadata.json (default DIR: configs/backup).")
  private Path backup;

  @Option(names = "--no-timestamp", description = "Leave out when it was saved.")
  private boolean withoutTime;

  @Option(names = "--force", description = "Replace files that are there.")
  private boolean force;

  ConfigSaveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if ((configName == null) == (file == null)) {
      throw new ParameterException(
          spec.commandLine(), "give --config-name=NAME or --config=FILE, one of them");
    }
    if (backup != null && (out != null || separate || withoutTime || force)) {
      throw new ParameterException(
          spec.commandLine(), "--backup makes a new directory by itself: leave out the others");
    }
    save(LocalDateTime.now())
        .forEach(path -> spec.commandLine().getOut().println("Configuration saved to: " + path));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private List<Path> save(LocalDateTime now) {
    String source = file == null ? configName : file.toString();
    if (backup != null) {
      return List.of(
          file == null
              ? Backups.write(context.compose(configName, overrides), source, backup, now)
              : Backups.write(file, overrides, backup, now));
    }
    ConfigPair pair =
        file == null
            ? Configs.of(context.compose(configName, overrides))
            : Configs.load(file, overrides);
    Path target = out == null ? usual(source, now) : out;
    return separate
        ? PairFiles.saveSeparately(pair, target, force)
        : PairFiles.save(pair, target, source, withoutTime ? null : now.format(IN_FILES), force);
  }

  private static Path usual(String source, LocalDateTime now) {
    String stem = Path.of(source).getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return Path.of("configs", "backup", stem + "_" + now.format(IN_NAMES) + ".json");
  }
}
