package dev.hydrant.trainer.lm.diffusion;

import java.util.SplittableRandom;

/** How text comes out of noise, in a number of steps. */
public interface ReverseProcess {
  /** Steps from noise to text. */
  int steps();

  /** The longest run of tokens that is drawn at once, behind what stands before them. */
  int block();

  /** A state of pure noise. */
  long noise(SplittableRandom random);

  /**
   * Draws the states at the free places of a row anew, one step nearer to text. After the last step
   * no noise is left.
   *
   * @param step from 0 to {@link #steps()} − 1
   */
  void step(NoisySequence draft, int step);
}
