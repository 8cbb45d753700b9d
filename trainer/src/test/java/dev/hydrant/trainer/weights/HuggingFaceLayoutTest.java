package dev.hydrant.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.mamba.Mamba;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported means the same to whoever reads names and layouts as Hugging Face does. */
class HuggingFaceLayoutTest {
  private static final int[] IDS = {3, 10, 0, 7, 7, 1};

  @TempDir Path dir;

  /** Exports, makes every weight different, reads it back, and exports again. */
  private Stored scrambled(Models model) throws IOException {
    Stored stored = Stored.read(model.export(dir.resolve("a")).resolve("model.safetensors"));
    Random random = new Random(5);
    stored
        .values()
        .values()
        .forEach(v -> Arrays.setAll(v, i -> (float) (v[i] + 0.2 * random.nextGaussian())));
    Path file = dir.resolve("scrambled.safetensors");
    stored.write(file);
    model.importWeights(file);
    return stored;
  }

  private static void assertLogits(
      TrainableModel model, UnaryOperator<Tensor> logits, double[][] expected) {
    EagerTorch torch = (EagerTorch) model.module().parameters().get(0).torch();
    long[] ids = Arrays.stream(IDS).asLongStream().toArray();
    double[] actual =
        torch.noGrad(() -> logits.apply(torch.tensor(ids, 1, ids.length)).toDoubles());
    double[] flat = Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray();
    assertThat(actual).hasSameSizeAs(flat);
    for (int i = 0; i < flat.length; i++) {
      assertThat(actual[i]).isCloseTo(flat[i], within(1e-4));
    }
  }

  @Test
  void gpt2() throws IOException {
    String config = "vocab_size: 11, n_ctx: 6, d_model: 8, num_heads: 2, n_layers: 2";
    try (Models model = Models.of("gpt2", config, 0)) {
      Stored stored = scrambled(model);
      Gpt2 ours = (Gpt2) model.model().module();
      assertLogits(model.model(), ours::logits, new PlainGpt2(stored, 8, 2, 2).logits(IDS));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"silu", "relu"})
  void mamba(String act) throws IOException {
    String config =
        "vocab_size: 11, n_ctx: 6, d_model: 8, n_layers: 2, d_state: 3, time_step_rank: 2,"
            + " hidden_act: "
            + act;
    DoubleUnaryOperator function = act.equals("silu") ? PlainMamba::silu : v -> Math.max(v, 0);
    try (Models model = Models.of("mamba", config, 0)) {
      Stored stored = scrambled(model);
      Mamba ours = (Mamba) model.model().module();
      PlainMamba plain = new PlainMamba(stored, 8, 16, 3, 2, 4, 2, function);
      assertLogits(model.model(), ours::logits, plain.logits(IDS));
    }
  }
}
