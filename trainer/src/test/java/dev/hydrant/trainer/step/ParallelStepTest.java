package dev.hydrant.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelStepTest {
  private static final Gpt2Config TINY = new Gpt2Config(31, 8, 16, 2, 1, 2, true);
  private static final Map<String, Rule> RULES =
      Map.of("all", new AdamW(1e-2, 0.9, 0.95, 1e-8, 0.1));

  private static Replica replica(EagerTorch torch, long seed) {
    Gpt2 model = new Gpt2(TINY);
    Weights weights = Weights.create(torch, model, seed);
    return new Replica(
        weights, (b, p) -> new Objective(model.loss(b.get("inputs"), b.get("targets"))));
  }

  private static List<Map<String, Tensor>> batches(EagerTorch torch, int n) {
    torch.randomKey(8, 0);
    List<Map<String, Tensor>> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.add(
          Map.of(
              "inputs",
              torch.random("ids").integers(31, 2, 8),
              "targets",
              torch.random("targets").integers(31, 2, 8)));
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, true, 1e-6",
    "FLOAT32, false, 1e-6",
    "FLOAT64, true, 1e-12",
    "FLOAT64, false, 1e-12"
  })
  void twoReplicasEqualOneDeviceWithTheSameBatch(DType type, boolean recorded, double tolerance) {
    try (EagerTorch a = EagerTorch.open(Device.cpu(), type);
        EagerTorch b = EagerTorch.open(Device.cpu(), type);
        EagerTorch c = EagerTorch.open(Device.cpu(), type)) {
      Replica alone = replica(a, 3);
      // The second replica starts from other weights: the first one's are handed to it.
      List<Replica> pair = List.of(replica(b, 3), replica(c, 4));
      List<Map<String, Tensor>> batches = batches(a, 4);
      try (TrainStep one =
              recorded
                  ? TrainStep.traced(alone.weights(), alone.loss(), RULES)
                  : TrainStep.eager(alone.weights(), alone.loss(), RULES);
          TrainStep two = TrainStep.parallel(pair, RULES, recorded)) {
        for (int i = 1; i <= 5; i++) {
          StepSettings s = new StepSettings(i, 1, 0.5, RULES);
          StepReport x = one.train(batches, s);
          StepReport y = two.train(batches, s);
          assertThat(y.loss()).isCloseTo(x.loss(), within(tolerance));
          assertThat(y.gradNorm()).isCloseTo(x.gradNorm(), within(tolerance));
        }
        assertThat(two.state().vectors()).hasSameSizeAs(one.state().vectors());
      }
    }
  }

  @Test
  void replicasScaleTheLossTogetherInHalfPrecision() {
    try (EagerTorch a = EagerTorch.cpu();
        EagerTorch b = EagerTorch.cpu()) {
      a.autocast(DType.FLOAT16);
      b.autocast(DType.FLOAT16);
      List<Replica> pair = List.of(replica(a, 3), replica(b, 3));
      List<Map<String, Tensor>> batches = batches(a, 2);
      try (TrainStep step = TrainStep.parallel(pair, RULES, true)) {
        double[] scale = {1e30, 0};
        a.copy(a.tensor(scale, 2), step.state().vectors().get("loss_scale"));
        StepReport first = step.train(batches, new StepSettings(1, 1, 0.5, RULES));
        assertThat(first.isFinite()).isTrue();
        assertThat(step.state().vectors().get("loss_scale").toDoubles()[0]).isLessThan(1e30);
        double last = 0;
        for (int i = 2; i <= 8; i++) {
          last = step.train(batches, new StepSettings(i, 1, 0.5, RULES)).loss();
        }
        assertThat(last).isLessThan(first.loss());
      }
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
      try (TrainStep step = TrainStep.parallel(List.of(replica(a, 1), broken), RULES, true)) {
        assertThatThrownBy(() -> step.train(batches(a, 2), new StepSettings(1, 1, 0, RULES)))
            .hasMessage("replica is broken");
        assertThatThrownBy(() -> step.train(batches(a, 3), new StepSettings(1, 1, 0, RULES)))
            .hasMessage("3 micro-batches cannot be shared evenly by 2 devices");
      }
    }
  }
}
