package dev.hydrant.trainer.protein.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quantizer against golden values and closed forms. */
class FsqTest {
  private static final Fsq USUAL = new Fsq(List.of(7, 5, 5, 5, 5));

  @Test
  void golden() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Fsq.Quantized q = USUAL.quantize(Fill.tensor(torch, 'x', 2, 3, 5).mul(2));
          assertThat(q.tokens().toLongs()).containsExactly(624, 3668, 671);
          assertThat(q.codes().select(0, 0).toDoubles())
              .containsExactly(new double[] {-0.666667, 1, 0, 0.5, -1}, within(tolerance));
          Fsq even = new Fsq(List.of(8, 5, 4));
          Fsq.Quantized e = even.quantize(Fill.tensor(torch, 'x', 2, 4, 3).mul(2));
          assertThat(e.tokens().toLongs()).containsExactly(113, 6, 39, 38);
          assertThat(e.codes().slice(0, 0, 2).contiguous().toDoubles())
              .containsExactly(new double[] {-0.75, 1, 0, 0.5, -1, -1}, within(tolerance));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 2})
  void everyTokenIsThatOfItsCode(int first) {
    Fsq fsq = new Fsq(List.of(first, 5, 5, 5, 5));
    try (EagerTorch torch = EagerTorch.cpu()) {
      long[] all = LongStream.range(0, fsq.count()).toArray();
      Tensor codes = fsq.codes(torch.tensor(all, all.length));
      double[] values = codes.toDoubles();
      int[] levels = {first, 5, 5, 5, 5};
      int basis = 1;
      long[] back = new long[all.length];
      for (int d = 0; d < 5; d++) {
        for (int i = 0; i < all.length; i++) {
          double digit = values[i * 5 + d] * (levels[d] / 2) + levels[d] / 2;
          back[i] += basis * Math.round(digit);
        }
        basis *= levels[d];
      }
      assertThat(back).isEqualTo(all);
    }
  }

  @Test
  void limitsAndMiddle() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Fsq even = new Fsq(List.of(5, 8));
      Tensor z = torch.tensor(new double[] {-100, -100, 100, 100}, 2, 2);
      assertThat(even.quantize(z).codes().toDoubles())
          .containsExactly(new double[] {-1, -1, 1, 0.75}, within(1e-6));
      assertThat(USUAL.quantize(torch.zeros(1, 5)).tokens().toLongs()).containsExactly(2187);
      assertThat(new Fsq(List.of(2)).quantize(torch.zeros(1, 1)).tokens().toLongs())
          .containsExactly(1);
    }
  }

  /** dq/dz = (1 − tanh²(z + sh))·h/⌊ℓ/2⌋, as if nothing were rounded. */
  @Test
  void gradientPassesTheRounding() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Fsq fsq = new Fsq(List.of(7, 8));
      double[] at = {0.3, -0.8};
      Tensor z = torch.requireGradient(torch.tensor(at, 1, 2));
      Tensor g = torch.gradients(fsq.quantize(z).codes().sum(), List.of(z)).get(0);
      double shift = Math.tan(0.5 / (7 * 0.999 / 2));
      double odd = (1 - Math.pow(Math.tanh(0.3), 2)) * (6 * 0.999 / 2) / 3;
      double even = (1 - Math.pow(Math.tanh(-0.8 + shift), 2)) * (7 * 0.999 / 2) / 4;
      assertThat(g.toDoubles()).containsExactly(new double[] {odd, even}, within(1e-5));
    }
  }
}
