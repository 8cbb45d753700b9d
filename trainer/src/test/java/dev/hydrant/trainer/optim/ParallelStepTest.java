package dev.hydrant.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParallelStepTest {
  private static final Gpt2Config TINY = new Gpt2Config(31, 8, 16, 2, 1, 2, true);
  private static final Map<String, Rule> RULES =
      Map.of("all", new AdamW(1e-2, 0.9, 0.95, 1e-8, 0.1));

  private static Replica replica(EagerTorch torch, long seed) {
    Gpt2 model = new Gpt2(TINY);
    Weights weights = Weights.create(torch, model, seed);
    return new Replica(weights, (b, p) -> new Objective(model.loss(b.get(0), b.get(1))));
  }

  private static List<List<Tensor>> batches(EagerTorch torch, int n) {
    torch.randomKey(8, 0);
    List<List<Tensor>> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(
          List.of(
              torch.random("ids").integers(31, 2, 8), torch.random("targets").integers(31, 2, 8)));
    }
    return out;
  }

  @Test
  void twoReplicasEqualOneDeviceWithTheSameBatch() {
    try (EagerTorch a = EagerTorch.cpu();
        EagerTorch b = EagerTorch.cpu();
        EagerTorch c = EagerTorch.cpu()) {
      Replica alone = replica(a, 3);
      // The second replica starts from other weights: the first one's are handed to it.
      List<Replica> pair = List.of(replica(b, 3), replica(c, 4));
      List<List<Tensor>> batches = batches(a, 4);
      try (TrainStep one = TrainStep.traced(alone.weights(), alone.loss(), RULES);
          TrainStep two = TrainStep.parallel(pair, RULES)) {
        for (int i = 1; i <= 5; i++) {
          StepSettings s = new StepSettings(i, 1, 0.5, RULES);
          StepReport x = one.train(batches, s);
          StepReport y = two.train(batches, s);
          assertThat(y.loss()).isCloseTo(x.loss(), within(1e-5));
          assertThat(y.gradNorm()).isCloseTo(x.gradNorm(), within(1e-5));
        }
      }
      assertThat(pair.get(0).weights().flat().toDoubles())
          .containsExactly(alone.weights().flat().toDoubles(), within(1e-4));
    }
  }

  @Test
  void anErrorOfAReplicaSurfaces() {
    try (EagerTorch a = EagerTorch.cpu();
        EagerTorch b = EagerTorch.cpu()) {
      Replica broken =
          new Replica(
              replica(b, 1).weights(),
              (x, p) -> {
                throw new IllegalStateException("replica is broken");
              });
      try (TrainStep step = TrainStep.parallel(List.of(replica(a, 1), broken), RULES)) {
        assertThatThrownBy(() -> step.train(batches(a, 2), new StepSettings(1, 1, 0, RULES)))
            .hasMessage("replica is broken");
        assertThatThrownBy(() -> step.train(batches(a, 3), new StepSettings(1, 1, 0, RULES)))
            .hasMessage("3 micro-batches cannot be shared evenly by 2 devices");
      }
    }
  }
}
