package dev.hydrant.trainer.mixture.evaluate;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.mixture.data.PointSet;
import dev.hydrant.trainer.mixture.data.SetGenerator;
import dev.hydrant.trainer.mixture.distribution.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Judges a network on generated sets of chosen kinds.
 *
 * @param generator of its training, whose distributions hold where nothing else is chosen
 * @param predictor makes the predictions {@code [N, d]} of some sets of one size
 * @param sets of each kind
 * @param withEm whether expectation maximisation is measured as well
 */
public record Evaluator(
    SetGenerator generator,
    Function<List<PointSet>, List<Matrix>> predictor,
    Baselines baselines,
    int sets,
    boolean withEm) {
  private static final String PART = "evaluation";
  private static final int AT_ONCE = 8;

  /**
   * Judges sets of one kind; the same kind has the same sets again.
   *
   * @param snr decibels
   * @param components K; empty as in training
   * @param points N; empty as in training
   */
  public Cell of(double snr, Optional<Integer> components, Optional<Integer> points) {
    SetGenerator kind =
        generator.with(
            components
                .<Distribution>map(k -> new Distribution.Fixed(k))
                .orElse(generator.clusters()),
            new Distribution.Fixed(snr),
            points.<Distribution>map(n -> new Distribution.Fixed(n)).orElse(generator.points()));
    List<PointSet> all = new ArrayList<>();
    List<Matrix> predictions = new ArrayList<>();
    for (int index = 0; all.size() < sets; index++) {
      List<PointSet> some = kind.batch(PART, index, Math.min(AT_ONCE, sets - all.size()));
      all.addAll(some);
      predictions.addAll(predictor.apply(some));
    }
    List<Reference> references = Reference.of(all, new Reference.Wanted(true, withEm), baselines);
    Score[] model = new Score[sets];
    Score[] ofPredictions = new Score[sets];
    IntStream.range(0, sets)
        .parallel()
        .forEach(
            i -> {
              model[i] = Score.ofPoints(all.get(i), predictions.get(i));
              ofPredictions[i] = baselines.kMeansOf(all.get(i), predictions.get(i));
            });
    return new Cell(
        snr,
        components.orElse(0),
        points.orElse(0),
        sets,
        references.stream().mapToDouble(Reference::identity).average().orElseThrow(),
        references.stream().mapToDouble(Reference::bayes).average().orElseThrow(),
        method(List.of(model)),
        method(references.stream().map(r -> r.kMeans().orElseThrow()).toList()),
        method(List.of(ofPredictions)),
        withEm
            ? Optional.of(method(references.stream().map(r -> r.em().orElseThrow()).toList()))
            : Optional.empty());
  }

  private static Cell.Method method(List<Score> scores) {
    double[] w = scores.stream().mapToDouble(Score::wasserstein).toArray();
    double[] logs = scores.stream().mapToDouble(s -> Math.log(s.wasserstein() + 1e-12)).toArray();
    return new Cell.Method(
        scores.stream().mapToDouble(Score::mse).average().orElseThrow(),
        Spread.of(w),
        Spread.of(logs));
  }
}
