package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.GenerationStats;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.GeneratorFeature;
import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.model.TrainedModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrant generate}: samples from the model of a run. */
@Command(
    name = "generate",
    description = "Sample from a trained model.",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A run directory (its newest checkpoint) or a checkpoint directory.")
  private Path run;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROMPT",
      defaultValue = "",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Start of the text; empty by default.")
  private String prompt;

  @Mixin private CheckpointOptions checkpoint;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Largest number of tokens to generate.")
  private int maxTokens = 120;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Sampling temperature; 0 always takes the most likely token.")
  private double temperature = 0.8;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Sample from the K most likely tokens; 0: from all.")
  private int topK = 50;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Sample from the most likely tokens with total probability P.")
  private double topP = 1;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Random seed; the same seed gives the same text.")
  private long seed = 0;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Number of texts; text i uses the seed SEED + i - 1.")
  private int samples = 1;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Diffusion models: steps from noise to text. Default: those of the config.")
  private Integer steps;

  @Option(
      names = "--euler",
      description = "Score entropy diffusion: steps of Euler's method, not the exact ones.")
  private boolean euler;

  @Option(
      names = "--no-speculation",
      description = "Multi-token prediction: generate without speculative decoding.")
  private boolean withoutSpeculation;

  @Option(
      names = "--no-cache",
      description = "Recompute the whole text for each token, to compare.")
  private boolean withoutCache;

  @Option(names = "--stats", description = "Print time and speed to standard error.")
  private boolean stats;

  @Override
  public Integer call() {
    SamplingOptions options = options();
    try (TrainedModel saved = open()) {
      Generator generator =
          saved
              .model()
              .generator()
              .orElseThrow(
                  () ->
                      UserException.usage("models of type '" + type(saved) + "' do not generate"));
      check(generator.features(), type(saved));
      generator.check(prompt);
      for (int i = 0; i < samples; i++) {
        if (samples > 1) {
          System.out.printf("%s--- sample %d, seed %d%n", i == 0 ? "" : "\n", i + 1, seed + i);
        }
        GenerationStats made = write(generator, saved, options.withSeed(seed + i));
        if (stats) {
          System.err.println(made.describe());
        }
      }
    }
    return 0;
  }

  private TrainedModel open() {
    return new Workplace().open(run, checkpoint.checkpoint(), checkpoint.weights(), List.of());
  }

  private static String type(TrainedModel saved) {
    return saved.config().type();
  }

  private GenerationStats write(Generator generator, TrainedModel saved, SamplingOptions options) {
    PrintStream out = System.out;
    out.print(prompt);
    out.flush();
    GenerationStats made =
        generator.generate(
            saved.torch(),
            prompt,
            options,
            piece -> {
              if (Thread.interrupted()) {
                throw new CancellationException("a signal came");
              }
              out.print(piece);
              out.flush();
            });
    out.println();
    return made;
  }

  private SamplingOptions options() {
    if (samples < 1) {
      throw UserException.usage("--samples must be at least 1, got " + samples);
    }
    if (steps != null && steps < 1) {
      throw UserException.usage("--steps must be at least 1, got " + steps);
    }
    return new SamplingOptions(
        maxTokens,
        temperature,
        topK,
        topP,
        seed,
        !withoutCache,
        !withoutSpeculation,
        steps == null ? 0 : steps,
        euler);
  }

  /** Refuses options that mean nothing for a model. */
  private void check(Set<GeneratorFeature> features, String type) {
    refuse(
        steps != null && !features.contains(GeneratorFeature.STEPS),
        "--steps",
        "models of type '%s' draw one token after the other, not in steps from noise",
        type);
    refuse(
        euler && !features.contains(GeneratorFeature.EULER),
        "--euler",
        "models of type '%s' have one way from noise to text",
        type);
    refuse(
        withoutSpeculation && !features.contains(GeneratorFeature.SPECULATION),
        "--no-speculation",
        "models of type '%s' do not guess tokens ahead",
        type);
    refuse(
        withoutCache && !features.contains(GeneratorFeature.CACHE),
        "--no-cache",
        "this model of type '%s' computes the whole text for each draw anyway",
        type);
  }

  private static void refuse(boolean isWrong, String option, String reason, String type) {
    if (isWrong) {
      throw UserException.usage(
          "%s has no effect: %s.\nLeave it out".formatted(option, reason.formatted(type)));
    }
  }
}
