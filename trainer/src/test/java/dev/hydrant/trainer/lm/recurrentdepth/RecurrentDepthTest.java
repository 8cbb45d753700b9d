package dev.hydrant.trainer.lm.recurrentdepth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.CausalModelContract;
import dev.hydrant.trainer.lm.Configs;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrentDepthTest extends CausalModelContract<RecurrentDepth> {
  private static final String TINY =
      "vocab_size: 13, n_ctx: 6, d_model: 8, num_heads: 2, l_p: 1, l_core: 1, l_c: 1";

  private static RecurrentDepth model(String yaml) {
    return new RecurrentDepth(Configs.of(RecurrentDepthConfig.class, "{" + yaml + "}"));
  }

  @Override
  protected RecurrentDepth tiny() {
    return model(TINY + ", s0_std: 0");
  }

  @Override
  protected RecurrentDepth small() {
    return model(
        "vocab_size: 13, n_ctx: 256, d_model: 64, num_heads: 2, l_p: 1, l_core: 1, l_c: 1,"
            + " k_trunc: 2, mean_recurrence: 3");
  }

  @Override
  protected Tensor logits(RecurrentDepth model, Tensor ids) {
    return model.logits(ids, 3);
  }

  @Override
  protected Tensor loss(RecurrentDepth model, Tensor ids, Tensor targets) {
    return model.loss(ids, targets, 3);
  }

  @Test
  void counts_parameters_without_allocating_and_whatever_the_recurrence() {
    assertThat(model("").parameterCount()).isEqualTo(97_268_736L);
    assertThat(model("mean_recurrence: 8, eval_recurrence: 3").parameterCount())
        .isEqualTo(97_268_736L);
    assertThat(
            model(
                    "vocab_size: 256, n_ctx: 64, d_model: 64, num_heads: 2, l_p: 1, l_core: 1, l_c:"
                        + " 1")
                .parameterCount())
        .isEqualTo(178_816L);
    assertThat(model("tie_embeddings: false").parameterCount())
        .isEqualTo(97_268_736L + 50257L * 768);
    assertThat(model("adapter_mode: add").parameterCount())
        .isEqualTo(97_268_736L - (2L * 768 * 768 + 768));
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          RecurrentDepth model = tiny();
          Golden.fill(torch, model, "mm" + Golden.GPT_BLOCK.repeat(3) + "mvgv");
          Tensor ids = Golden.ids(torch);
          assertThat(model.loss(ids, Golden.targets(torch), 3).item())
              .isCloseTo(2.700645, within(tolerance));
          assertThat(Golden.first(model.logits(ids, 3), 5))
              .containsExactly(new double[] {0.058092, 0.596353, -0.209057}, within(tolerance));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void truncation_changes_gradients_and_never_the_loss(int kept) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor ids = Golden.ids(torch);
      Tensor targets = Golden.targets(torch);
      RecurrentDepth whole = model(TINY + ", k_trunc: 64");
      Weights a = Weights.create(torch, whole, 1);
      RecurrentDepth cut = model(TINY + ", k_trunc: " + kept);
      Weights b = Weights.create(torch, cut, 1);
      perturb(a, 0.1);
      perturb(b, 0.1);
      torch.randomKey(3, 1);
      Tensor lossWhole = whole.loss(ids, targets, 4);
      torch.randomKey(3, 1);
      Tensor lossCut = cut.loss(ids, targets, 4);
      assertThat(lossCut.item()).isEqualTo(lossWhole.item());
      double apart = 0;
      List<Tensor> full = torch.gradients(lossWhole, a.trainable());
      List<Tensor> some = torch.gradients(lossCut, b.trainable());
      for (int i = 0; i < full.size(); i++) {
        apart = Math.max(apart, full.get(i).sub(some.get(i)).abs().amax().item());
      }
      if (kept >= 4) {
        assertThat(apart).isZero();
      } else {
        assertThat(apart).isGreaterThan(1e-6);
      }
    }
  }

  @Test
  void repeating_the_core_is_a_deeper_core_with_copies_of_its_weights() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      String sizes = TINY + ", s0_std: 0.5, adapter_mode: concat";
      RecurrentDepth once = model(sizes);
      Weights one = Weights.create(torch, once, 1);
      RecurrentDepth thrice = model(sizes.replace("l_core: 1", "l_core: 3"));
      Weights three = Weights.create(torch, thrice, 1);
      perturb(one, 0.1);
      // The adapter hands the state on and drops e, so that repetitions are blocks in a row.
      one.set(
          named(once, "adapter.weight"), Torch.cat(List.of(torch.eye(8), torch.zeros(8, 8)), 1));
      one.set(named(once, "adapter.bias"), torch.zeros(8));
      for (Parameter p : thrice.parameters()) {
        three.set(p, named(once, p.name().replaceFirst("^core\\.\\d", "core.0")));
      }
      Tensor ids = Golden.ids(torch);
      Tensor targets = Golden.targets(torch);
      torch.randomKey(3, 1);
      Tensor repeated = once.loss(ids, targets, 3);
      torch.randomKey(3, 1);
      Tensor unrolled = thrice.loss(ids, targets, 1);
      assertThat(repeated.item()).isCloseTo(unrolled.item(), within(1e-13));
      List<Tensor> shared = torch.gradients(repeated, one.trainable());
      List<Tensor> copies = torch.gradients(unrolled, three.trainable());
      for (int i = 0; i < shared.size(); i++) {
        String name = one.trainable().get(i).name();
        if (name.startsWith("core.0.")) {
          Tensor sum =
              IntStream.range(0, 3)
                  .mapToObj(
                      k -> copies.get(index(three, name.replace("core.0.", "core." + k + "."))))
                  .reduce(Tensor::add)
                  .orElseThrow();
          assertThat(shared.get(i).toDoubles())
              .as(name)
              .containsExactly(sum.toDoubles(), within(1e-12));
        }
      }
    }
  }

  private static Parameter named(RecurrentDepth model, String name) {
    return model.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private static int index(Weights weights, String name) {
    return IntStream.range(0, weights.trainable().size())
        .filter(i -> weights.trainable().get(i).name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_random_state_moves_the_logits_a_little_and_none_repeats_them() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      RecurrentDepth model = model(TINY);
      Weights.create(torch, model, 1);
      Tensor ids = Golden.ids(torch);
      torch.randomKey(1, 1);
      double[] a = model.logits(ids, 2).toDoubles();
      torch.randomKey(2, 1);
      double[] b = model.logits(ids, 2).toDoubles();
      torch.randomKey(1, 1);
      assertThat(model.logits(ids, 2).toDoubles()).isEqualTo(a);
      assertThat(b).isNotEqualTo(a).containsExactly(a, within(0.3));
      RecurrentDepth fixed = tiny();
      Weights.create(torch, fixed, 1);
      assertThat(fixed.logits(ids, 64).toDoubles()).isEqualTo(fixed.logits(ids, 64).toDoubles());
    }
  }

  @Test
  void starts_near_the_entropy_of_a_uniform_guess_with_any_norms_and_repetitions() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      for (String norms : List.of("pre", "sandwich")) {
        RecurrentDepth model =
            model(
                "vocab_size: 256, n_ctx: 64, d_model: 64, num_heads: 2, l_p: 1, l_core: 1, l_c: 1,"
                    + " norm_style: "
                    + norms);
        Weights.create(torch, model, 7);
        for (int r : new int[] {1, 8}) {
          assertThat(model.loss(ids(torch, 1, 256, 4, 64), ids(torch, 2, 256, 4, 64), r).item())
              .isCloseTo(5.56, within(0.06));
        }
      }
    }
  }

  @Test
  void repetitions_are_distributed_as_stated() {
    Recurrences free = new Recurrences(32, 0.25, Integer.MAX_VALUE, 5);
    double[] n = LongStream.range(0, 100_000).mapToDouble(free::of).toArray();
    assertThat(Arrays.stream(n).average().orElseThrow()).isCloseTo(33, within(0.33));
    assertThat(median(n)).isCloseTo(29, within(1.0));
    assertThat(mean(new Recurrences(32, 0.25, 64, 5))).isCloseTo(32.0, within(0.4));
    assertThat(mean(new Recurrences(32, 3, 64, 5))).isCloseTo(17.7, within(0.4));
    assertThat(LongStream.range(0, 10_000).mapToInt(new Recurrences(32, 3, 64, 5)::of))
        .allMatch(i -> i >= 1 && i <= 64)
        .contains(1, 64);
  }

  private static double mean(Recurrences r) {
    return LongStream.range(0, 30_000).mapToInt(r::of).average().orElseThrow();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  @Test
  void repetitions_depend_on_seed_and_batch_alone() {
    Recurrences r = new Recurrences(32, 3, 64, 5);
    assertThat(r.of(9)).isEqualTo(new Recurrences(32, 3, 64, 5).of(9));
    int[] batches = LongStream.range(0, 50).mapToInt(r::of).toArray();
    assertThat(LongStream.range(0, 50).mapToInt(new Recurrences(32, 3, 64, 6)::of).toArray())
        .isNotEqualTo(batches);
  }

  @Test
  void with_one_step_of_gradient_the_state_before_it_is_a_constant() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      RecurrentDepth model = model(TINY + ", k_trunc: 1");
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.1);
      Tensor targets = Golden.targets(torch);
      Tensor e = model.encode(Golden.ids(torch));
      Tensor start = model.start(e);
      Tensor before = torch.constant(() -> model.repeat(start, e, 2));
      Tensor cut = model.crossEntropy(model.hidden(e, start, 3), targets);
      List<Tensor> a = torch.gradients(cut, weights.trainable());
      Tensor again = model.encode(Golden.ids(torch));
      Tensor last = model.crossEntropy(model.hidden(again, before, 1), targets);
      List<Tensor> b = torch.gradients(last, weights.trainable());
      for (int i = 0; i < a.size(); i++) {
        assertThat(a.get(i).toDoubles()).containsExactly(b.get(i).toDoubles(), within(1e-15));
      }
    }
  }

  @Test
  void counts_the_operations_of_the_repetitions_it_draws() {
    RecurrentDepthConfig c =
        Configs.of(
            RecurrentDepthConfig.class,
            "{vocab_size: 10, n_ctx: 4, d_model: 8, num_heads: 2, l_p: 1, l_core: 2, l_c: 1,"
                + " k_trunc: 3, adapter_mode: add}");
    // Nearly always the maximum of five repetitions, three of them with a gradient.
    double block = 12 * 64 + 2 * 4 * 8;
    assertThat(RecurrentDepthAdapter.flopsPerToken(c, new Recurrences(1000, 0, 5, 1)))
        .isCloseTo(6 * (80 + 2 * block + 3 * 2 * block) + 2 * 2 * 2 * block, within(1e-9));
  }

  @Test
  void says_how_often_the_core_runs() {
    assertThat(new Recurrences(32, 3, 64, 5).describe())
        .matches("1[78]\\.\\d times on average, half the batches at most \\d times, .* of 64");
  }
}
