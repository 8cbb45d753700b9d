package dev.hydrant.trainer.cli;

import dev.hydrant.config.app.program.ShellWord;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.data.NewDirectory;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.model.LowerCaseEnum;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.NotTraceableException;
import dev.hydrant.trainer.weights.WeightMapping;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant export}: a model's weights, or what it computes, for other programs. */
@Command(
    name = "export",
    description = "Export a model's weights, or what it computes, to other programs.",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "hydrant export RUN --out=DIR                     weights and config.json; read back by"
          + " init_from=DIR",
      "hydrant export RUN --out=DIR --format=torchscript   the training step, for torch.jit.load",
      "hydrant export --config-name=NAME --out=DIR --format=torchscript --what=forward",
      "",
      "Models that Hugging Face has too get the names of its classes; others keep their own."
    })
final class ExportCommand implements Callable<Integer> {
  /** What is written. */
  enum Format {
    SAFETENSORS,
    TORCHSCRIPT
  }

  /** Which function is written as a script. */
  enum What {
    TRAIN,
    FORWARD
  }

  /** Reads {@link Format}. */
  static final class FormatConverter extends LowerCaseEnum<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }

  /** Reads {@link What}. */
  static final class WhatConverter extends LowerCaseEnum<What> {
    WhatConverter() {
      super(What.class);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN|OVERRIDES",
      description =
          "A run directory or one of its checkpoints, unless --config-name is given; then changes"
              + " to the configuration.")
  private List<String> words = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Output directory; created if missing.")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "safetensors (default) or torchscript.")
  private Format format = Format.SAFETENSORS;

  @Option(
      names = "--what",
      paramLabel = "WHAT",
      converter = WhatConverter.class,
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description =
          "Of torchscript: train (default), a whole training step, or forward, the loss alone.")
  private What what = What.TRAIN;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "What torchscript is recorded for: cpu or cuda.")
  private String device = "cpu";

  @Mixin private CheckpointOptions options;

  @Option(
      names = {"--config-name", "-cn"},
      paramLabel = "NAME",
      description = "Export an untrained model of this config.")
  private String configName;

  @Mixin private ConfigPlaces places;

  /** A model and the weights it is to have, if any. */
  private record Source(RunSetup setup, Checkpoint checkpoint) {}

  @Override
  public Integer call() throws IOException {
    if (!List.of("cpu", "cuda").contains(device)) {
      throw UserException.usage("--device=" + device + ": scripts are recorded for cpu or cuda");
    }
    NewDirectory.requireFree(out);
    Source source = configName == null ? run() : new Source(places.setup(configName, words), null);
    if (format == Format.TORCHSCRIPT && source.setup().config().loop().precision().equals("fp16")) {
      throw UserException.usage(
          "a step with precision=fp16 is several runs of a script until the loss scale fits.\n"
              + "Use precision=bf16 or fp32");
    }
    Checkpoint from = source.checkpoint();
    RunSetup setup = from == null ? source.setup() : source.setup().with(Facts.of(from));
    TrainableModel model = setup.model();
    WeightMapping mapping = setup.weightMapping(model.module());
    try (NewDirectory target = NewDirectory.begin(out);
        Stepper stepper = Steppers.single(source.setup().config(), model)) {
      if (source.checkpoint() != null) {
        stepper.restore(source.checkpoint(), options.weights());
      }
      if (format == Format.SAFETENSORS) {
        stepper.export(target.path(), mapping);
      } else {
        script(stepper, model, target.path());
      }
      target.commit();
    }
    report(mapping, model);
    return 0;
  }

  private Source run() {
    if (words.isEmpty()) {
      throw UserException.usage(
          "give a run directory, or --config-name=NAME for a model that has not been trained");
    }
    RecordedRun run =
        RecordedRun.open(
            Path.of(words.get(0)),
            options.checkpoint(),
            words.subList(1, words.size()),
            ModelRegistry.load());
    return new Source(run.setup(), run.checkpoint());
  }

  private void script(Stepper stepper, TrainableModel model, Path directory) throws IOException {
    model.feed().prepare(new LazyProgress(System.err));
    Phase phase = what == What.TRAIN ? Phase.TRAIN : Phase.VALIDATION;
    try (var batches = what == What.TRAIN ? model.feed().training() : model.feed().validation()) {
      stepper.export(directory, batches.read(0), phase, device);
    } catch (NotTraceableException e) {
      throw UserException.failure("no script can be written: " + e.getMessage());
    }
  }

  private void report(WeightMapping mapping, TrainableModel model) {
    PrintWriter to = spec.commandLine().getOut();
    if (format == Format.SAFETENSORS) {
      to.printf(
          Locale.ROOT,
          "%s: %,d parameters in %d tensors, named as for %s%n",
          out,
          model.module().parameterCount(),
          mapping.entries().size(),
          mapping.reader());
    } else {
      to.printf(
          "%s: run it with  (cd %s && python3 run.py)  which needs torch and safetensors%n",
          out, ShellWord.quote(out.toString()));
    }
    to.flush();
  }
}
