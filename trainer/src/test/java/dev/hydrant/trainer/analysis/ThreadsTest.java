package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes at which rows are shared out give the same bits on one thread and on four. */
class ThreadsTest {
  private static final Matrix POINTS = Samples.fill(300, 40, 1);
  private static final Matrix COSTS = Samples.fill(900, 30, 2);

  private static Arguments work(String name, Supplier<double[]> result) {
    return Arguments.of(name, result);
  }

  static Stream<Arguments> results() {
    double[] sources = new double[900];
    double[] sinks = new double[30];
    Arrays.fill(sources, 1);
    Arrays.fill(sinks, 30);
    return Stream.of(
        work("distances", () -> PairwiseDistances.euclidean(POINTS).condensed()),
        work("correlation", () -> Correlation.matrix(POINTS).toArray()),
        work("k-means", () -> new KMeans(20, 1, 20, 0, 1).fit(POINTS).centres().toArray()),
        work(
            "mixture",
            () ->
                new GaussianMixtureEm(20, GaussianMixtureEm.Shape.DIAGONAL, 5, 0, 1)
                    .fit(POINTS)
                    .mixture()
                    .means()
                    .toArray()),
        work("pca", () -> Pca.fit(POINTS, 5).components().toArray()),
        work("pca of a wide table", () -> Pca.fit(Samples.fill(530, 540, 3), 2).variances()),
        work(
            "sinkhorn",
            () -> new Sinkhorn(.1, 9, 0).solve(COSTS, sources, sinks).plan().flow().toArray()),
        work("t-sne", () -> new Tsne(20, 20, 12, 1).fit(POINTS).toArray()),
        work("umap", () -> new Umap(10, .1, 10, 5, 1).fit(POINTS).toArray()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void one_thread_and_four_give_the_same_bits(String name, Supplier<double[]> result) {
    assertThat(on(4, result)).isEqualTo(on(1, result));
  }

  private static double[] on(int threads, Supplier<double[]> result) {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(result::get).join();
    } finally {
      pool.shutdown();
    }
  }
}
