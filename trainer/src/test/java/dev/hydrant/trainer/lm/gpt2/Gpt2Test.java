package dev.hydrant.trainer.lm.gpt2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gpt2Test {
  private static final String BLOCK = "gvmvmvgvmvmv";
  private static final Gpt2Config TINY = new Gpt2Config(13, 6, 8, 2, 2, 4, true);

  @Test
  void countsParametersWithoutAllocating() {
    assertThat(new Gpt2(Gpt2Config.defaults()).parameterCount()).isEqualTo(124_439_808L);
    assertThat(new Gpt2(new Gpt2Config(256, 64, 64, 2, 2, 4, true)).parameterCount())
        .isEqualTo(120_576L);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT64, 2e-6", "FLOAT32, 1e-4"})
  void matchesTheReferenceValues(DType type, double tolerance) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), type)) {
      Gpt2 model = new Gpt2(TINY);
      Fill.all(Weights.create(torch, model, 0), model, "mm" + BLOCK + BLOCK + "gv");
      Tensor ids = torch.tensor(new long[] {3, 1, 4, 1, 5, 9}, 1, 6);
      Tensor targets = torch.tensor(new long[] {1, 4, 1, 5, 9, 2}, 1, 6);

      assertThat(model.loss(ids, targets).item()).isCloseTo(2.691360, within(tolerance));
      Tensor logits = model.logits(ids).view(6, 13);
      assertThat(logits.select(0, 0).slice(0, 0, 3).toDoubles())
          .containsExactly(new double[] {0.080392, -0.494796, 0.345544}, within(tolerance));
      assertThat(logits.select(0, 5).slice(0, 0, 3).toDoubles())
          .containsExactly(new double[] {0.086584, 0.553672, -0.167965}, within(tolerance));
    }
  }

  @Test
  void doesNotSeeTheFuture() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(TINY);
      Fill.all(Weights.create(torch, model, 0), model, "mm" + BLOCK + BLOCK + "gv");
      double[] a = model.logits(torch.tensor(new long[] {3, 1, 4, 1, 5, 9}, 1, 6)).toDoubles();
      double[] b = model.logits(torch.tensor(new long[] {3, 1, 4, 7, 5, 9}, 1, 6)).toDoubles();
      for (int i = 0; i < 3 * 13; i++) {
        assertThat(b[i]).isCloseTo(a[i], within(1e-6));
      }
      assertThat(Math.abs(b[3 * 13] - a[3 * 13])).isGreaterThan(1e-3);
    }
  }

  @Test
  void startsNearTheEntropyOfAUniformGuess() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(new Gpt2Config(256, 64, 64, 2, 2, 4, true));
      Weights.create(torch, model, 7);
      torch.randomKey(7, 1);
      Tensor ids = torch.random("ids").integers(256, 4, 64);
      Tensor targets = torch.random("targets").integers(256, 4, 64);
      assertThat(model.loss(ids, targets).item()).isCloseTo(5.55, within(0.04));
    }
  }

  @Test
  void refusesSequencesBeyondItsPositions() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(TINY);
      Weights.create(torch, model, 0);
      assertThatThrownBy(() -> model.logits(torch.tensor(new long[7], 1, 7)))
          .hasMessage("The sequence has 7 tokens, but n_ctx is 6");
    }
  }
}
