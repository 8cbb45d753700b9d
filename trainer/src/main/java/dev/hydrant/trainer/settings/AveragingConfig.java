package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;

/** The exponential moving average of the weights. */
public record AveragingConfig(
    @Doc("Decay of an exponential moving average of the weights, such as 0.999; 0: no average.")
        @Default("0")
        @Range(min = 0, max = 1)
        double emaDecay,
    @MayChange @Doc("Validate the averaged weights too, as val_ema_loss.") @Default("true")
        boolean valEma) {

  /** Keeps none. */
  public static AveragingConfig none() {
    return new AveragingConfig(0, false);
  }

  public boolean isOn() {
    return emaDecay > 0;
  }
}
