package dev.hydrant.config.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final Dimension UNIT = new Dimension.Interval(-5, 5, false);
  private static final List<Dimension> FOUR = List.of(UNIT, UNIT, UNIT, UNIT);

  /** The ellipsoid Σ 10^i (x_i − 1)², a standard test function: minimum 0 at x = 1. */
  private static double ellipsoid(List<Double> point) {
    double sum = 0;
    for (int i = 0; i < point.size(); i++) {
      double x = UNIT.value(point.get(i)) - 1;
      sum += Math.pow(10, i) * x * x;
    }
    return sum;
  }

  private static double best(
      Sampler sampler, List<Dimension> space, int budget, ToDoubleFunction<List<Double>> loss) {
    List<Observation> history = new ArrayList<>();
    for (int i = 0; i < budget; i++) {
      List<Double> point = sampler.propose(space, history);
      history.add(new Observation(point, loss.applyAsDouble(point)));
    }
    return history.stream().mapToDouble(Observation::loss).min().orElseThrow();
  }

  private static int winsAgainstRandom(LongFunction<Sampler> sampler, int budget) {
    int wins = 0;
    for (long seed = 0; seed < 10; seed++) {
      double ours = best(sampler.apply(seed), FOUR, budget, SamplerTest::ellipsoid);
      double random = best(Sampler.random(seed), FOUR, budget, SamplerTest::ellipsoid);
      wins += ours < random ? 1 : 0;
    }
    return wins;
  }

  @Test
  void tpeBeatsRandomSearchOnTheEllipsoidInNineOfTenSeeds() {
    assertThat(winsAgainstRandom(Sampler::tpe, 100)).isGreaterThanOrEqualTo(9);
  }

  @Test
  void cmaEsBeatsRandomSearchOnTheEllipsoidInNineOfTenSeeds() {
    assertThat(winsAgainstRandom(Sampler::cmaEs, 100)).isGreaterThanOrEqualTo(9);
  }

  @Test
  void cmaEsConvergesToTheMinimum() {
    assertThat(best(Sampler.cmaEs(3), FOUR, 800, SamplerTest::ellipsoid)).isLessThan(1e-3);
  }

  @Test
  void tpeFindsTheBestOptionOfAChoice() {
    List<Dimension> space = List.of(new Dimension.Choice(12), UNIT);
    List<Observation> history = new ArrayList<>();
    Sampler tpe = Sampler.tpe(1);
    for (int i = 0; i < 80; i++) {
      List<Double> point = tpe.propose(space, history);
      double loss = Math.abs(space.get(0).value(point.get(0)) - 7) + Math.abs(point.get(1) - 0.3);
      history.add(new Observation(point, loss));
    }
    long late =
        history.subList(40, 80).stream().filter(o -> (int) (o.point().get(0) * 12) == 7).count();
    assertThat(late).isGreaterThan(20);
  }

  @Test
  void aSearchInterruptedAnywhereGoesOnAsIfItHadNotBeen() {
    for (LongFunction<Sampler> make :
        List.<LongFunction<Sampler>>of(Sampler::random, Sampler::tpe, Sampler::cmaEs)) {
      List<Observation> whole = new ArrayList<>();
      Sampler one = make.apply(5);
      for (int i = 0; i < 40; i++) {
        List<Double> point = one.propose(FOUR, whole);
        whole.add(new Observation(point, ellipsoid(point)));
      }
      for (int cut : new int[] {0, 1, 17, 39}) {
        assertThat(make.apply(5).propose(FOUR, whole.subList(0, cut)))
            .isEqualTo(whole.get(cut).point());
      }
    }
  }

  @Test
  void twoSeedsDiffer() {
    assertThat(Sampler.tpe(1).propose(FOUR, List.of()))
        .isNotEqualTo(Sampler.tpe(2).propose(FOUR, List.of()));
  }

  @Test
  void proposalsMadeInParallelDiffer() {
    List<Observation> history = new ArrayList<>();
    for (Sampler sampler : List.of(Sampler.tpe(1), Sampler.cmaEs(1))) {
      history.clear();
      for (int i = 0; i < 30; i++) {
        List<Double> point = sampler.propose(FOUR, history);
        history.add(new Observation(point, i < 22 ? ellipsoid(point) : Double.NaN));
      }
      assertThat(history.stream().map(Observation::point).distinct()).hasSize(30);
    }
  }

  @Test
  void proposalsStayInsideTheUnitCube() {
    List<Observation> history = new ArrayList<>();
    for (Sampler sampler : List.of(Sampler.tpe(9), Sampler.cmaEs(9))) {
      history.clear();
      for (int i = 0; i < 60; i++) { // the loss pulls into a corner
        List<Double> point = sampler.propose(FOUR, history);
        history.add(new Observation(point, point.stream().mapToDouble(u -> -u).sum()));
        assertThat(point).allMatch(u -> u >= 0 && u < 1);
      }
    }
  }
}
