package dev.hydrant.trainer.step;

import static dev.hydrant.trainer.step.TinyTraining.ADAMW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.TinyTraining.Kind;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.HostFunction;
import dev.hydrant.trainer.torch.NotTraceableException;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step in which Java computes twice in the middle: assignments, then a size of each cluster. */
class HostFunctionTest {
  private static final int CENTRES = 3;

  /** Nearest centre of each row, the first of equals. */
  private static Tensor nearest(EagerTorch torch, List<Tensor> in) {
    double[] d = in.get(0).toDoubles(); // [N, K]
    long[] out = new long[d.length / CENTRES];
    for (int i = 0; i < out.length; i++) {
      for (int k = 1; k < CENTRES; k++) {
        if (d[i * CENTRES + k] < d[i * CENTRES + (int) out[i]]) {
          out[i] = k;
        }
      }
    }
    return torch.tensor(out, out.length);
  }

  private static Tensor sizes(EagerTorch torch, List<Tensor> in) {
    double[] counts = new double[CENTRES];
    for (long k : in.get(0).toLongs()) {
      counts[(int) k]++;
    }
    return torch.tensor(counts, CENTRES);
  }

  private static final class Clusters extends Module {
    final Linear encoder = part("encoder", new Linear(4, 2, Init.normal(0.7), Init.normal(0.1)));
    final Parameter centres = parameter("centres", Init.normal(1), CENTRES, 2);
    HostFunction assign = HostFunctionTest::nearest;

    Objective loss(Map<String, Tensor> batch, Phase phase) {
      Tensor z = Torch.recompute(x -> encoder.forward(x).tanh(), batch.get("x")); // [N, 2]
      Tensor noise = z.torch().random("noise").normal(z.shape()).mul(0.01);
      Tensor kept = z.add(noise);
      Tensor distances = kept.unsqueeze(1).sub(centres).square().sum(2); // [N, K]
      long n = z.size(0);
      Tensor ids = Torch.host("nearest", List.of(distances), DType.INT64, new long[] {n}, assign);
      Tensor chosen = distances.gather(1, ids.unsqueeze(1)).mean();
      Tensor counts =
          Torch.host(
              "sizes",
              List.of(ids, centres),
              z.torch().floatType(),
              new long[] {CENTRES},
              HostFunctionTest::sizes);
      Tensor spread = centres.square().sum(1).mul(counts).sum().mul(0.01 / n);
      return new Objective(chosen.add(spread)).metric("largest", counts.amax());
    }
  }

  private record Run(List<Double> numbers, double[] gradient, double[] weights) {}

  private static Run train(DType type, Kind kind, int micros, boolean recompute) {
    List<Double> numbers = new ArrayList<>();
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), type)) {
      torch.recompute(recompute);
      Clusters model = new Clusters();
      Weights weights = Weights.create(torch, model, 3);
      double[] gradient = null;
      try (TrainStep step = kind.create(weights, model::loss, ADAMW)) {
        for (int i = 1; i <= 6; i++) {
          try (Scope s = torch.scope()) {
            torch.randomKey(50, i);
            List<Map<String, Tensor>> batches = new ArrayList<>();
            for (int k = 0; k < micros; k++) {
              batches.add(Map.of("x", torch.random("x").normal(8, 4)));
            }
            StepReport r = step.train(batches, new StepSettings(i, 5, 1, ADAMW));
            numbers.add(r.loss());
            numbers.add(r.gradNorm());
            numbers.add(r.metrics().get("largest"));
            numbers.add(step.evaluate(batches.get(0), Phase.VALIDATION, 2).loss());
            gradient = step.state().gradient().toDoubles();
          }
        }
      }
      return new Run(numbers, gradient, weights.flat().toDoubles());
    }
  }

  private static void assertClose(Run a, Run b) {
    for (int i = 0; i < a.numbers().size(); i++) {
      assertThat(a.numbers().get(i)).isCloseTo(b.numbers().get(i), within(1e-10));
    }
    assertThat(a.gradient()).containsExactly(b.gradient(), within(1e-10));
    assertThat(a.weights()).containsExactly(b.weights(), within(1e-10));
  }

  @Test
  void a_recorded_step_around_java_gives_the_numbers_gradients_and_weights_of_the_eager_one() {
    for (int micros : new int[] {1, 3}) {
      Run eager = train(DType.FLOAT64, TrainStep::eager, micros, false);
      assertClose(train(DType.FLOAT64, TrainStep::traced, micros, false), eager);
      assertClose(train(DType.FLOAT64, TrainStep::traced, micros, true), eager);
      assertClose(train(DType.FLOAT64, TrainStep::eager, micros, true), eager);
    }
  }

  @Test
  void steps_repeat_to_the_bit() {
    Run one = train(DType.FLOAT32, TrainStep::traced, 2, false);
    Run again = train(DType.FLOAT32, TrainStep::traced, 2, false);
    assertThat(again.numbers()).isEqualTo(one.numbers());
    assertThat(again.weights()).isEqualTo(one.weights());
  }

  @Test
  void the_script_is_split_in_three_and_what_is_read_later_is_handed_on() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Clusters model = new Clusters();
      Weights weights = Weights.create(torch, model, 3);
      try (TrainStep step = TrainStep.traced(weights, model::loss, ADAMW)) {
        String script = step.script(Map.of("x", torch.ones(8, 4)), Phase.TRAIN);
        assertThat(script).containsSubsequence("def cut0(", "def cut1(", "def main(");
        String first = script.substring(script.indexOf("def cut0("), script.indexOf("def cut1("));
        assertThat(first).doesNotContain("inputs[1]").containsOnlyOnce("return [");
        assertThat(script.substring(script.indexOf("def main("))).contains("= inputs[2]");
      }
    }
  }

  /** The program may write over a result that nothing else in it reads. */
  @Test
  void a_function_may_return_what_it_keeps_or_what_it_got() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Tensor kept = torch.tensor(new double[] {1, 2, 3}, 3);
      Linear layer = new Linear(3, 3, Init.normal(1), null);
      Weights weights = Weights.create(torch, layer, 1);
      LossFunction loss =
          (b, phase) -> {
            Tensor x = b.get("x").mul(2);
            Tensor own =
                Torch.host("kept", List.of(x), DType.FLOAT32, new long[] {3}, (t, in) -> kept);
            Tensor same =
                Torch.host("same", List.of(x), DType.FLOAT32, new long[] {3}, (t, in) -> in.get(0));
            Tensor y = own.add(1).exp().add(same.mul(3).exp()).add(x);
            return new Objective(layer.forward(y.unsqueeze(0)).sum());
          };
      try (TrainStep step = TrainStep.traced(weights, loss, ADAMW);
          TrainStep eager = TrainStep.eager(weights, loss, ADAMW)) {
        Map<String, Tensor> batch = Map.of("x", torch.tensor(new double[] {0.1, 0.2, 0.3}, 3));
        double first = step.evaluate(batch, Phase.VALIDATION, 1).loss();
        assertThat(step.evaluate(batch, Phase.VALIDATION, 1).loss()).isEqualTo(first);
        assertThat(eager.evaluate(batch, Phase.VALIDATION, 1).loss())
            .isCloseTo(first, within(1e-4));
        assertThat(kept.toDoubles()).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void a_result_of_another_shape_is_named() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Clusters model = new Clusters();
      model.assign = (t, in) -> t.tensor(new long[5], 5);
      Weights weights = Weights.create(torch, model, 3);
      Map<String, Tensor> batch = Map.of("x", torch.ones(8, 4));
      for (Kind kind : List.<Kind>of(TrainStep::traced, TrainStep::eager)) {
        try (TrainStep step = kind.create(weights, model::loss, ADAMW)) {
          assertThatThrownBy(() -> step.train(List.of(batch), new StepSettings(1, 5, 1, ADAMW)))
              .hasMessageContaining("host function nearest was to return")
              .hasMessageContaining("[8]")
              .hasMessageContaining("[5]");
        }
      }
    }
  }

  @Test
  void a_step_with_java_in_it_is_not_exported(@TempDir Path dir) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Clusters model = new Clusters();
      Weights weights = Weights.create(torch, model, 3);
      try (TrainStep step = TrainStep.traced(weights, model::loss, ADAMW)) {
        ExportPlan plan = ExportPlan.of(List.of(new StepSettings(1, 5, 1, ADAMW)));
        assertThatThrownBy(() -> step.export(Map.of("x", torch.ones(8, 4)), plan, "cpu", dir))
            .isInstanceOf(NotTraceableException.class)
            .hasMessageContaining("host function nearest");
      }
      assertThat(dir).isEmptyDirectory();
    }
  }
}
