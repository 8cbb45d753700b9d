package dev.hydrant.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.TensorType;
import dev.hydrant.trainer.torch.Trace;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepEstimateTest {
  private static final Rule RULE = new AdamW(1e-3, 0.9, 0.95, 1e-8, 0.1);

  @Test
  void countsTheOperationsOfGpt2ByItsFormula() {
    long l = 3;
    long d = 32;
    long v = 100;
    long t = 16;
    long b = 2;
    Gpt2 model = new Gpt2(new Gpt2Config((int) v, (int) t, (int) d, 2, (int) l, 4, true));
    TensorType ids = new TensorType(DType.INT64, b, t);
    StepEstimate e =
        StepEstimate.of(
            new Trace(DType.FLOAT32, "cpu"),
            Layout.of(model, p -> "all"),
            (x, p) -> new Objective(model.loss(x.get("inputs"), x.get("targets"))),
            Map.of("inputs", ids, "targets", ids),
            Map.of("all", RULE),
            false);
    long products = 6 * b * t * (12 * l * d * d + v * d);
    long attention = l * 14 * b * t * t * d;
    assertThat(e.step().flops()).isEqualTo(products + attention);
    assertThat(e.parameters()).isEqualTo(model.parameterCount());
    assertThat(e.script()).contains("attention_backward", "def optimize(");
    long learned = model.parameterCount();
    assertThat(e.stateBytes().get("all")).isBetween(8 * learned, 8 * learned + 8 * 16 * 99);
    // At least all activations that the backward pass reads: 16 widths of each position and layer.
    assertThat(e.step().peakBytes()).isBetween(4 * l * b * t * d * 13, 4 * l * b * t * d * 40);
  }

  @Test
  void allocatesNothingForAModelLargerThanMemory() {
    Gpt2 model = new Gpt2(new Gpt2Config(50257, 2048, 12288, 96, 96, 4, true));
    TensorType ids = new TensorType(DType.INT64, 1, 2048);
    StepEstimate e =
        StepEstimate.of(
            new Trace(DType.FLOAT32, "cpu"),
            Layout.of(model, p -> "all"),
            (x, p) -> new Objective(model.loss(x.get("inputs"), x.get("targets"))),
            Map.of("inputs", ids, "targets", ids),
            Map.of("all", RULE),
            false);
    assertThat(e.parameters()).isGreaterThan(174_000_000_000L);
    assertThat(e.totalBytes()).isGreaterThan(4L * e.parameters() * 4);
  }
}
