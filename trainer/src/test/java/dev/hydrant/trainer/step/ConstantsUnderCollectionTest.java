package dev.hydrant.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a recorded step reads besides its inputs stays as it was, whatever the collector frees. */
class ConstantsUnderCollectionTest {
  private static final int WIDTH = 16;
  private static final Map<String, Rule> RULES = Map.of("all", new AdamW(1e-3, 0.9, 0.95, 1e-8, 0));

  /** Sizes that live in different places of the C library's heap. */
  private static final List<Integer> SIZES = List.of(8, 100, 4_000, 40_000);

  private static Tensor loss(Linear layer, Tensor ids) {
    Torch torch = ids.torch();
    Tensor x = torch.tensor(values(64 * WIDTH), 64, WIDTH).embedding(ids);
    Rotary rotary = Rotary.of(torch, ids.size(1), Rotary.geometric(WIDTH, 100));
    Tensor y = rotary.apply(layer.forward(x).unsqueeze(2)).squeeze(2).square().mean();
    for (int n : SIZES) {
      Tensor real = torch.tensor(values(n), n);
      Tensor whole = torch.tensor(LongStream.range(0, n).toArray(), n);
      y = y.add(layer.weight.abs().sum().mul(real.mul(whole).mean()).mul(1e-3));
    }
    return y;
  }

  private static double[] values(int n) {
    return DoubleStream.iterate(0.5, v -> (v * 7 + 0.3) % 1).limit(n).toArray();
  }

  /** Lets freed memory be handed out again, full of other numbers. */
  private static final class Disturbance {
    private final List<ByteBuffer> taken = new ArrayList<>();

    void after(int step) {
      if (step % 10 == 1) {
        System.gc();
      }
      if (step % 40 == 0) {
        taken.clear();
      }
      for (int n : SIZES) {
        ByteBuffer memory = ByteBuffer.allocateDirect(n * Double.BYTES);
        while (memory.hasRemaining()) {
          memory.put((byte) 0x41);
        }
        taken.add(memory);
      }
    }
  }

  private record Run(List<Double> losses, double[] weights) {}

  private static Run train(DType type, DType low, Disturbance disturbance) {
    List<Double> losses = new ArrayList<>();
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), type)) {
      torch.autocast(low);
      Linear layer = new Linear(WIDTH, WIDTH, Init.normal(0.3), null);
      Weights weights = Weights.create(torch, layer, 3);
      LossFunction loss = (b, phase) -> new Objective(loss(layer, b.get("inputs")));
      try (TrainStep step = TrainStep.traced(weights, loss, RULES)) {
        for (int i = 1; i <= 200; i++) {
          try (Scope s = torch.scope()) {
            long at = i;
            Tensor ids =
                torch.tensor(LongStream.range(0, 32).map(k -> (at + 3 * k) % 64).toArray(), 2, 16);
            if (disturbance != null) {
              disturbance.after(i);
            }
            losses.add(
                step.train(List.of(Map.of("inputs", ids)), new StepSettings(i, 5, 1, RULES))
                    .loss());
          }
        }
      }
      return new Run(losses, weights.flat().toDoubles());
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32,", "FLOAT32, BFLOAT16", "FLOAT32, FLOAT16", "FLOAT64,"})
  void two_hundred_recorded_steps_are_the_same_with_collections_and_without(DType type, DType low) {
    Run quiet = train(type, low, null);
    Run disturbed = train(type, low, new Disturbance());
    assertThat(quiet.losses()).allMatch(Double::isFinite).doesNotHaveDuplicates();
    for (int i = 0; i < quiet.losses().size(); i++) {
      assertThat(disturbed.losses().get(i)).as("step " + (i + 1)).isEqualTo(quiet.losses().get(i));
    }
    assertThat(Arrays.equals(disturbed.weights(), quiet.weights())).isTrue();
  }
}
