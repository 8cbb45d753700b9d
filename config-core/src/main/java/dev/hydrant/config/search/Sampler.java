package dev.hydrant.config.search;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Proposes the next point to try; a pure function of its arguments.
 *
 * <p>The number of the proposed trial is the length of the history, so that equal histories give
 * equal proposals, on any machine and in any process.
 */
public interface Sampler {

  /**
   * Proposes a point.
   *
   * @param space the dimensions searched
   * @param history all earlier trials in the order they were proposed, unfinished ones included
   * @return a coordinate in [0, 1) per dimension
   */
  List<Double> propose(List<Dimension> space, List<Observation> history);

  /** Uniform random search. */
  static Sampler random(long seed) {
    return (space, history) -> uniform(space.size(), stream(seed, history.size()));
  }

  /** Tree-structured Parzen estimator, with its defaults. */
  static Sampler tpe(long seed) {
    return new TpeSampler(seed, 10, 24);
  }

  /** Covariance matrix adaptation, starting from the middle of the space. */
  static Sampler cmaEs(long seed) {
    return new CmaEsSampler(seed, 0.25);
  }

  /** The random stream of one trial. */
  static SplittableRandom stream(long seed, int trial) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + trial).split();
  }

  /** A uniformly random point. */
  static List<Double> uniform(int dimensions, SplittableRandom random) {
    return random.doubles(dimensions).boxed().toList();
  }
}
