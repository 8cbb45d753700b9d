package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.explore.Domain;
import dev.hydrant.trainer.grammar.explore.LatentSpace;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.weights.WeightKind;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A grammar VAE of a run, with what its commands need. */
record OpenModel(TrainedModel saved, GrammarVaeModel model, LatentSpace space)
    implements AutoCloseable {

  /** Which run and checkpoint, as every command asks. */
  static final class Choice {
    @Parameters(
        index = "0",
        paramLabel = "RUN",
        description = "A run directory, or one of its checkpoints.")
    private Path run;

    @Option(
        names = "--checkpoint",
        paramLabel = "WHICH",
        description = "last, best (by val/seq_acc), or a checkpoint.")
    private String checkpoint = CommandContext.LAST;

    /**
     * Reads it.
     *
     * @throws UserException if it is no grammar VAE, or has no grammar
     */
    OpenModel open(CommandContext context) {
      TrainedModel saved = context.open(run, checkpoint, WeightKind.MODEL, List.of());
      if (!(saved.model() instanceof GrammarVaeModel model)) {
        saved.close();
        throw UserException.usage(
            "%s holds a model of type '%s', not a grammar VAE"
                .formatted(run, saved.config().type()));
      }
      Grammar grammar =
          model
              .facts()
              .grammar()
              .orElseThrow(
                  () ->
                      UserException.usage(
                          "generation needs grammar=: this run was trained on numbers of rules alone.\nTrain with grammar=smiles, pde, equation or a grammar file"));
      return new OpenModel(saved, model, new LatentSpace(model.network(), grammar, saved.torch()));
    }
  }

  Domain domain() {
    return Domain.of(space.grammar());
  }

  @Override
  public void close() {
    saved.close();
  }
}
