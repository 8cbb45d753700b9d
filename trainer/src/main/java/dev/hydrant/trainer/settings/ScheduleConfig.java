package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.optim.Plateau;
import dev.hydrant.trainer.optim.Schedule;
import java.util.Optional;

/** The learning-rate schedule. */
public record ScheduleConfig(
    @Doc(
            "Learning-rate schedule. step and exponential multiply by lr_gamma every lr_every"
                + " epochs; plateau does when lr_monitor stops improving.")
        @Default("cosine")
        @OneOf({"linear", "cosine", "wsd", "constant", "step", "exponential", "plateau"})
        String lrSchedule,
    @Doc("Fraction of the run spent warming up.") @Default("0.05") @Range(min = 0, max = 1)
        double warmupFrac,
    @Doc("Warm-up in epochs, instead of warmup_frac.") @Range(min = 0)
        Optional<Double> warmupEpochs,
    @Doc("Learning rate at the start of the warm-up, as a fraction of the highest.")
        @Default("0")
        @Range(min = 0, max = 1)
        double warmupStart,
    @Doc("Fraction of the run spent cooling down (linear and wsd).")
        @Default("0.4")
        @Range(min = 0, max = 1)
        double cooldownFrac,
    @Doc("Final learning rate as a fraction of the highest; no schedule goes below it.")
        @Default("0.1")
        @Range(min = 0, max = 1)
        double minLrRatio,
    @Doc("Change the learning rate only between epochs.") @Default("false") boolean lrPerEpoch,
    @Doc("Factor of step, exponential and plateau.") @Default("0.5") @Range(above = 0, max = 1)
        double lrGamma,
    @Doc(
            "Epochs between reductions by step and exponential; steps in a run that does not count"
                + " epochs.")
        @Default("1")
        @Range(above = 0)
        double lrEvery,
    @Doc("Metric that plateau watches. Default: the validation loss.") Optional<String> lrMonitor,
    @Doc("Whether a smaller (min) or larger (max) lr_monitor is better.")
        @Default("min")
        @OneOf({"min", "max"})
        String lrMode,
    @Doc("Validations without a better lr_monitor before plateau reduces the rate.")
        @Default("10")
        @Range(min = 0)
        int lrPatience,
    @Doc("Relative improvement of lr_monitor that counts as better.")
        @Default("1e-4")
        @Range(min = 0)
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
