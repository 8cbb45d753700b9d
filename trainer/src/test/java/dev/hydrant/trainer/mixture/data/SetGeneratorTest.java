package dev.hydrant.trainer.mixture.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.mixture.distribution.Distribution;
import dev.hydrant.trainer.mixture.distribution.Quantity;
import dev.hydrant.trainer.model.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sets that are generated: sheet "Data", additions 13 and 17 to 20, A5. */
class SetGeneratorTest {
  private static SetGenerator generator(double alpha, boolean varySnr, long seed) {
    return new SetGenerator(
        2,
        Quantity.CLUSTERS.parse("moderate"),
        Quantity.SNR.parse("moderate"),
        Quantity.POINTS.parse(
            new java.util.TreeMap<>(java.util.Map.of("type", "range", "min", 100, "max", 200))),
        alpha,
        varySnr,
        seed);
  }

  @Test
  void aBatchFollowsFromSeedPartAndIndex() {
    List<PointSet> one = generator(1, true, 1).batch("train", 7, 3);
    List<PointSet> same = generator(1, true, 1).batch("train", 7, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(same.get(i).points().toArray()).isEqualTo(one.get(i).points().toArray());
      assertThat(same.get(i).labels()).isEqualTo(one.get(i).labels());
    }
    for (List<PointSet> other :
        List.of(
            generator(1, true, 2).batch("train", 7, 3),
            generator(1, true, 1).batch("train", 8, 3),
            generator(1, true, 1).batch("validation", 7, 3))) {
      assertThat(other.get(0).points().get(0, 0)).isNotEqualTo(one.get(0).points().get(0, 0));
    }
    // The first sets do not depend on how many follow.
    assertThat(generator(1, true, 1).batch("train", 7, 1).get(0).points().toArray())
        .isEqualTo(one.get(0).points().toArray());
  }

  @Test
  void setsOfABatchShareKAndNButNotTheirMixture() {
    List<PointSet> sets = generator(1, true, 5).batch("train", 0, 6);
    assertThat(sets).extracting(PointSet::size).containsOnly(sets.get(0).size());
    assertThat(sets).extracting(PointSet::components).containsOnly(sets.get(0).components());
    assertThat(sets).extracting(PointSet::snr).doesNotHaveDuplicates();
    assertThat(generator(1, false, 5).batch("train", 0, 6))
        .extracting(PointSet::snr)
        .containsOnly(generator(1, false, 5).batch("train", 0, 1).get(0).snr());
  }

  /** 10·log10(signal / σ²) is the ratio that was drawn, and the points have that noise. */
  @Test
  void noiseIsSetByTheRatio() {
    SetGenerator g =
        generator(1, true, 3)
            .with(
                Quantity.CLUSTERS.parse("moderate"),
                Quantity.SNR.parse("difficult"),
                new Distribution.Fixed(4000));
    for (PointSet set : g.batch("train", 0, 5)) {
      double signal = SetGenerator.signal(set.weights(), set.centres());
      double ratio = 10 * Math.log10(signal / (set.noise() * set.noise()));
      assertThat(ratio).isCloseTo(set.snr(), within(1e-9)).isBetween(3.0, 7.0);
      double squares = 0;
      for (int i = 0; i < set.size(); i++) {
        for (int j = 0; j < 2; j++) {
          double e = set.points().get(i, j) - set.centres().get(set.labels()[i], j);
          squares += e * e;
        }
      }
      assertThat(Math.sqrt(squares / 8000)).isCloseTo(set.noise(), within(.04 * set.noise()));
    }
  }

  @Test
  void weightsAreDirichletAndLabelsFollowThem() {
    PointSet even = generator(1e6, true, 4).batch("train", 0, 1).get(0);
    for (double w : even.weights()) {
      assertThat(w).isCloseTo(1.0 / even.components(), within(.01));
    }
    double squares = 0;
    int sets = 3000;
    SetGenerator g =
        generator(1, true, 9)
            .with(new Distribution.Fixed(4), Quantity.SNR.parse(9), new Distribution.Fixed(100));
    for (PointSet set : g.batch("train", 0, sets)) {
      squares += set.weights()[0] * set.weights()[0] / sets;
    }
    // E w² of Dirichlet(1) with K = 4 is 2/(K(K+1)).
    assertThat(squares).isCloseTo(.1, within(.006));
  }

  @Test
  void batchesArePaddedToFewSizesAndTheLastOneOfAnEpochIsSmaller() {
    SetFeed feed =
        new SetFeed(generator(1, true, 1), new SetFeed.Part(10, 4), new SetFeed.Part(5, 4), false);
    java.util.Set<Long> sizes = new java.util.TreeSet<>();
    try (var source = feed.training()) {
      assertThat(source.batchesPerEpoch()).isEqualTo(3);
      for (long i = 0; i < 60; i++) {
        Batch batch = source.read(i);
        long[] shape = batch.arrays().get(SetBatch.POINTS).shape();
        sizes.add(shape[1]);
        assertThat(shape[0]).isEqualTo(i % 3 == 2 ? 2 : 4);
        assertThat(batch.arrays().get(SetBatch.CENTRES).shape()).containsExactly(shape[0], 7, 2);
        float[] mask = ((Batch.Floats) batch.arrays().get(SetBatch.MASK)).values();
        float[] points = ((Batch.Floats) batch.arrays().get(SetBatch.POINTS)).values();
        float[] shares = ((Batch.Floats) batch.arrays().get(SetBatch.FREQUENCIES)).values();
        double total = 0;
        for (float s : shares) {
          total += s;
        }
        assertThat(total).isCloseTo(shape[0], within(1e-5));
        for (int p = 0; p < mask.length; p++) {
          if (mask[p] == 0) {
            assertThat(points[2 * p]).isZero();
          }
        }
      }
    }
    assertThat(sizes).hasSizeLessThanOrEqualTo(8);
    assertThat(feed.validationBatches()).isEqualTo(2);
    assertThat(feed.validationSets(1)).hasSize(1);
  }

  @Test
  void setsOfOneSizeHaveNoMaskAndEpochsRepeatOnlyIfAsked() {
    SetGenerator g =
        generator(1, true, 1)
            .with(
                Quantity.CLUSTERS.parse("few"),
                Quantity.SNR.parse("easy"),
                new Distribution.Fixed(64));
    for (boolean repeats : new boolean[] {true, false}) {
      SetFeed feed = new SetFeed(g, new SetFeed.Part(8, 4), new SetFeed.Part(4, 4), repeats);
      try (var source = feed.training()) {
        Batch first = source.read(0);
        assertThat(first.arrays()).doesNotContainKey(SetBatch.MASK);
        float[] a = ((Batch.Floats) first.arrays().get(SetBatch.POINTS)).values();
        float[] b = ((Batch.Floats) source.read(2).arrays().get(SetBatch.POINTS)).values();
        assertThat(java.util.Arrays.equals(a, b)).isEqualTo(repeats);
      }
    }
  }
}
