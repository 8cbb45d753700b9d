package dev.hydrant.trainer.model;

/**
 * How far training is.
 *
 * @param step optimizer steps done
 * @param epoch which epoch, from 0, the next step belongs to ({@link RunLength#before}), or the
 *     step that was just taken ({@link RunLength#after}): a validation at the end of an epoch is
 *     still in it; 0 in a run that does not count epochs
 * @param run how long the run is
 */
public record Moment(long step, long epoch, RunLength run) {
  /** Whether the step that was just taken was the last of its epoch. */
  public boolean isEpochEnd() {
    return run.countsEpochs() && step == (epoch + 1) * run.stepsPerEpoch();
  }

  /** How often the data have been gone through, such as 2.5; 0 if the run does not count epochs. */
  public double epochsDone() {
    return run.countsEpochs() ? (double) step / run.stepsPerEpoch() : 0;
  }

  /** Whether every so many epochs something happens after the step just taken; never for 0. */
  public boolean isEpochEnd(long every) {
    return every > 0 && isEpochEnd() && (epoch + 1) % every == 0;
  }
}
