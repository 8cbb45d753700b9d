package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.ModelRegistry;
import dev.hydrant.trainer.UserException;
import dev.hydrant.trainer.generate.Generator;
import dev.hydrant.trainer.generate.SamplingOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
      description = "How the text begins; nothing if not given.")
  private String prompt;

  @Mixin private CheckpointOptions checkpoint;

  @Option(names = "--max-tokens", paramLabel = "N", description = "Tokens to draw at most.")
  private int maxTokens = 120;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Higher is bolder; 0 takes the likeliest token.")
  private double temperature = 0.8;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Draw from the K likeliest tokens; 0 for all.")
  private int topK = 50;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Draw from the likeliest tokens that have probability P together.")
  private double topP = 1;

  @Option(names = "--seed", paramLabel = "SEED", description = "The same seed, the same text.")
  private long seed = 0;

  @Override
  public Integer call() {
    SamplingOptions options = new SamplingOptions(maxTokens, temperature, topK, topP, seed);
    try (SavedRun saved = SavedRun.open(run, checkpoint, ModelRegistry.load())) {
      Generator generator =
          saved
              .model()
              .generator()
              .orElseThrow(
                  () ->
                      UserException.usage("models of type '" + saved.type() + "' do not generate"));
      PrintStream out = System.out;
      out.print(prompt);
      generator.generate(
          saved.torch(),
          prompt,
          options,
          piece -> {
            out.print(piece);
            out.flush();
          });
      out.println();
    }
    return 0;
  }
}
