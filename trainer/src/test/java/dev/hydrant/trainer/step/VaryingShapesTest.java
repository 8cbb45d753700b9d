package dev.hydrant.trainer.step;

import static dev.hydrant.trainer.step.TinyTraining.ADAMW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.data.ShapeBuckets;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sets of different sizes, padded to a few lengths and masked. */
class VaryingShapesTest {
  private static final int[] SIZES = new Random(4).ints(60, 5, 40).toArray();

  /** The mean over real points of a function of each point and of the mean of the set. */
  private static final class Sets extends Module {
    final Linear first = part("first", new Linear(2, 8, Init.normal(0.5), Init.normal(0.5)));
    final Linear second = part("second", new Linear(16, 1, Init.normal(0.5), Init.normal(0.5)));

    Objective loss(Map<String, Tensor> b, Phase phase) {
      Tensor mask = b.get("mask").unsqueeze(-1); // [n, 1]
      Tensor count = mask.sum();
      Tensor h = first.forward(b.get("points")).tanh().mul(mask);
      Tensor all = h.sum(0, true).div(count).expand(h.size(0), 8);
      Tensor y = second.forward(Torch.cat(List.of(h, all), 1));
      return new Objective(y.sub(1).square().mul(mask).sum().div(count));
    }
  }

  private static Map<String, Tensor> batch(EagerTorch torch, int size, int padded) {
    double[] points = new double[2 * padded];
    Arrays.fill(points, 77); // what stands in the padding must not matter
    Random random = new Random(size);
    for (int i = 0; i < 2 * size; i++) {
      points[i] = random.nextGaussian();
    }
    double[] mask = new double[padded];
    Arrays.fill(mask, 0, size, 1);
    return Map.of("points", torch.tensor(points, padded, 2), "mask", torch.tensor(mask, padded));
  }

  @Test
  void padded_sets_take_the_steps_of_sets_without_padding_in_a_few_programs() {
    ShapeBuckets buckets = ShapeBuckets.of(SIZES, 4);
    try (EagerTorch torch = EagerTorch.cpu()) {
      Sets model = new Sets();
      Weights weights = Weights.create(torch, model, 3);
      Sets plain = new Sets();
      Weights exact = Weights.create(torch, plain, 3);
      try (TracedStep step = new TracedStep(weights, model::loss, ADAMW);
          TrainStep eager = TrainStep.eager(exact, plain::loss, ADAMW)) {
        for (int i = 0; i < SIZES.length; i++) {
          try (Scope s = torch.scope()) {
            StepSettings settings = new StepSettings(i + 1, 5, 1, ADAMW);
            Map<String, Tensor> padded = batch(torch, SIZES[i], buckets.padded(SIZES[i]));
            double loss = step.train(List.of(padded), settings).loss();
            double expected =
                eager.train(List.of(batch(torch, SIZES[i], SIZES[i])), settings).loss();
            assertThat(loss).isCloseTo(expected, within(1e-5));
          }
        }
        assertThat(step.programs()).isEqualTo(4);
      }
      assertThat(weights.flat().toDoubles())
          .containsExactly(exact.flat().toDoubles(), within(1e-5));
    }
  }
}
