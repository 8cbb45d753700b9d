package dev.hydrant.trainer.lm.nsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.trainer.lm.CausalModelContract;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.lm.currentbest.CurrentBest;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NsaTest extends CausalModelContract<CurrentBest> {
  private static NsaConfig config(int l, int block, int count, int window, Object... more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("vocab_size", 13);
    values.put("num_layers", 2);
    values.put("model_dim", 16);
    values.put("num_heads", 2);
    values.put("compress_block_size", l);
    values.put("selection_block_size", block);
    values.put("num_selected_blocks", count);
    values.put("sliding_window_size", window);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return RecordSchema.of(NsaConfig.class).bind(values);
  }

  @Override
  protected CurrentBest tiny() {
    return NsaAdapter.module(config(2, 4, 1, 3, "num_layers", 2));
  }

  @Override
  protected CurrentBest small() {
    return NsaAdapter.module(config(4, 8, 4, 16, "model_dim", 64));
  }

  /** No multiple of a block of either kind. */
  @Override
  protected int length() {
    return 11;
  }

  @Override
  protected Tensor logits(CurrentBest model, Tensor ids) {
    return model.logits(ids, null);
  }

  @Override
  protected Tensor loss(CurrentBest model, Tensor ids, Tensor targets) {
    return model.loss(ids, targets, null);
  }

  @Test
  void counts_parameters_without_allocating() {
    NsaConfig full = RecordSchema.of(NsaConfig.class).defaults();
    assertThat(NsaAdapter.module(full).parameterCount()).isEqualTo(330_606_330L);
    NsaConfig small =
        config(4, 4, 4, 32, "vocab_size", 256, "num_layers", 4, "num_heads", 4, "model_dim", 64);
    assertThat(NsaAdapter.module(small).parameterCount()).isEqualTo(496_706L);
  }

  /** An attention with weights, by their names, and an output that changes nothing. */
  private record Lone(NsaAttention attention, Map<String, Parameter> named, Weights weights) {
    static Lone of(EagerTorch torch, NsaConfig c, int chunk) {
      NsaAttention a = new NsaAttention(c, chunk);
      Weights weights = Weights.create(torch, a, 3);
      perturb(weights, 0.1);
      Map<String, Parameter> named =
          a.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
      weights.set(named.get("c_proj.weight"), torch.eye(16));
      return new Lone(a, named, weights);
    }

    /** Opens some gates and closes the others: cmp, slc, win. */
    void gates(double... open) {
      double[] bias = {open[0], open[1], open[2], open[0], open[1], open[2]};
      for (int i = 0; i < bias.length; i++) {
        bias[i] = bias[i] == 1 ? 60 : -60;
      }
      weights.set(named.get("gate.weight"), weights.torch().zeros(6, 16));
      weights.set(named.get("gate.bias"), weights.torch().tensor(bias, 6));
    }

    Tensor forward(Tensor x) {
      return attention.forward(x, null, null, rotary(x));
    }

    static Rotary rotary(Tensor x) {
      return Rotary.of(x.torch(), x.size(1), config(1, 1, 0, 1).trunk().rotaryFrequencies());
    }

    /** All causal attention with the keys and values of one branch. */
    Tensor full(Tensor x, String branch, boolean turned) {
      Tensor q = project(x, "q").rmsNorm(1e-6);
      Tensor k = project(x, "k_" + branch).rmsNorm(1e-6);
      Tensor v = project(x, "v_" + branch).mul(named.get("lambdas").select(0, 0));
      Rotary rotary = rotary(x);
      return (turned ? rotary.apply(q) : q)
          .transpose(1, 2)
          .attention(
              (turned ? rotary.apply(k) : k).transpose(1, 2), v.transpose(1, 2), null, true, 0.12)
          .transpose(1, 2)
          .view(x.shape());
    }

    /** {@code [B, T, H, d]}. */
    Tensor project(Tensor x, String name) {
      return x.linear(named.get(name + ".weight")).view(x.size(0), x.size(1), 2, 8);
    }

    /** The compression of each token by itself. */
    Tensor mlp(String which, Tensor x) {
      return x.add(named.get("mlp_" + which + ".positions"))
          .linear(named.get("mlp_" + which + ".fc.weight"))
          .relu()
          .square()
          .linear(named.get("mlp_" + which + ".proj.weight"));
    }
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          NsaAttention attention = new NsaAttention(config(2, 4, 1, 3));
          List<Parameter> order = new ArrayList<>(attention.parameters());
          Parameter mix = order.remove(0);
          Map<String, Parameter> named =
              order.stream().collect(Collectors.toMap(Parameter::name, p -> p));
          List<Parameter> fixture = new ArrayList<>();
          for (String name :
              List.of(
                  "q.weight",
                  "k_cmp.weight",
                  "v_cmp.weight",
                  "k_slc.weight",
                  "v_slc.weight",
                  "k_win.weight",
                  "v_win.weight",
                  "mlp_k.fc.weight",
                  "mlp_k.proj.weight",
                  "mlp_v.fc.weight",
                  "mlp_v.proj.weight",
                  "mlp_k.positions",
                  "mlp_v.positions",
                  "gate.weight",
                  "gate.bias",
                  "c_proj.weight")) {
            fixture.add(named.get(name));
          }
          Weights weights = Golden.fill(torch, attention, fixture, "m".repeat(11) + "vv" + "mvm");
          weights.set(mix, torch.tensor(new double[] {1, 0}, 2));
          Tensor x = Fill.tensor(torch, 'x', 50, 1, 10, 16);
          Tensor y = attention.forward(x, null, null, Lone.rotary(x));
          double[][] expected = {
            {0.045494, 0.361200, 0.084750},
            {-0.118118, 0.018100, 0.013915},
            {-0.022265, -0.025331, -0.218800}
          };
          int[] at = {0, 5, 9};
          for (int i = 0; i < 3; i++) {
            assertThat(Golden.first(y, at[i])).containsExactly(expected[i], within(tolerance));
          }
          Lone lone = new Lone(attention, named, weights);
          weights.set(named.get("c_proj.weight"), torch.eye(16));
          lone.gates(1, 0, 0);
          assertThat(Golden.first(lone.forward(x), 5)[0]).isCloseTo(0.033742, within(tolerance));
          assertThat(Golden.first(lone.forward(x), 5)[1]).isCloseTo(0.063980, within(tolerance));
          assertThat(lone.forward(x).select(1, 0).abs().amax().item()).isLessThan(1e-12);
        });
  }

  @Test
  void a_window_over_all_is_full_attention_with_its_keys() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Lone lone = Lone.of(torch, config(2, 4, 1, 50), 4);
      lone.gates(0, 0, 1);
      Tensor x = torch.random("x").normal(2, 11, 16);
      assertThat(lone.forward(x).sub(lone.full(x, "win", true)).abs().amax().item())
          .isLessThan(1e-10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 64})
  void selecting_all_blocks_is_full_attention_with_their_keys(int chunk) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Lone lone = Lone.of(torch, config(2, 4, 9, 3), chunk);
      lone.gates(0, 1, 0);
      Tensor x = torch.random("x").normal(2, 11, 16);
      assertThat(lone.forward(x).sub(lone.full(x, "slc", true)).abs().amax().item())
          .isLessThan(1e-10);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 4, 2, 3, 21, 8",
    "2, 4, 1, 40, 16, 64",
    "3, 3, 4, 5, 40, 16",
    "4, 8, 2, 33, 70, 32"
  })
  void gathers_what_masks_over_all_pairs_would_show_with_the_same_gradients(
      int l, int block, int count, int window, int length, int chunk) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      NsaConfig c = config(l, block, count, window);
      Lone lone = Lone.of(torch, c, chunk);
      perturb(lone.weights(), 0.2);
      Tensor x = torch.random("x").normal(1, length, 16);
      Tensor values = torch.random("values").normal(1, length, 16);
      Tensor probe = torch.random("probe").normal(1, length, 16);
      Tensor gathered = lone.attention().forward(x, values, null, Lone.rotary(x));
      Tensor dense = new DenseNsa(torch, c, lone.named()).forward(x, values, Lone.rotary(x));
      assertThat(gathered.toDoubles()).containsExactly(dense.toDoubles(), within(1e-10));
      List<Parameter> all = lone.weights().trainable();
      List<Tensor> actual = torch.gradients(gathered.mul(probe).sum(), all);
      List<Tensor> expected = torch.gradients(dense.mul(probe).sum(), all);
      for (int i = 0; i < all.size(); i++) {
        assertThat(actual.get(i).toDoubles())
            .as(all.get(i).name())
            .containsExactly(expected.get(i).toDoubles(), within(1e-9));
      }
    }
  }

  @Test
  void blocks_of_one_token_are_full_attention_to_the_compressed_tokens() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Lone lone = Lone.of(torch, config(1, 1, 0, 1), 4);
      lone.gates(1, 0, 0);
      Tensor x = torch.random("x").normal(2, 11, 16);
      Tensor q = lone.project(x, "q").rmsNorm(1e-6).transpose(1, 2);
      Tensor k = lone.project(x, "k_cmp").rmsNorm(1e-6).transpose(1, 2);
      Tensor v = lone.project(x, "v_cmp").mul(lone.named().get("lambdas").select(0, 0));
      Tensor full =
          q.attention(
                  lone.mlp("k", k).rmsNorm(1e-6),
                  lone.mlp("v", v.transpose(1, 2)),
                  null,
                  true,
                  0.12)
              .transpose(1, 2)
              .view(x.shape());
      assertThat(lone.forward(x).sub(full).abs().amax().item()).isLessThan(1e-10);
    }
  }

  @Test
  void of_equals_the_earlier_is_chosen_and_a_single_bit_decides() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      int n = 300;
      double[] row = new double[n];
      java.util.Arrays.fill(row, 0.25);
      row[170] = Math.nextUp(0.25f);
      Tensor kv = torch.zeros(1, 1, n + 1, 4);
      Selection selection = new Selection(kv, kv, 1, 4, 0.12);
      Tensor query = torch.zeros(1, 1, 1, 4);
      assertThat(selection.choose(torch.tensor(row, 1, 1, 1, n), query, n).toLongs())
          .containsExactly(170, 0, 1, 2, n);
      assertThat(selection.choose(torch.zeros(1, 1, 1, n), query, n).toLongs())
          .containsExactly(0, 1, 2, 3, n);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 64", "4, 7", "5, 64"})
  void chunks_of_queries_change_nothing(int one, int other) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      NsaConfig c = config(2, 4, 1, 3);
      Tensor x = torch.random("x").normal(2, 21, 16);
      double[] expected = Lone.of(torch, c, one).forward(x).toDoubles();
      assertThat(Lone.of(torch, c, other).forward(x).toDoubles())
          .containsExactly(expected, within(1e-12));
    }
  }

  @Test
  void selects_the_most_important_of_the_earlier_blocks_and_the_own_one() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor kv = torch.zeros(1, 1, 8, 4);
      Selection selection = new Selection(kv, kv, 2, 2, 0.12);
      Tensor query = torch.zeros(1, 1, 8, 4);
      double[] row = {0.2, 0.5, 0.2, 0.9};
      Tensor importance = torch.tensor(row, 1, 1, 1, 4).expand(1, 1, 8, 4);
      long[] chosen = selection.choose(importance, query, 0).toLongs();
      assertThat(chosen)
          .containsExactly(
              -1, -1, 0, -1, -1, 0, // block 0 alone
              0, -1, 1, 0, -1, 1, // fewer than two earlier ones
              1, 0, 2, 1, 0, 2, //
              1, 0, 3, 1, 0, 3); // of equals the earlier; never a later block, however important
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void short_rows_are_finite_with_their_gradients(int length) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      CurrentBest model = NsaAdapter.module(config(4, 8, 2, 3));
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.1);
      Tensor loss = loss(model, ids(torch, 1, 13, 1, length), ids(torch, 2, 13, 1, length));
      assertThat(loss.item()).isFinite();
      for (Tensor g : torch.gradients(loss, weights.trainable())) {
        assertThat(g.sum().item()).isFinite();
      }
    }
  }

  @Test
  void starts_at_the_entropy_of_the_padded_vocabulary_with_the_window_open() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      CurrentBest model = tiny();
      Weights.create(torch, model, 3);
      assertThat(loss(model, ids(torch, 1, 13, 1, 20), ids(torch, 2, 13, 1, 20)).item())
          .isCloseTo(Math.log(128), within(2e-6));
      Parameter bias =
          model.parameters().stream()
              .filter(p -> p.name().equals("trunk.blocks.0.attn.gate.bias"))
              .findFirst()
              .orElseThrow();
      assertThat(bias.sigmoid().slice(0, 0, 3).toDoubles())
          .containsExactly(new double[] {0.1192, 0.1192, 0.8808}, within(1e-4));
    }
  }
}
