package dev.hydrant.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.nn.Gru;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.TinyTraining.Kind;
import dev.hydrant.trainer.step.TinyTraining.Model;
import dev.hydrant.trainer.step.TinyTraining.Run;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A recorded step gives the numbers of the step that runs operator by operator, whose gradients are
 * PyTorch's: losses, norms and every element of every gradient, over twenty steps.
 */
class AgreementTest {
  private static final int STEPS = 20;

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

  private static Run train(DType type, String model, Kind kind, int micros) {
    Model m = model.equals("own") ? TinyTraining.gpt2() : new LeftToAutograd();
    return TinyTraining.train(type, m, kind, STEPS, micros);
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
