package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.LowerCaseEnum;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.protein.ProteinModel;
import dev.hydrant.trainer.protein.model.Autoencoder;
import dev.hydrant.trainer.weights.WeightKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which weights of a run a command uses. */
final class ModelOptions {
  @Option(
      names = "--checkpoint",
      paramLabel = "WHICH",
      description = "last, best (by the monitor of the run), or a checkpoint directory.")
  private String checkpoint = CommandContext.LAST;

  @Option(
      names = "--weights",
      paramLabel = "KIND",
      converter = KindConverter.class,
      description = "model, or ema for their moving average.")
  private WeightKind weights = WeightKind.MODEL;

  static final class KindConverter extends LowerCaseEnum<WeightKind> {
    KindConverter() {
      super(WeightKind.class);
    }
  }

  /** The run's model, which must be of proteins. */
  TrainedModel open(CommandContext context, Path run) {
    TrainedModel opened = context.open(run, checkpoint, weights, List.of());
    if (!(opened.model() instanceof ProteinModel)) {
      opened.close();
      throw UserException.usage(
          "%s holds a model of type '%s', not one of proteins (odyssey)"
              .formatted(run, opened.config().type()));
    }
    return opened;
  }

  static ProteinModel model(TrainedModel opened) {
    return (ProteinModel) opened.model();
  }

  /** The autoencoder of a run. */
  static Autoencoder autoencoder(TrainedModel opened) {
    ProteinModel model = model(opened);
    if (model.network() instanceof Autoencoder autoencoder) {
      return autoencoder;
    }
    throw UserException.usage(
        "%s holds a trunk (model.style %s), which has no decoder.\nGive a run of stage_1 or stage_2"
            .formatted(
                opened.run(), model.config().model().style().name().toLowerCase(Locale.ROOT)));
  }
}
