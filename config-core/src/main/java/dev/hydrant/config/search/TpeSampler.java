package dev.hydrant.config.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio, Kégl: Algorithms for
 * Hyper-Parameter Optimization, NeurIPS 2011, section 4).
 *
 * <p>The better part of the finished trials gives a density l, the rest a density g, each
 * coordinate on its own; of a few candidates drawn from l the one with the largest l/g is proposed.
 * Running trials count as bad ones, so that parallel proposals spread.
 *
 * @param startup trials drawn uniformly before the estimator is used
 * @param candidates points drawn from l per coordinate
 */
record TpeSampler(long seed, int startup, int candidates) implements Sampler {

  @Override
  public List<Double> propose(List<Dimension> space, List<Observation> history) {
    SplittableRandom random = Sampler.stream(seed, history.size());
    List<Observation> done =
        history.stream()
            .filter(Observation::complete)
            .sorted(Comparator.comparingDouble(Observation::loss))
            .toList();
    if (done.size() < startup) {
      return Sampler.uniform(space.size(), random);
    }
    int good = Math.max(1, Math.min(25, (int) Math.ceil(0.1 * done.size())));
    List<Observation> above = new ArrayList<>(done.subList(good, done.size()));
    history.stream().filter(o -> !o.complete()).forEach(above::add);
    List<Double> point = new ArrayList<>(space.size());
    for (int d = 0; d < space.size(); d++) {
      point.add(coordinate(space.get(d), d, done.subList(0, good), above, random));
    }
    return List.copyOf(point);
  }

  private double coordinate(
      Dimension dimension,
      int index,
      List<Observation> below,
      List<Observation> above,
      SplittableRandom random) {
    ParzenEstimator l = ParzenEstimator.of(dimension, coordinates(below, index));
    ParzenEstimator g = ParzenEstimator.of(dimension, coordinates(above, index));
    double best = Double.NaN;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < candidates; c++) {
      double u = l.sample(random);
      double score = Math.log(l.density(u)) - Math.log(g.density(u));
      if (score > bestScore || Double.isNaN(best)) {
        best = u;
        bestScore = score;
      }
    }
    return best;
  }

  private static double[] coordinates(List<Observation> trials, int index) {
    return trials.stream().mapToDouble(o -> o.point().get(index)).toArray();
  }
}
