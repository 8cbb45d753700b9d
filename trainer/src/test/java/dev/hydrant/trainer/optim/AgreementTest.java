package dev.hydrant.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Gru;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A recorded step gives the numbers of the step that runs operator by operator, whose gradients are
 * PyTorch's: losses, norms and every element of every gradient, over twenty steps.
 */
class AgreementTest {
  private static final int STEPS = 20;
  private static final Map<String, Rule> RULES =
      Map.of("all", new AdamW(1e-3, 0.9, 0.95, 1e-8, 0.1));

  private interface Model {
    Tensor loss(Tensor ids, Tensor targets);

    Module module();
  }

  /** All operators have gradient rules of their own. */
  private static final class Own implements Model {
    final Gpt2 gpt = new Gpt2(new Gpt2Config(67, 16, 32, 2, 2, 4, true));

    @Override
    public Tensor loss(Tensor ids, Tensor targets) {
      return gpt.loss(ids, targets);
    }

    @Override
    public Module module() {
      return gpt;
    }
  }

  /** Recurrent units, a determinant, products and singular values, left to PyTorch's autograd. */
  private static final class LeftToAutograd extends Module implements Model {
    final Parameter table = parameter("table", Init.normal(0.5), 67, 8);
    final Parameter mix = parameter("mix", Init.normal(0.5), 8, 8);
    final Gru gru = part("gru", new Gru(8, 8, 2));

    @Override
    public Tensor loss(Tensor ids, Tensor targets) {
      Tensor x = table.embedding(ids).transpose(0, 1); // [T, B, 8]
      Tensor start = x.torch().zeros(x.size(1), 8);
      Tensor h = gru.forward(x, List.of(start, start), 0, null);
      Tensor near = mix.mul(0.1).add(x.torch().eye(8));
      Tensor y = h.add(x.logcumsumexp(0).mul(0.1)).matmul(near.inverse());
      Tensor extra = near.det().log().square().add(mix.svd().get(1).sum().mul(0.01));
      return y.transpose(0, 1).linear(table).crossEntropy(targets).add(extra);
    }

    @Override
    public Module module() {
      return this;
    }
  }

  private interface Kind {
    TrainStep create(Weights w, LossFunction f, Map<String, Rule> r);
  }

  /** Loss, norm and gradient of each step. */
  private record Run(List<Double> numbers, List<double[]> gradients) {}

  private static Run train(DType type, String model, Kind kind, int micros) {
    Run run = new Run(new ArrayList<>(), new ArrayList<>());
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), type)) {
      Model m = model.equals("own") ? new Own() : new LeftToAutograd();
      Weights weights = Weights.create(torch, m.module(), 3);
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
      LossFunction f = (b, phase) -> new Objective(m.loss(b.get(0), b.get(1)));
      try (TrainStep step = kind.create(weights, f, RULES)) {
        for (int i = 1; i <= STEPS; i++) {
          try (Scope s = torch.scope()) {
            StepReport r = step.train(batches, new StepSettings(i, 5, 1, RULES));
            run.numbers().add(r.loss());
            run.numbers().add(r.gradNorm());
            run.gradients().add(step.state().gradient().div(micros).toDoubles());
          }
        }
      }
    }
    return run;
  }

  private static double furthest(double[] a, double[] b) {
    assertThat(a).hasSameSizeAs(b);
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  private static void compare(Run a, Run b, double tolerance) {
    for (int i = 0; i < a.numbers().size(); i++) {
      assertThat(a.numbers().get(i)).isCloseTo(b.numbers().get(i), within(tolerance));
    }
    for (int i = 0; i < STEPS; i++) {
      assertThat(furthest(a.gradients().get(i), b.gradients().get(i)))
          .as("gradient of step " + (i + 1))
          .isLessThan(tolerance);
    }
    assertThat(a.numbers().get(2 * STEPS - 2)).isLessThan(a.numbers().get(0) - 0.05);
  }

  @ParameterizedTest
  @CsvSource({
    "own, FLOAT32, 1e-5",
    "own, FLOAT64, 1e-10",
    "autograd, FLOAT32, 1e-5",
    "autograd, FLOAT64, 1e-10"
  })
  void aRecordedStepGivesTheNumbersOfTheEagerOne(String model, DType type, double tolerance) {
    compare(
        train(type, model, TrainStep::traced, 1),
        train(type, model, TrainStep::eager, 1),
        tolerance);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, true, 1e-6", "FLOAT32, false, 1e-6", "FLOAT64, true, 1e-12"})
  void accumulatedMicroBatchesEqualTheWholeBatch(DType type, boolean recorded, double tolerance) {
    Kind kind = recorded ? TrainStep::traced : TrainStep::eager;
    compare(train(type, "own", kind, 4), train(type, "own", kind, 1), tolerance);
  }
}
