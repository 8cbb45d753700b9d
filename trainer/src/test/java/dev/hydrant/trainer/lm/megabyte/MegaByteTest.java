package dev.hydrant.trainer.lm.megabyte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.Configs;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.LanguageModelContract;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MegaByteTest extends LanguageModelContract<MegaByte> {
  private static final String BLOCK = "gvmvmvmvmvgvmmm";
  private static final String GOLDEN =
      "vocab_size: 13, pad_id: 0, eos_id: 0, n_ctx: 6, patch_size: 3, d_global_pre_patch: 4,"
          + " d_local: 8, n_layers_d_global: 1, n_layers_d_local: 1, local_n_heads: 2,"
          + " global_n_heads: 2, d_mult: 2";

  private static MegaByteConfig config(String yaml) {
    return Configs.of(MegaByteConfig.class, "{" + yaml + "}");
  }

  private static MegaByte model(String yaml) {
    return new MegaByte(config(yaml));
  }

  @Override
  protected MegaByte tiny() {
    return model(GOLDEN);
  }

  @Override
  protected MegaByte small() {
    return model(
        "vocab_size: 13, pad_id: 0, eos_id: 0, n_ctx: 256, patch_size: 4, d_global_pre_patch: 16,"
            + " d_local: 64, n_layers_d_global: 1, n_layers_d_local: 1, local_n_heads: 2,"
            + " global_n_heads: 2");
  }

  @Override
  protected Objective objective(MegaByte model, Tensor ids, Tensor targets, Phase phase) {
    return new Objective(model.loss(targets));
  }

  /** A bias of the keys moves all scores of a query alike. */
  @Override
  protected boolean reachesLoss(Parameter p) {
    return !p.name().endsWith("attn.k.bias");
  }

  @Test
  void counts_parameters_without_allocating() {
    assertThat(model("").parameterCount()).isEqualTo(126_296_515L);
    assertThat(
            model(
                    "n_ctx: 32, patch_size: 4, d_global_pre_patch: 16, d_local: 32,"
                        + " n_layers_d_global: 2, n_layers_d_local: 2")
                .parameterCount())
        .isEqualTo(187_827L);
    assertThat(config("").ids()).isEqualTo(259);
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          // The padding id of the reference is none of its bytes.
          MegaByte model = model(GOLDEN.replace("pad_id: 0", "pad_id: 12"));
          Golden.fill(torch, model, "mmm" + BLOCK + "gv" + "mv" + "mmm" + BLOCK + "gv" + "mv");
          Tensor ids = Golden.targets(torch);
          assertThat(model.loss(ids).item()).isCloseTo(2.770107, within(tolerance));
          assertThat(Golden.first(model.logits(ids), 0))
              .containsExactly(new double[] {-0.299505, 0.274933, -0.328000}, within(tolerance));
          assertThat(Golden.first(model.logits(ids), 5))
              .containsExactly(new double[] {0.261506, -0.573939, -0.117808}, within(tolerance));
        });
  }

  @Test
  void logits_depend_on_the_bytes_before_them_alone() {
    inDoublePrecision(
        (torch, model, weights) -> {
          long[] row = {3, 1, 4, 1, 5, 9};
          Tensor before = model.logits(torch.tensor(row, 1, 6));
          for (int changed = 0; changed < 6; changed++) {
            long[] other = row.clone();
            other[changed] = 11;
            Tensor after = model.logits(torch.tensor(other, 1, 6));
            double[] apart = after.sub(before).abs().amax(2).view(6).toDoubles();
            for (int t = 0; t < 6; t++) {
              if (t <= changed) {
                assertThat(apart[t]).as("%d sees %d", t, changed).isZero();
              } else {
                assertThat(apart[t]).as("%d does not see %d", t, changed).isGreaterThan(1e-9);
              }
            }
          }
        });
  }

  private static Parameter named(MegaByte model, String name) {
    return model.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void without_the_global_model_a_patch_knows_itself_alone() {
    inDoublePrecision(
        (torch, model, weights) -> {
          weights.set(named(model, "to_local.weight"), torch.zeros(8, 4));
          Tensor a = model.logits(Golden.row(torch, 3, 1, 4, 1, 5, 9)).slice(1, 3, 6);
          Tensor b = model.logits(Golden.row(torch, 7, 7, 2, 1, 5, 9)).slice(1, 3, 6);
          Tensor alone = model.logits(Golden.row(torch, 1, 5, 9));
          assertThat(a.contiguous().toDoubles())
              .containsExactly(b.contiguous().toDoubles(), within(1e-14))
              .containsExactly(alone.contiguous().toDoubles(), within(1e-14));
        });
  }

  @Test
  void without_local_bytes_a_patch_does_not_know_itself() {
    inDoublePrecision(
        (torch, model, weights) -> {
          weights.set(named(model, "local.embed_bytes"), torch.zeros(13, 8));
          Tensor a = model.logits(Golden.row(torch, 3, 1, 4, 1, 5, 9));
          Tensor b = model.logits(Golden.row(torch, 3, 1, 4, 8, 8, 8));
          assertThat(a.toDoubles()).containsExactly(b.toDoubles(), within(1e-14));
        });
  }

  @Test
  void byte_by_byte_it_says_what_it_says_of_a_whole_row() {
    inDoublePrecision(
        (torch, model, weights) -> {
          long[] row = {3, 1, 4, 1, 5, 9};
          Tensor whole = model.logits(torch.tensor(row, 1, 6));
          for (int t = 1; t < 6; t++) {
            Tensor next = model.nextLogits(torch.tensor(Arrays.copyOf(row, t), 1, t));
            assertThat(next.toDoubles())
                .containsExactly(whole.select(1, t).contiguous().toDoubles(), within(1e-13));
          }
        });
  }

  @Test
  void patches_of_one_byte_are_a_global_model_alone_shifted_by_one() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      MegaByte model = model(GOLDEN.replace("patch_size: 3", "patch_size: 1"));
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.1);
      long[] row = {3, 1, 4, 1, 5, 9};
      Tensor whole = model.logits(torch.tensor(row, 1, 6));
      assertThat(whole.shape()).containsExactly(1, 6, 13);
      weights.set(named(model, "local.embed_bytes"), torch.random("other").normal(13, 8));
      assertThat(model.logits(torch.tensor(row, 1, 6)).toDoubles())
          .as("the local model sees no byte")
          .containsExactly(whole.toDoubles());
      for (int t = 0; t < 6; t++) {
        long[] other = row.clone();
        other[t] = 11;
        double[] apart =
            model.logits(torch.tensor(other, 1, 6)).sub(whole).abs().amax(2).view(6).toDoubles();
        for (int i = 0; i < 6; i++) {
          assertThat(apart[i] > 1e-9).as("%d sees %d", i, t).isEqualTo(i > t);
        }
      }
    }
  }

  @Test
  void padding_is_not_predicted() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor ids = Golden.row(torch, 3, 1, 4, 1, 0, 0);
          Tensor each = model.logits(ids).crossEntropyEach(ids).view(6);
          assertThat(model.loss(ids).item())
              .isCloseTo(each.slice(0, 0, 4).mean().item(), within(1e-13));
        });
  }

  @Test
  void starts_near_the_entropy_of_a_uniform_guess() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      MegaByte model =
          model(
              "n_ctx: 32, patch_size: 4, d_global_pre_patch: 16, d_local: 32,"
                  + " n_layers_d_global: 2, n_layers_d_local: 2");
      Weights.create(torch, model, 7);
      // ln 259 and half the variance of the logits, 0.02²·32
      assertThat(model.loss(ids(torch, 1, 256, 8, 32)).item()).isCloseTo(5.563, within(0.02));
    }
  }

  @Test
  void refuses_what_does_not_fit() {
    assertThatThrownBy(() -> config("n_ctx: 100"))
        .hasMessageContaining("patch_size must divide n_ctx");
    assertThatThrownBy(() -> config("d_local: 12"))
        .hasMessageContaining("local_n_heads must divide d_local");
    try (EagerTorch torch = EagerTorch.cpu()) {
      MegaByte model = tiny();
      Weights.create(torch, model, 1);
      assertThatThrownBy(() -> model.logits(torch.tensor(new long[9], 1, 9)))
          .hasMessage("The sequence has 9 bytes, but n_ctx is 6");
    }
  }
}
