package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;
import java.util.Optional;

/** What happens to steps that go wrong, and what ends a run before its last step. */
public record GuardConfig(
    @MayChange
        @Doc(
            "When a loss or gradient is NaN or infinite: stop (and save), skip the step, or"
                + " rollback to the last good state and skip the data since.")
        @Default("stop")
        @OneOf({"stop", "skip", "rollback"})
        String onNonfinite,
    @Doc(
            "When the loss spikes: warn, skip the step, rollback or stop. All but warn leave the"
                + " parameters as they were before the step.")
        @Default("warn")
        @OneOf({"warn", "skip", "rollback", "stop"})
        String onSpike,
    @Doc(
            "How many recent losses a spike is measured against; none is detected before there are"
                + " that many. 0: off.")
        @Default("100")
        @Range(min = 0)
        int spikeWindow,
    @Doc("A loss this many standard deviations above the mean of the window is a spike.")
        @Default("6")
        @Range(above = 0)
        double spikeZscore,
    @MayChange @Doc("Rollbacks after which the run ends.") @Default("3") @Range(min = 0)
        int maxRollbacks,
    @MayChange
        @Doc("End the run after this many validations without a better monitor; 0: never.")
        @Default("0")
        @Range(min = 0)
        int earlyStopPatience,
    @MayChange
        @Doc("Smallest change of monitor that counts as better.")
        @Default("0")
        @Range(min = 0)
        double earlyStopMinDelta,
    @MayChange
        @Doc("Do not count validations before the end of this epoch; 0: count all.")
        @Default("0")
        @Range(min = 0)
        long earlyStopFromEpoch,
    @MayChange
        @Doc(
            "Do not count validations until monitor is better than this for the first time."
                + " Default: count all.")
        Optional<Double> earlyStopOnce,
    @MayChange
        @Doc("Save and stop after this many minutes; 0: no limit.")
        @Default("0")
        @Range(min = 0)
        double maxMinutes) {}
