package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.mixture.experiment.PresetFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant presets import}: options of config groups from JSON. */
@Command(
    name = "import",
    description =
        "Make options of config groups from JSON; presets that are here already are left out.",
    mixinStandardHelpOptions = true)
final class PresetsImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FROM",
      description = "A directory as 'presets export' writes it, or an experiment_simple.json.")
  private Path from;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to; then train with --config-dir=DIR. Here if absent.")
  private Path directory;

  @Mixin private PresetOptions options;

  @Override
  public Integer call() {
    Map<String, String> files = new PresetFiles(options.presets()).read(from);
    PresetOptions.write(directory, files);
    PrintWriter out = spec.commandLine().getOut();
    files.keySet().forEach(f -> out.println(directory.resolve(f)));
    if (files.isEmpty()) {
      out.println("all of them are here already");
    }
    out.flush();
    return 0;
  }
}
