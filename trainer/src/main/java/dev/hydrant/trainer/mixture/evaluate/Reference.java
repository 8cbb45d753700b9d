package dev.hydrant.trainer.mixture.evaluate;

import dev.hydrant.trainer.mixture.data.PointSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a set's predictions are compared with.
 *
 * @param identity mean squared error of the points as they are
 * @param bayes that of the posterior means under the true mixture
 * @param kMeans if it is measured
 * @param em if it is measured
 */
public record Reference(double identity, double bayes, Optional<Score> kMeans, Optional<Score> em) {

  /** Which baselines are measured beside the two that cost nothing. */
  public record Wanted(boolean kMeans, boolean em) {}

  /** Those of sets, in their order. */
  public static List<Reference> of(List<PointSet> sets, Wanted wanted, Baselines baselines) {
    return IntStream.range(0, sets.size())
        .parallel()
        .mapToObj(i -> of(sets.get(i), wanted, baselines))
        .toList();
  }

  private static Reference of(PointSet set, Wanted wanted, Baselines baselines) {
    return new Reference(
        baselines.identity(set).mse(),
        baselines.bayes(set).mse(),
        wanted.kMeans() ? Optional.of(baselines.kMeans(set)) : Optional.empty(),
        wanted.em() ? Optional.of(baselines.em(set)) : Optional.empty());
  }
}
