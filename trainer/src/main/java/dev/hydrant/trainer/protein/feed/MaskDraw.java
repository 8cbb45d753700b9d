package dev.hydrant.trainer.protein.feed;

import dev.hydrant.trainer.protein.config.MaskingSection;
import java.util.SplittableRandom;

/**
 * What is hidden of one protein, drawn from a stream of its own. At least one residue's coordinates
 * stay.
 *
 * @param sequence chance of each residue
 * @param structure chance of each residue's coordinates and token
 * @param time number of the step of a diffusion, or one that stands for the chance
 * @param noise total noise at that time
 * @param rate how fast it grows there
 */
record MaskDraw(double sequence, double structure, int time, double noise, double rate) {
  private static final double LEAST = 0.05;
  private static final double MOST = 0.95;

  /**
   * Draws chances.
   *
   * @param schedule of a diffusion; null for other strategies
   * @param time a given time of the diffusion; −1 to draw one
   */
  static MaskDraw of(
      MaskingSection masking, NoiseSchedule schedule, int time, SplittableRandom random) {
    return switch (masking.strategy()) {
      case NONE -> of(0, 0);
      case SIMPLE -> {
        MaskingSection.Simple s = masking.simple().orElseThrow();
        yield of(s.maskProbSeq(), s.maskProbStruct());
      }
      case COMPLEX -> {
        // The two tracks of a protein are masked independently, at the same drawn rate.
        double p = Math.min(MOST, Math.max(LEAST, Math.sin(random.nextDouble() * Math.PI / 2)));
        yield of(p, p);
      }
      case DISCRETE_DIFFUSION -> {
        int t = time >= 0 ? time : random.nextInt(schedule.steps());
        double p = schedule.masked(t);
        yield new MaskDraw(p, p, t, schedule.total(t), schedule.rate(t));
      }
    };
  }

  private static MaskDraw of(double sequence, double structure) {
    return new MaskDraw(
        sequence,
        structure,
        NoiseSchedule.pseudoStep(structure),
        NoiseSchedule.totalOf(structure),
        NoiseSchedule.rateOf(structure));
  }

  /**
   * Hides real positions of a row.
   *
   * @param real where there is something to hide
   * @param into {@code [B, L]}, the row's part is set
   * @param from where the row begins
   * @param keepsOne whether one that is hidden is shown again if all are
   */
  static void draw(
      double chance,
      boolean[] real,
      boolean[] into,
      int from,
      int length,
      boolean keepsOne,
      SplittableRandom random) {
    int shown = 0;
    int hidden = 0;
    for (int i = from; i < from + length; i++) {
      // One number for each position, so that a protein's mask does not depend on its padding.
      if (real[i]) {
        into[i] = random.nextDouble() < chance;
        hidden += into[i] ? 1 : 0;
        shown += into[i] ? 0 : 1;
      }
    }
    if (keepsOne && shown == 0 && hidden > 0) {
      int which = random.nextInt(hidden);
      for (int i = from; i < from + length; i++) {
        if (into[i] && which-- == 0) {
          into[i] = false;
          return;
        }
      }
    }
  }
}
