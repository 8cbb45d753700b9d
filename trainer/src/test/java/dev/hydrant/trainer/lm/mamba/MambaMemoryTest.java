package dev.hydrant.trainer.lm.mamba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.lm.Configs;
import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.optim.Sgd;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.StepEstimate;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.TensorType;
import dev.hydrant.trainer.torch.Trace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a recorded step of training takes beside weights and gradients; nothing is allocated. */
class MambaMemoryTest {
  private static final int LAYERS = 3;
  private static final int WIDTH = 256;

  private static long peak(int tokens, int states) {
    Mamba model =
        new Mamba(
            Configs.of(
                MambaConfig.class,
                "{vocab_size: 13, n_layers: %d, d_model: %d, d_state: %d}"
                    .formatted(LAYERS, WIDTH, states)));
    TensorType ids = new TensorType(DType.INT64, 1, tokens);
    return StepEstimate.of(
            new Trace(DType.FLOAT32, "cpu"),
            Layout.of(model, p -> "all"),
            (b, phase) -> new Objective(model.loss(b.get("inputs"), b.get("targets"))),
            Map.of("inputs", ids, "targets", ids),
            Map.of("all", new Sgd(0, 0, 0)),
            false)
        .step()
        .peakBytes();
  }

  @Test
  void states_of_all_tokens_never_exist_at_once() {
    for (int tokens : new int[] {4096, 16384}) {
      long more = peak(tokens, 128) - peak(tokens, 16);
      long statesOfAllTokens = 4L * LAYERS * tokens * (128 - 16) * 2 * WIDTH;
      assertThat(more).isPositive().isLessThan(statesOfAllTokens / 16);
    }
  }

  @Test
  void twice_the_tokens_take_at_most_twice_the_memory() {
    assertThat(peak(8192, 16)).isLessThanOrEqualTo(2 * peak(4096, 16));
  }
}
