package dev.hydrant.trainer.lm.gpt2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.CausalModelContract;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Activation;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Gpt2Test extends CausalModelContract<Gpt2> {
  private static final Gpt2Config TINY = new Gpt2Config(13, 6, 8, 2, 2, 4, true);

  @Override
  protected Gpt2 tiny() {
    return new Gpt2(TINY);
  }

  @Override
  protected Gpt2 small() {
    return new Gpt2(new Gpt2Config(13, 256, 64, 2, 2, 4, true));
  }

  @Override
  protected Tensor logits(Gpt2 model, Tensor ids) {
    return model.logits(ids);
  }

  @Override
  protected Tensor loss(Gpt2 model, Tensor ids, Tensor targets) {
    return model.loss(ids, targets);
  }

  @Test
  void countsParametersWithoutAllocating() {
    assertThat(new Gpt2(Gpt2Config.defaults()).parameterCount()).isEqualTo(124_439_808L);
    assertThat(new Gpt2(new Gpt2Config(256, 64, 64, 2, 2, 4, true)).parameterCount())
        .isEqualTo(120_576L);
  }

  @Test
  void matchesTheReferenceValues() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Gpt2 model = tiny();
          Golden.fill(torch, model, "mm" + Golden.GPT_BLOCK.repeat(2) + "gv");
          Tensor ids = Golden.ids(torch);
          assertThat(model.loss(ids, Golden.targets(torch)).item())
              .isCloseTo(2.691360, within(tolerance));
          Tensor logits = model.logits(ids);
          assertThat(Golden.first(logits, 0))
              .containsExactly(new double[] {0.080392, -0.494796, 0.345544}, within(tolerance));
          assertThat(Golden.first(logits, 5))
              .containsExactly(new double[] {0.086584, 0.553672, -0.167965}, within(tolerance));
          assertThat(model.nextLogits(ids).toDoubles())
              .containsExactly(logits.select(1, 5).contiguous().toDoubles(), within(1e-6));
        });
  }

  @Test
  void startsNearTheEntropyOfAUniformGuess() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(new Gpt2Config(256, 64, 64, 2, 2, 4, true));
      Weights.create(torch, model, 7);
      assertThat(model.loss(ids(torch, 1, 256, 4, 64), ids(torch, 2, 256, 4, 64)).item())
          .isCloseTo(5.55, within(0.04));
    }
  }

  @Test
  void withoutACausalMaskAndPositionsOrderDoesNotMatter() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(new Gpt2Config(13, 6, 8, 2, 2, 4, false));
      Weights weights = Weights.create(torch, model, 0);
      perturb(weights, 0.1);
      weights.set(model.parameters().get(1), torch.zeros(6, 8));
      long[] order = {4, 2, 0, 5, 1, 3};
      long[] row = {3, 1, 4, 1, 5, 9};
      long[] moved = Arrays.stream(order).map(i -> row[(int) i]).toArray();
      Tensor expected =
          model.logits(torch.tensor(row, 1, 6)).indexSelect(1, torch.tensor(order, 6));
      assertThat(model.logits(torch.tensor(moved, 1, 6)).toDoubles())
          .containsExactly(expected.toDoubles(), within(1e-5));
    }
  }

  @Test
  void refusesSequencesBeyondItsPositions() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = tiny();
      Weights.create(torch, model, 0);
      assertThatThrownBy(() -> model.logits(torch.tensor(new long[7], 1, 7)))
          .hasMessage("The sequence has 7 tokens, but n_ctx is 6");
    }
  }

  @Test
  void theLastNormTakesAwayTheScaleOfTheStream() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      // Without blocks the stream is the sum of both tables; the output uses the first again.
      Gpt2 model = new Gpt2(new Gpt2Config(13, 6, 8, 2, 0, 4, 1e-14, Activation.GELU_TANH, true));
      Weights weights = Weights.create(torch, model, 0);
      perturb(weights, 1);
      double[] before = model.logits(Golden.ids(torch)).toDoubles();
      for (Parameter p : model.parameters().subList(0, 2)) {
        weights.set(p, p.mul(3));
      }
      assertThat(model.logits(Golden.ids(torch)).div(3).contiguous().toDoubles())
          .containsExactly(before, within(1e-9));
    }
  }

  @Test
  void startsNearTheEntropyOfItsWholeVocabularyAtFullWidth() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(new Gpt2Config(50257, 64, 768, 6, 1, 4, true));
      Weights.create(torch, model, 7);
      assertThat(model.loss(ids(torch, 1, 50257, 1, 64), ids(torch, 2, 50257, 1, 64)).item())
          .isBetween(10.8, 11.2);
    }
  }
}
