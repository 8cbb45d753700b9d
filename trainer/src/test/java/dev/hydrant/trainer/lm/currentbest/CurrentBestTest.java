package dev.hydrant.trainer.lm.currentbest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.trainer.lm.CausalModelContract;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.Muon;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.StepSettings;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentBestTest extends CausalModelContract<CurrentBest> {
  private static final RecordSchema<CurrentBestConfig> SCHEMA =
      RecordSchema.of(CurrentBestConfig.class);

  /** Kinds of the fixture's parameters, its skip weights before the head. */
  static final String KINDS = "mmm" + "gmgmmm".repeat(4) + "g";

  static CurrentBestConfig config(int v, int layers, int width, int heads, Object... more) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("vocab_size", v);
    values.put("num_layers", layers);
    values.put("model_dim", width);
    values.put("num_heads", heads);
    values.put("eos_id", 12);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return SCHEMA.bind(values);
  }

  @Override
  protected CurrentBest tiny() {
    return new CurrentBest(config(13, 4, 8, 2));
  }

  @Override
  protected CurrentBest small() {
    return new CurrentBest(config(13, 2, 64, 2, "eos_id", 99));
  }

  @Override
  protected Tensor logits(CurrentBest model, Tensor ids) {
    return model.logits(ids, AttentionWindow.ENDLESS);
  }

  @Override
  protected Tensor loss(CurrentBest model, Tensor ids, Tensor targets) {
    return model.loss(ids, targets, AttentionWindow.ENDLESS);
  }

  /** Ids 0 … 11 open no document, so that one row is one document. */
  @Override
  protected int vocabulary() {
    return 12;
  }

  /** Fills a model in the order of the fixture, where the skip weights come behind the blocks. */
  static void fill(EagerTorch torch, Module model, String kinds) {
    List<Parameter> order = new ArrayList<>(model.parameters());
    order.add(27, order.remove(0));
    Golden.fill(torch, model, order, kinds);
  }

  @ParameterizedTest
  @CsvSource({
    "50257, 12, 768, 275598388",
    "50257, 12, 1024, 404164660",
    "256, 2, 64, 147465",
    "256, 4, 64, 262162",
    "256, 8, 64, 458786",
    "256, 12, 64, 655412"
  })
  void counts_parameters_without_allocating(int v, int layers, int width, long expected) {
    assertThat(new CurrentBest(config(v, layers, width, 4)).parameterCount()).isEqualTo(expected);
  }

  @Test
  void matches_the_reference_values() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          CurrentBest model = new CurrentBest(config(13, 4, 16, 2));
          fill(torch, model, KINDS + "m");
          Tensor ids = Golden.row(torch, 3, 1, 12, 1, 5, 9);
          Tensor targets = Golden.row(torch, 1, 12, 1, 5, 9, 2);
          assertThat(loss(model, ids, targets).item()).isCloseTo(5.055498, within(tolerance));
          Tensor logits = logits(model, ids);
          assertThat(Golden.first(logits, 1))
              .containsExactly(new double[] {13.728996, 15.373671, 15.748475}, within(tolerance));
          assertThat(Golden.first(logits, 5))
              .containsExactly(new double[] {14.671991, 14.304507, 16.349525}, within(tolerance));
          assertThat(model.nextLogits(ids, AttentionWindow.ENDLESS).toDoubles())
              .containsExactly(logits.select(1, 5).contiguous().toDoubles(), within(1e-5));
        });
  }

  @Test
  void matches_the_reference_values_of_windows() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          CurrentBestConfig c = config(13, 4, 16, 2, "window_tokens", 256);
          CurrentBest model = new CurrentBest(c);
          fill(torch, model, KINDS + "m");
          long[] row = new long[401];
          for (int i = 0; i < row.length; i++) {
            row[i] = i == 40 ? 12 : (5 * i + 3) % 12;
          }
          Tensor all = Golden.row(torch, row);
          Tensor ids = all.slice(1, 0, 400).contiguous();
          Tensor targets = all.slice(1, 1, 401).contiguous();
          AttentionWindow window = AttentionWindow.of(c, Map.of(), ids);
          assertThat(model.loss(ids, targets, window).item())
              .isCloseTo(4.926286, within(tolerance));
          assertThat(loss(model, ids, targets).item()).isCloseTo(4.925796, within(tolerance));
          assertThat(Golden.first(model.logits(ids, window), 399))
              .containsExactly(new double[] {14.631377, 15.428649, 15.950322}, within(tolerance));
          AttentionWindow scheduled =
              AttentionWindow.of(
                  config(13, 4, 16, 2),
                  Map.of(AttentionWindow.NAME, torch.tensor(new double[] {2}, 1)),
                  ids);
          assertThat(model.loss(ids, targets, scheduled).item())
              .isCloseTo(4.926286, within(tolerance));
        });
  }

  @ParameterizedTest
  @CsvSource({"50257, 4, 10.825840", "256, 4, 5.545177"})
  void starts_at_the_entropy_of_the_padded_vocabulary(int v, int layers, double expected) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      CurrentBest model = new CurrentBest(config(v, layers, 16, 2, "num_value_embeds", 1));
      Weights.create(torch, model, 3);
      assertThat(loss(model, ids(torch, 1, v, 1, 20), ids(torch, 2, v, 1, 20)).item())
          .isCloseTo(expected, within(2e-6));
    }
  }

  @Test
  void at_the_start_only_the_output_learns_and_muon_takes_zero_gradients() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      CurrentBest model = tiny();
      Weights weights = Weights.create(torch, model, 3);
      Map<String, Rule> rules = Map.of("all", new Muon(0.05, 0.95, true, 0));
      List<Map<String, Tensor>> batch =
          List.of(Map.of("inputs", ids(torch, 1, 12, 2, 6), "targets", ids(torch, 2, 12, 2, 6)));
      try (TrainStep step =
          TrainStep.traced(
              weights,
              (b, phase) -> new Objective(loss(model, b.get("inputs"), b.get("targets"))),
              rules)) {
        step.train(batch, new StepSettings(1, 1, 0, rules));
        assertThat(learning(weights, step)).containsExactly("lm_head.weight");
        step.train(batch, new StepSettings(2, 1, 0, rules));
        assertThat(learning(weights, step))
            .contains("trunk.blocks.0.attn.c_proj.weight", "trunk.blocks.3.mlp.c_proj.weight");
        assertThat(weights.flat().sum().item()).isFinite();
      }
    }
  }

  private static List<String> learning(Weights weights, TrainStep step) {
    return weights.trainable().stream()
        .filter(
            p -> {
              Layout.Range r = weights.place(p);
              return step.state().gradient().slice(0, r.start(), r.end()).abs().amax().item() > 0;
            })
        .map(Parameter::name)
        .toList();
  }

  @Test
  void documents_do_not_see_each_other() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor a = logits(model, Golden.row(torch, 3, 1, 12, 1, 5, 9));
          Tensor b = logits(model, Golden.row(torch, 7, 4, 12, 1, 5, 9));
          assertThat(a.slice(1, 2, 6).sub(b.slice(1, 2, 6)).abs().amax().item()).isLessThan(1e-12);
          assertThat(a.slice(1, 0, 2).sub(b.slice(1, 0, 2)).abs().amax().item())
              .isGreaterThan(1e-6);
        });
  }

  @Test
  void a_window_reaches_back_whole_blocks() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      CurrentBest model = new CurrentBest(config(13, 1, 8, 2, "block_size", 4));
      perturb(Weights.create(torch, model, 1), 0.1);
      Tensor ids = ids(torch, 1, 12, 1, 16);
      for (int changed = 0; changed < 16; changed += 3) {
        long[] row = ids.toLongs();
        row[changed] = (row[changed] + 1) % 12;
        Tensor other = torch.tensor(row, 1, 16);
        // A single layer is short-sighted: half of 4 blocks. Block 3 sees 2 and 3, from position 8.
        AttentionWindow window = AttentionWindow.fixed(ids, 4);
        double moved =
            model.nextLogits(ids, window).sub(model.nextLogits(other, window)).abs().amax().item();
        if (changed < 8) {
          assertThat(moved).as("15 sees %d", changed).isLessThan(1e-12);
        } else {
          assertThat(moved).as("15 sees %d", changed).isGreaterThan(1e-9);
        }
      }
    }
  }

  @Test
  void a_window_as_long_as_the_row_is_none_and_chunks_change_nothing() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor ids = ids(torch, 1, 13, 2, 30);
      AttentionWindow three = AttentionWindow.fixed(ids, 3);
      List<Tensor> qkv =
          List.of(
              torch.random("q").normal(2, 2, 30, 4),
              torch.random("k").normal(2, 2, 30, 4),
              torch.random("v").normal(2, 2, 30, 4));
      double[] endless = attend(qkv, AttentionMask.of(ids, 12, 4, AttentionWindow.ENDLESS));
      assertThat(attend(qkv, AttentionMask.of(ids, 12, 4, AttentionWindow.fixed(ids, 8))))
          .containsExactly(endless, within(1e-12));
      double[] whole = attend(qkv, AttentionMask.of(ids, 12, 4, three));
      assertThat(whole).isNotEqualTo(endless);
      for (long chunk : new long[] {4, 8, 16, 28}) {
        assertThat(attend(qkv, AttentionMask.of(ids, 12, 4, three, chunk)))
            .containsExactly(whole, within(1e-12));
        assertThat(attend(qkv, AttentionMask.of(ids, 12, 4, AttentionWindow.ENDLESS, chunk)))
            .containsExactly(endless, within(1e-12));
      }
    }
  }

  @Test
  void rows_far_longer_than_the_window_stay_finite() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Tensor ids = ids(torch, 1, 12, 1, 1536);
      List<Tensor> qkv =
          List.of(
              torch.random("q").normal(1, 1, 1536, 16),
              torch.random("k").normal(1, 1, 1536, 16),
              torch.random("v").normal(1, 1, 1536, 16));
      AttentionWindow one = AttentionWindow.fixed(ids, 1);
      Tensor whole =
          AttentionMask.of(ids, 12, 128, one).attend(qkv.get(0), qkv.get(1), qkv.get(2), 0.12);
      Tensor parts =
          AttentionMask.of(ids, 12, 128, one, 128).attend(qkv.get(0), qkv.get(1), qkv.get(2), 0.12);
      assertThat(whole.sub(parts).abs().amax().item()).isLessThan(1e-5);
    }
  }

  private static double[] attend(List<Tensor> qkv, AttentionMask mask) {
    return mask.attend(qkv.get(0), qkv.get(1), qkv.get(2), 0.12).contiguous().toDoubles();
  }

  @Test
  void the_window_grows_from_one_block_to_fourteen() {
    assertThat(AttentionWindow.blocks(0, 1000, 128)).isEqualTo(1);
    assertThat(AttentionWindow.blocks(74, 1000, 128)).isEqualTo(1);
    assertThat(AttentionWindow.blocks(75, 1000, 128)).isEqualTo(2);
    assertThat(AttentionWindow.blocks(1000, 1000, 128)).isEqualTo(14);
  }

  @ParameterizedTest
  @CsvSource({"12, LSSSLSSLSSSL", "4, LSSL", "2, LL", "5, LSSLS", "1, S"})
  void layers_that_see_far_mirror_each_other(int layers, String expected) {
    CurrentBestConfig c = config(13, layers, 8, 2);
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < layers; i++) {
      pattern.append(c.seesFar(i) ? 'L' : 'S');
    }
    assertThat(pattern).hasToString(expected);
  }

  @Test
  void the_size_of_queries_does_not_matter_and_logits_stay_in_range() {
    inDoublePrecision(
        (torch, model, weights) -> {
          Tensor ids = ids(torch, 1, 12, 1, 6);
          double[] before = logits(model, ids).toDoubles();
          Parameter qkv = named(model, "trunk.blocks.0.attn.qkv_w");
          double[] w = qkv.toDoubles();
          for (int i = 0; i < 64; i++) {
            w[i] *= 10;
          }
          weights.set(qkv, torch.tensor(w, 3, 8, 8));
          assertThat(logits(model, ids).toDoubles()).containsExactly(before, within(1e-3));
          weights.set(
              named(model, "lm_head.weight"),
              torch.noGrad(() -> named(model, "lm_head.weight").mul(1e4)));
          assertThat(logits(model, ids).amax().item()).isLessThanOrEqualTo(30);
          assertThat(logits(model, ids).amin().item()).isGreaterThanOrEqualTo(0);
        });
  }

  @Test
  void the_size_of_the_queries_of_one_head_does_not_matter() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      CurrentBest model = tiny();
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 1);
      Tensor ids = ids(torch, 1, 12, 1, 6);
      double[] before = logits(model, ids).toDoubles();
      Parameter qkv = named(model, "trunk.blocks.1.attn.qkv_w");
      double[] w = qkv.toDoubles();
      for (int i = 32; i < 64; i++) {
        w[i] *= 10;
      }
      weights.set(qkv, torch.tensor(w, 3, 8, 8));
      assertThat(logits(model, ids).toDoubles()).containsExactly(before, within(1e-4));
      w[0] *= 10;
      weights.set(qkv, torch.tensor(w, 3, 8, 8));
      assertThat(logits(model, ids).sub(torch.tensor(before, 1, 6, 128)).abs().amax().item())
          .as("one row alone does matter")
          .isGreaterThan(1e-3);
    }
  }

  @Test
  void logits_are_thirty_times_a_sigmoid() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      CurrentBest capped = tiny();
      CurrentBest free = new CurrentBest(config(13, 4, 8, 2, "softcap", 0));
      for (CurrentBest m : List.of(capped, free)) {
        perturb(Weights.create(torch, m, 1), 0.5);
      }
      Tensor ids = ids(torch, 1, 12, 1, 6);
      double[] expected = logits(free, ids).mul(1 / 7.5).sigmoid().mul(30).toDoubles();
      assertThat(logits(capped, ids).toDoubles()).containsExactly(expected, within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 12})
  void at_the_start_blocks_and_skips_leave_the_direction_of_the_embedding(int layers) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Trunk trunk = new Trunk(config(13, layers, 8, 2));
      Weights.create(torch, trunk, 3);
      Tensor ids = ids(torch, 1, 13, 1, 6);
      Tensor out = trunk.forward(ids, trunk.shared(ids, AttentionWindow.ENDLESS));
      assertThat(out.toDoubles()).containsExactly(trunk.embed(ids).toDoubles(), within(1e-5));
    }
  }

  @Test
  void sight_is_what_the_rule_of_blocks_and_documents_says_pair_by_pair() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      int n = 37;
      Tensor ids = ids(torch, 3, 13, 2, n);
      long[] row = ids.toLongs();
      List<Tensor> qkv =
          List.of(
              torch.random("q").normal(2, 2, n, 4),
              torch.random("k").normal(2, 2, n, 4),
              torch.random("v").normal(2, 2, n, 4));
      for (int blocks : new int[] {1, 2, 5}) {
        long[] seen = new long[2 * n * n];
        for (int b = 0; b < 2; b++) {
          for (int i = 0; i < n; i++) {
            int start = i;
            while (start > 0 && row[b * n + start] != 12) {
              start--; // to the separator, which belongs to the document it opens
            }
            for (int j = start; j <= i; j++) {
              seen[(b * n + i) * n + j] = i / 4 - j / 4 < blocks ? 1 : 0;
            }
          }
        }
        Tensor mask = torch.tensor(seen, 2, 1, n, n).gt(0);
        double[] expected =
            qkv.get(0).attention(qkv.get(1), qkv.get(2), mask, false, 0.12).toDoubles();
        AttentionWindow window = AttentionWindow.fixed(ids, blocks);
        assertThat(attend(qkv, AttentionMask.of(ids, 12, 4, window)))
            .containsExactly(expected, within(1e-12));
        assertThat(attend(qkv, AttentionMask.of(ids, 12, 4, window, 8)))
            .containsExactly(expected, within(1e-12));
      }
    }
  }

  @Test
  void positions_turn_a_quarter_of_the_pairs_and_show_as_distances_alone() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      CurrentBestConfig c = config(13, 1, 16, 1);
      Rotary rotary = Rotary.of(torch, 9, c.rotaryFrequencies());
      Tensor q = torch.random("q").normal(1, 1, 1, 16).expand(1, 9, 1, 16).contiguous();
      Tensor k = torch.random("k").normal(1, 1, 1, 16).expand(1, 9, 1, 16).contiguous();
      Tensor turned = rotary.apply(q).view(9, 16);
      Tensor plain = q.view(9, 16);
      assertThat(turned.select(0, 0).toDoubles())
          .containsExactly(plain.select(0, 0).toDoubles(), within(1e-15));
      assertThat(turned.square().sum(-1).toDoubles())
          .containsExactly(plain.square().sum(-1).toDoubles(), within(1e-12));
      for (int from : new int[] {4, 12}) {
        assertThat(turned.slice(1, from, from + 4).contiguous().toDoubles())
            .as("the second half of the pairs stands still")
            .containsExactly(plain.slice(1, from, from + 4).contiguous().toDoubles());
      }
      Tensor scores = turned.matmul(rotary.apply(k).view(9, 16).t());
      for (int m = 1; m < 9; m++) {
        for (int n = 1; n < 9; n++) {
          double here = scores.select(0, m).select(0, n).item();
          assertThat(here)
              .isCloseTo(scores.select(0, m - 1).select(0, n - 1).item(), within(1e-12));
        }
      }
      assertThat(scores.select(0, 3).select(0, 0).item())
          .isNotCloseTo(scores.select(0, 0).select(0, 3).item(), within(1e-6));
    }
  }

  private static Parameter named(CurrentBest model, String name) {
    return model.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void without_its_extras_it_is_a_plain_normed_transformer() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      CurrentBestConfig c = config(13, 2, 8, 2, "softcap", 0);
      CurrentBest model = new CurrentBest(c);
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.3);
      for (int i = 0; i < 2; i++) {
        weights.set(
            named(model, "trunk.blocks." + i + ".lambdas"), torch.tensor(new double[] {1, 0}, 2));
        weights.set(
            named(model, "trunk.blocks." + i + ".attn.lambdas"),
            torch.tensor(new double[] {1, 0}, 2));
      }
      weights.set(named(model, "trunk.skip_weights"), torch.zeros(1));
      Tensor ids = ids(torch, 1, 12, 1, 5);
      double[] actual = logits(model, ids).select(0, 0).contiguous().toDoubles();
      double[] expected = PlainTransformer.logits(model, ids.toLongs(), c);
      assertThat(actual).containsExactly(expected, within(1e-10));
    }
  }
}
