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

/** {@code hydrant presets export}: all presets as a tree of JSON files. */
@Command(
    name = "export",
    description =
        "Write all presets as JSON: experiment_simple.json, model/defaults.json and so on.",
    mixinStandardHelpOptions = true)
final class PresetsExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "GROUP", description = "gmm.")
  private String group = "gmm";

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to.")
  private Path directory;

  @Mixin private PresetOptions options;

  @Override
  public Integer call() {
    Map<String, String> files = new PresetFiles(options.presets()).export();
    PresetOptions.write(directory, files);
    PrintWriter out = spec.commandLine().getOut();
    files.keySet().forEach(f -> out.println(directory.resolve(f)));
    out.flush();
    return 0;
  }
}
