package dev.hydrant.trainer.lm.vanilla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.RecordSchema;
import dev.hydrant.trainer.lm.CausalModelContract;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.TinyModels;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Activation;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VanillaTest extends CausalModelContract<Gpt2> {
  private static final RecordSchema<Gpt2Config> SCHEMA = RecordSchema.of(Gpt2Config.class);
  private static final String KINDS = "mm" + Golden.GPT_BLOCK.repeat(2) + "gv";

  private static Gpt2Config config(Activation nonlin) {
    return new Gpt2Config(13, 256, 8, 2, 2, 4, 1e-5, nonlin, true);
  }

  @Override
  protected Gpt2 tiny() {
    return new Gpt2(new Gpt2Config(13, 6, 8, 2, 2, 3, 1e-5, Activation.SILU, true));
  }

  @Override
  protected Gpt2 small() {
    return new Gpt2(new Gpt2Config(13, 256, 64, 2, 2, 4, 1e-5, Activation.RELU_SQUARED, true));
  }

  @Override
  protected Tensor logits(Gpt2 model, Tensor ids) {
    return model.logits(ids);
  }

  @Override
  protected Tensor loss(Gpt2 model, Tensor ids, Tensor targets) {
    return model.loss(ids, targets);
  }

  @Test
  void counts_the_parameters_of_gpt2() {
    assertThat(new Gpt2(SCHEMA.defaults()).parameterCount()).isEqualTo(124_439_808L);
    Gpt2Config tiny =
        SCHEMA.bind(
            Map.of("vocab_size", 256, "n_ctx", 64, "num_layers", 2, "model_dim", 64, "n_heads", 2));
    assertThat(new Gpt2(tiny).parameterCount()).isEqualTo(120_576L);
  }

  @Test
  void is_gpt2_by_another_name() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      TrainableModel vanilla = TinyModels.of("vanilla");
      TrainableModel gpt2 = TinyModels.of("gpt2", "nonlin: relu, eps: 1e-4, ");
      Gpt2 one = (Gpt2) vanilla.module();
      Gpt2 other = (Gpt2) gpt2.module();
      Golden.fill(torch, one, KINDS);
      Golden.fill(torch, other, KINDS);
      assertThat(one.logits(Golden.ids(torch)).toDoubles())
          .containsExactly(other.logits(Golden.ids(torch)).toDoubles());
      assertThat(vanilla.flopsPerItem()).isEqualTo(gpt2.flopsPerItem());
    }
  }

  @Test
  void honours_its_non_linearity() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      double[] tanh = logits(torch, Activation.GELU_TANH);
      double[] exact = logits(torch, Activation.GELU);
      assertThat(exact).isNotEqualTo(tanh).containsExactly(tanh, within(5e-3));
      assertThat(logits(torch, Activation.RELU)).isNotEqualTo(logits(torch, Activation.SILU));
    }
  }

  private static double[] logits(EagerTorch torch, Activation nonlin) {
    Gpt2 model = new Gpt2(config(nonlin));
    Golden.fill(torch, model, KINDS);
    return model.logits(Golden.ids(torch)).toDoubles();
  }
}
