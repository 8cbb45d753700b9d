package dev.hydrant.trainer.mixture.loss;

import dev.hydrant.trainer.analysis.Sinkhorn;
import dev.hydrant.trainer.mixture.config.Training;

/** Makes the losses that configurations name. */
public final class Losses {
  private static final double MARGINALS = 1e-6;

  private Losses() {}

  /** The loss of each set. */
  public static SetLoss of(Training.Loss loss) {
    return switch (loss.lossType()) {
      case "mse" -> SetLoss.squaredError();
      case "energy" -> new EnergyLoss();
      default ->
          loss.algorithm().equals("sinkhorn")
              ? new TransportLoss(new Sinkhorn(loss.epsilon(), loss.maxIter(), MARGINALS))
              : TransportLoss.exact();
    };
  }

  /** How the losses of sets are put together. */
  public static Normalization normalization(Training.Loss loss) {
    return switch (loss.normalization()) {
      case "log" -> new Normalization.Log();
      case "snr_power" -> new Normalization.SnrPower(loss.snrPower());
      default -> new Normalization.None();
    };
  }
}
