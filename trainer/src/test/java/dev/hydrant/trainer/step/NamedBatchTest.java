package dev.hydrant.trainer.step;

import static dev.hydrant.trainer.step.TinyTraining.ADAMW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedBatchTest {
  /** Every kind of array, as a data source gives them. */
  private static final Map<String, Batch.Array> ARRAYS =
      Map.of(
          "coordinates", new Batch.Floats(new float[] {0.5f, -1, 2}, 3),
          "weights", new Batch.Doubles(new double[] {1, 0.25, 4}, 3),
          "counts", new Batch.Ints(new int[] {2, -3, 5}, 3),
          "classes", new Batch.Longs(new long[] {0, 2, 1}, 3),
          "pixels", new Batch.Bytes(new byte[] {0, (byte) 200, 17}, 3),
          "mask", new Batch.Bools(new boolean[] {true, false, true}, 3));

  private static final class Line extends Module {
    final Parameter w = parameter("w", Init.ones(), 3);

    Objective loss(Map<String, Tensor> b, Phase phase) {
      Tensor x = b.get("coordinates").mul(b.get("weights")).add(b.get("counts"));
      Tensor y = x.add(w.gather(0, b.get("classes"))).add(b.get("pixels").to(DType.FLOAT32));
      Tensor seen = b.get("mask").to(DType.FLOAT32);
      return new Objective(y.mul(w).square().mul(seen).sum());
    }
  }

  private static Map<String, Tensor> batch(EagerTorch torch, boolean reversed) {
    List<String> names = new ArrayList<>(ARRAYS.keySet());
    if (reversed) {
      Collections.reverse(names);
    }
    Map<String, Tensor> batch = new LinkedHashMap<>();
    names.forEach(n -> batch.put(n, ARRAYS.get(n).in(torch)));
    return batch;
  }

  /** (½·1 + 2 + 1 + 0)² + (2·4 + 5 + 1 + 17)², the second masked out. */
  @Test
  void every_kind_of_array_reaches_the_loss_under_its_name() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Line model = new Line();
      Weights weights = Weights.create(torch, model, 1);
      try (TrainStep eager = TrainStep.eager(weights, model::loss, ADAMW);
          TrainStep traced = TrainStep.traced(weights, model::loss, ADAMW)) {
        for (TrainStep step : List.of(eager, traced)) {
          assertThat(step.evaluate(batch(torch, false), Phase.VALIDATION, 1).loss())
              .isCloseTo(3.5 * 3.5 + 31 * 31, within(1e-3));
        }
      }
    }
  }

  @Test
  void the_order_in_which_a_batch_names_its_tensors_means_nothing() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Line model = new Line();
      Weights weights = Weights.create(torch, model, 1);
      try (TracedStep step = new TracedStep(weights, model::loss, ADAMW)) {
        List<Map<String, Tensor>> micros = List.of(batch(torch, false), batch(torch, true));
        GradientStep.Row one = step.gradients(micros.get(0), 0, 1);
        GradientStep.Row other = step.gradients(micros.get(1), 0, 1);
        assertThat(other.values()).isEqualTo(one.values());
        double mean = step.train(micros, new StepSettings(1, 5, 1, ADAMW)).loss();
        assertThat(mean).isEqualTo(one.values()[0]);
        assertThat(step.programs()).isEqualTo(1);
      }
    }
  }
}
