package dev.hydrant.trainer.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.SamplingOptions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenSamplerTest {
  private static final float[] LOGITS = {1, 3, 2, Float.NaN, -1, Float.NEGATIVE_INFINITY};

  private static double[] frequencies(SamplingOptions options) {
    TokenSampler sampler = new TokenSampler(options, new SplittableRandom(7));
    double[] counts = new double[LOGITS.length];
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      counts[sampler.choose(LOGITS)] += 1.0 / n;
    }
    return counts;
  }

  @Test
  void temperature_nought_takes_the_likeliest() {
    assertThat(frequencies(new SamplingOptions(1, 0, 0, 1, 0))[1]).isCloseTo(1, within(1e-9));
  }

  @Test
  void temperature_one_draws_by_the_softmax() {
    double[] f = frequencies(new SamplingOptions(1, 1, 0, 1, 0));
    double z = Math.exp(1) + Math.exp(3) + Math.exp(2) + Math.exp(-1);
    for (int i : new int[] {0, 1, 2, 4}) {
      assertThat(f[i]).isCloseTo(Math.exp(LOGITS[i]) / z, within(.02));
    }
    assertThat(f[3] + f[5]).isZero();
  }

  @Test
  void a_higher_temperature_is_flatter() {
    double[] f = frequencies(new SamplingOptions(1, 2, 0, 1, 0));
    assertThat(f[1] / f[2]).isCloseTo(Math.exp(.5), within(.15));
  }

  @Test
  void top_k_leaves_k_tokens() {
    double[] f = frequencies(new SamplingOptions(1, 1, 2, 1, 0));
    assertThat(f[1] / f[2]).isCloseTo(Math.E, within(.15));
    assertThat(f[1] + f[2]).isCloseTo(1, within(1e-9));
  }

  @Test
  void top_p_leaves_the_smallest_set_that_reaches_p() {
    double z = Math.exp(1) + Math.exp(3) + Math.exp(2) + Math.exp(-1);
    double first = Math.exp(3) / z;
    assertThat(frequencies(new SamplingOptions(1, 1, 0, first - .01, 0))[1])
        .isCloseTo(1, within(1e-9));
    double[] two = frequencies(new SamplingOptions(1, 1, 0, first + .01, 0));
    assertThat(two[1] + two[2]).isCloseTo(1, within(1e-9));
    assertThat(two[2]).isPositive();
  }

  @Test
  void equal_logits_go_by_their_order() {
    TokenSampler sampler =
        new TokenSampler(new SamplingOptions(1, 0, 0, 1, 0), new SplittableRandom(0));
    assertThat(sampler.choose(new float[] {-0f, 0f, 0f})).isZero();
    assertThat(sampler.choose(new float[] {-5, -2, -2})).isEqualTo(1);
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> new SamplingOptions(0, 1, 0, 1, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("at least 1, got 0");
    assertThatThrownBy(() -> new SamplingOptions(1, -1, 0, 1, 0)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new SamplingOptions(1, 1, -2, 1, 0)).hasMessageContaining("-2");
    assertThatThrownBy(() -> new SamplingOptions(1, 1, 0, 1.5, 0)).hasMessageContaining("1.5");
  }
}
