package dev.hydrant.trainer.lm.mtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.lm.Golden;
import org.junit.jupiter.api.Test;

class BaseMtpTest extends MtpTest {
  @Override
  MtpModel create(MtpConfig config) {
    return new BaseMtp(config);
  }

  @Override
  int sight(int k) {
    return 0;
  }

  @Override
  double firstLoss(int n) {
    return n;
  }

  @Test
  void counts_parameters_without_allocating() {
    assertThat(count(50257, 12, 768, 1)).isEqualTo(275_598_388L);
    assertThat(count(50257, 12, 768, 2)).isEqualTo(314_231_860L);
    assertThat(count(50257, 12, 768, 2, "mtp_head", "transformer")).isEqualTo(289_754_172L);
    assertThat(count(256, 4, 64, 1)).isEqualTo(262_162L);
    assertThat(count(256, 4, 64, 2)).isEqualTo(278_546L);
    assertThat(count(256, 4, 64, 9, "n_mtp_modules", 1)).isEqualTo(278_546L);
  }

  private static long count(int v, int layers, int width, int n, Object... more) {
    return new BaseMtp(config(v, layers, width, n, more)).parameterCount();
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          MtpModel model = create(config(13, 4, 16, 2));
          Golden.fill(torch, model, order(model), TRUNK + "m");
          matches(model, torch, tolerance, 5.055498, 4.625582, 9.681080);
        });
  }
}
