package dev.hydrant.trainer.mixture.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Additions 14 to 16: distributions, their presets, their limits. */
class QuantityTest {
  private static final int DRAWS = 40_000;

  @ParameterizedTest
  @EnumSource(Quantity.class)
  void everyPresetStaysWithinItsLimits(Quantity quantity) {
    quantity
        .presets()
        .forEach(
            (name, distribution) -> {
              SplittableRandom random = new SplittableRandom(1);
              for (int i = 0; i < 2000; i++) {
                double value = distribution.draw(random);
                assertThat(value).as(name).isBetween(distribution.least(), distribution.most());
                if (quantity != Quantity.SNR) {
                  assertThat(value).isEqualTo(Math.rint(value));
                }
              }
            });
  }

  /** Additions 15: drawn again, not moved to the limit. */
  @Test
  void aTruncatedPoissonHasTheDensityScaledToOne() {
    Distribution d = Quantity.CLUSTERS.parse("moderate");
    SplittableRandom random = new SplittableRandom(2);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < DRAWS; i++) {
      counts.merge((int) d.draw(random), 1, Integer::sum);
    }
    double[] expected = {.189189, .236486, .236486, .197072, .140766};
    double mean = 0;
    for (int k = 3; k <= 7; k++) {
      double share = (double) counts.get(k) / DRAWS;
      assertThat(share).isCloseTo(expected[k - 3], within(4 * Math.sqrt(.24 * .76 / DRAWS)));
      mean += k * share;
    }
    assertThat(mean).isCloseTo(4.863739, within(.03));
  }

  @Test
  void numbersNamesAndObjectsAreUnderstood() {
    assertThat(Quantity.POINTS.parse(128L)).isEqualTo(new Distribution.Fixed(128));
    assertThat(Quantity.SNR.parse(7.5)).isEqualTo(new Distribution.Fixed(7.5));
    assertThat(Quantity.SNR.parse("fixed_10")).isEqualTo(new Distribution.Fixed(10));
    assertThat(Quantity.CLUSTERS.parse(Map.of("type", "uniform", "min", 2, "max", 6)))
        .isEqualTo(new Distribution.Uniform(2, 6, true));
    assertThat(Quantity.CLUSTERS.parse(Map.of("type", "poisson", "lam", 4.0, "min", 2)).most())
        .isInfinite();
    assertThat(Quantity.CLUSTERS.parse(Map.of("preset", "few")).most()).isEqualTo(4);
    Distribution choice =
        Quantity.CLUSTERS.parse(
            Map.of("type", "choice", "options", List.of(2, 5), "probs", List.of(0.25, 0.75)));
    SplittableRandom random = new SplittableRandom(3);
    double fives = 0;
    for (int i = 0; i < DRAWS; i++) {
      fives += choice.draw(random) == 5 ? 1 : 0;
    }
    assertThat(fives / DRAWS).isCloseTo(.75, within(.01));
  }

  @Test
  void momentsOfTheOthersAreRight() {
    SplittableRandom random = new SplittableRandom(4);
    Distribution normal = Quantity.SNR.parse(Map.of("type", "normal", "mean", 3, "std", 2));
    Distribution log =
        Quantity.POINTS.parse(
            Map.of("type", "truncated_lognormal", "mu", 6, "sigma", .3, "min", 1, "max", 100000));
    double sum = 0;
    double squares = 0;
    double logs = 0;
    for (int i = 0; i < DRAWS; i++) {
      double x = normal.draw(random);
      sum += x;
      squares += (x - 3) * (x - 3);
      logs += Math.log(log.draw(random));
    }
    assertThat(sum / DRAWS).isCloseTo(3, within(.05));
    assertThat(squares / DRAWS).isCloseTo(4, within(.15));
    assertThat(logs / DRAWS).isCloseTo(6, within(.01));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Quantity.CLUSTERS.parse("modrate"))
        .hasMessageContaining("cluster_params: no preset 'modrate'")
        .hasMessageContaining("moderate");
    assertThatThrownBy(() -> Quantity.CLUSTERS.parse(Map.of("type", "normal", "mean", 3)))
        .hasMessageContaining("type 'normal' is none of fixed, choice, uniform");
    assertThatThrownBy(() -> Quantity.SNR.parse(Map.of("type", "uniform", "min", 9, "max", 3)))
        .hasMessageContaining("snr_db_params: min 9.0 is above max 3.0");
    assertThatThrownBy(() -> Quantity.CLUSTERS.parse(1L))
        .hasMessageContaining("one component alone has no signal");
    assertThatThrownBy(() -> Quantity.POINTS.parse(Map.of("type", "fixed", "valu", 3)))
        .hasMessageContaining("needs the number value");
    assertThatThrownBy(
            () -> Quantity.POINTS.parse(Map.of("type", "fixed", "value", 3, "maximum", 3)))
        .hasMessageContaining("unknown key 'maximum'");
    assertThatThrownBy(() -> Quantity.POINTS.parse(2.5)).hasMessageContaining("no whole number");
  }
}
