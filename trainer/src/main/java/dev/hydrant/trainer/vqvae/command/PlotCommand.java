package dev.hydrant.trainer.vqvae.command;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.ForceOption;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.vqvae.Tokenizer;
import dev.hydrant.trainer.weights.WeightKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant plot}: pictures of codebooks. */
@Command(
    name = "plot",
    description = "Draw the codebooks of a trained VQ-VAE, their use, and its categories.",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "hydrant plot checkpoints/vqvae/my_experiment --method=umap --out=pictures",
      "",
      "codebooks_METHOD.png  all codes as the decoder sees them, on a plane",
      "usage.png             how often each code is used",
      "similarity.png        cosines between codes",
      "categories.png        correlations between features, in the order of categories",
      "categories.csv        the mean |correlation| between features of two categories",
      "topography.png        distances between rows, latents and codes"
    })
final class PlotCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A results folder, a .pt file of one, a run directory, or a checkpoint.")
  private Path run;

  @Parameters(
      index = "1..*",
      paramLabel = "OVERRIDES",
      description = "Changes to the run's configuration, such as dataset_path=….")
  private List<String> overrides = List.of();

  @Option(names = "--method", paramLabel = "METHOD", description = "tsne, umap or pca.")
  private String method = "tsne";

  @Option(names = "--seed", paramLabel = "N", description = "Of the map.")
  private long seed;

  @Option(names = "--out", paramLabel = "DIR", description = "Where the pictures go; made.")
  private Path out = Path.of("pictures");

  @Mixin private ForceOption force;

  PlotCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!CodebookPictures.METHODS.contains(method)) {
      throw UserException.usage(
          "--method=" + method + ": give one of " + String.join(", ", CodebookPictures.METHODS));
    }
    force.check(CodebookPictures.files(out, method).toArray(Path[]::new));
    try (TrainedModel trained =
        context.open(run, CommandContext.LAST, WeightKind.MODEL, overrides)) {
      CodebookPictures pictures = new CodebookPictures(Tokenizer.of(trained));
      PrintWriter to = spec.commandLine().getOut();
      pictures.write(out, method, seed).forEach(to::println);
      to.flush();
    }
    return 0;
  }
}
