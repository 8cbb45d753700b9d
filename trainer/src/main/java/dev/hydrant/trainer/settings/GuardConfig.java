package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import java.util.Optional;

/** What happens to steps that go wrong, and what ends a run before its last step. */
public record GuardConfig(
    @Doc(
            "What to do when a loss or gradient is not finite: stop (and save), skip the step, or"
                + " rollback to the last good state and pass over the data since.")
        @Default("stop")
        @OneOf({"stop", "skip", "rollback"})
        String onNonfinite,
    @Doc(
            "What to do when the loss jumps: warn, skip the step, rollback, or stop; all but warn"
                + " leave the parameters as they were before the step.")
        @Default("warn")
        @OneOf({"warn", "skip", "rollback", "stop"})
        String onSpike,
    @Doc("Losses that tell what is usual; until there are so many none counts as a jump. 0: off.")
        @Default("100")
        @Range(min = 0)
        int spikeWindow,
    @Doc("A loss jumps when it is so many standard deviations above the mean of the window.")
        @Default("6")
        @Range(above = 0)
        double spikeZscore,
    @Doc("How often a run may roll back before it ends.") @Default("3") @Range(min = 0)
        int maxRollbacks,
    @Doc("End after so many measurements of monitor without a better one; 0 for never.")
        @Default("0")
        @Range(min = 0)
        int earlyStopPatience,
    @Doc("How much better a better one must be.") @Default("0") @Range(min = 0)
        double earlyStopMinDelta,
    @Doc("Measurements before the end of this epoch are not waited for; 0: all are.")
        @Default("0")
        @Range(min = 0)
        long earlyStopFromEpoch,
    @Doc("Nor are those before monitor is better than this for the first time; null: all are.")
        Optional<Double> earlyStopOnce,
    @Doc("Minutes after which the run saves and stops; 0 for no limit.")
        @Default("0")
        @Range(min = 0)
        double maxMinutes) {}
