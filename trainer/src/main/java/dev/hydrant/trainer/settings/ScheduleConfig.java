package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.optim.Plateau;
import dev.hydrant.trainer.optim.Schedule;
import java.util.Optional;

/** The course of the learning rate. */
public record ScheduleConfig(
    @Doc(
            "The course of the learning rate: linear, cosine, wsd, constant; step and exponential"
                + " multiply it with lr_gamma every lr_every epochs, plateau when lr_monitor gets"
                + " no better.")
        @Default("cosine")
        @OneOf({"linear", "cosine", "wsd", "constant", "step", "exponential", "plateau"})
        String lrSchedule,
    @Doc("Part of the run that warms up.") @Default("0.05") @Range(min = 0, max = 1)
        double warmupFrac,
    @Doc("Epochs that warm up, in place of warmup_frac.") @Range(min = 0)
        Optional<Double> warmupEpochs,
    @Doc("Where the warm-up begins, as a part of the highest learning rate.")
        @Default("0")
        @Range(min = 0, max = 1)
        double warmupStart,
    @Doc("Part of the run that cools down (linear and wsd).")
        @Default("0.4")
        @Range(min = 0, max = 1)
        double cooldownFrac,
    @Doc("Learning rate at the end, as a part of the highest; no schedule falls below it.")
        @Default("0.1")
        @Range(min = 0, max = 1)
        double minLrRatio,
    @Doc("Whether the rate changes between epochs only.") @Default("false") boolean lrPerEpoch,
    @Doc("What step, exponential and plateau multiply the rate with.")
        @Default("0.5")
        @Range(above = 0, max = 1)
        double lrGamma,
    @Doc("Epochs between falls (step and exponential); steps in a run that counts no epochs.")
        @Default("1")
        @Range(above = 0)
        double lrEvery,
    @Doc("What plateau watches; null: the validation loss.") Optional<String> lrMonitor,
    @Doc("Whether smaller (min) or larger values (max) of lr_monitor are better.")
        @Default("min")
        @OneOf({"min", "max"})
        String lrMode,
    @Doc("Validations without a better lr_monitor before plateau lowers the rate.")
        @Default("10")
        @Range(min = 0)
        int lrPatience,
    @Doc("By which part of itself lr_monitor must get better.") @Default("1e-4") @Range(min = 0)
        double lrThreshold) {

  /**
   * The factor on every learning rate; for plateau without what {@link #plateau} adds.
   *
   * @param steps of the whole run
   * @param stepsPerEpoch 0 in a run that counts no epochs
   */
  public Schedule factors(long steps, long stepsPerEpoch) {
    long epoch = Math.max(1, stepsPerEpoch);
    long warmup =
        stepsPerEpoch > 0 && warmupEpochs.isPresent()
            ? Math.round(warmupEpochs.get() * stepsPerEpoch)
            : Math.round(warmupFrac * steps);
    Schedule schedule =
        switch (lrSchedule) {
          case "step" -> Schedule.warmedUp(warmup, warmupStart, decay(epoch, true));
          case "exponential" -> Schedule.warmedUp(warmup, warmupStart, decay(epoch, false));
          case "plateau" -> Schedule.warmedUp(warmup, warmupStart, step -> 1);
          default ->
              Schedule.named(lrSchedule, steps, warmup, warmupStart, cooldownFrac, minLrRatio);
        };
    return lrPerEpoch ? step -> schedule.factor(step / epoch * epoch) : schedule;
  }

  private Schedule decay(long epoch, boolean inSteps) {
    return step -> {
      double times = (double) step / epoch / lrEvery;
      return Math.max(minLrRatio, Math.pow(lrGamma, inSteps ? Math.floor(times) : times));
    };
  }

  /** The factor that depends on what is measured; empty for other schedules. */
  public Optional<Plateau> plateau() {
    return lrSchedule.equals("plateau")
        ? Optional.of(
            new Plateau(lrMode.equals("min"), lrGamma, lrPatience, lrThreshold, minLrRatio))
        : Optional.empty();
  }
}
