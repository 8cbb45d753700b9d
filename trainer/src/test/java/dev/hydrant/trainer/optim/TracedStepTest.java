package dev.hydrant.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracedStepTest {
  private static final Gpt2Config TINY = new Gpt2Config(67, 16, 32, 2, 2, 4, true);
  private static final Map<String, Rule> ADAMW =
      Map.of("all", new AdamW(1e-3, 0.9, 0.95, 1e-8, 0.1));

  private interface Factory {
    TrainStep create(Weights w, LossFunction f, Map<String, Rule> r);
  }

  /** Trains GPT-2 on random tokens and returns all losses and norms, then the weights' sum. */
  private static List<Double> train(DType type, Factory factory, int steps, int micros) {
    List<Double> out = new ArrayList<>();
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), type)) {
      Gpt2 model = new Gpt2(TINY);
      Weights weights = Weights.create(torch, model, 3);
      torch.randomKey(3, 0);
      Tensor ids = torch.random("ids").integers(67, 4, 16);
      Tensor targets = torch.random("targets").integers(67, 4, 16);
      List<List<Tensor>> batches = new ArrayList<>();
      for (int k = 0; k < micros; k++) {
        int n = 4 / micros;
        batches.add(
            List.of(
                ids.slice(0, k * n, (k + 1) * n).contiguous(),
                targets.slice(0, k * n, (k + 1) * n).contiguous()));
      }
      LossFunction f = (b, phase) -> new Objective(model.loss(b.get(0), b.get(1)));
      try (TrainStep step = factory.create(weights, f, ADAMW)) {
        for (int i = 1; i <= steps; i++) {
          StepReport r = step.train(batches, new StepSettings(i, 5, 1.0, ADAMW));
          out.add(r.loss());
          out.add(r.gradNorm());
        }
      }
      out.add(weights.flat().sum().item());
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 1e-4", "FLOAT64, 1e-10"})
  void givesTheNumbersOfTheEagerStep(DType type, double tolerance) {
    List<Double> eager = train(type, TrainStep::eager, 20, 1);
    List<Double> traced = train(type, TrainStep::traced, 20, 1);
    for (int i = 0; i < 40; i++) {
      assertThat(traced.get(i)).isCloseTo(eager.get(i), within(tolerance));
    }
    assertThat(eager.get(38)).isLessThan(eager.get(0) - 0.5);
  }

  @Test
  void accumulatedMicroBatchesEqualTheWholeBatch() {
    List<Double> whole = train(DType.FLOAT32, TrainStep::traced, 3, 1);
    List<Double> parts = train(DType.FLOAT32, TrainStep::traced, 3, 4);
    for (int i = 0; i < 6; i++) {
      assertThat(parts.get(i)).isCloseTo(whole.get(i), within(1e-5));
    }
  }

  @Test
  void mixedPrecisionStaysNearAndAgreesWithTheEagerStep() {
    List<Double> full = train(DType.FLOAT32, TrainStep::traced, 20, 1);
    List<Double> eager = train(DType.FLOAT32, low(TrainStep::eager), 20, 1);
    List<Double> traced = train(DType.FLOAT32, low(TrainStep::traced), 20, 1);
    assertThat(traced).isNotEqualTo(full);
    for (int i = 0; i < 40; i += 2) {
      assertThat(traced.get(i)).isCloseTo(full.get(i), within(0.05));
      assertThat(traced.get(i)).isCloseTo(eager.get(i), within(0.02));
    }
  }

  private static Factory low(Factory f) {
    return (w, loss, rules) -> {
      w.torch().autocast(DType.BFLOAT16);
      return f.create(w, loss, rules);
    };
  }
}
