package dev.hydrant.trainer.lm.mamba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.config.error.BindException;
import dev.hydrant.trainer.lm.CausalModelContract;
import dev.hydrant.trainer.lm.Configs;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.optim.Sgd;
import dev.hydrant.trainer.step.LossFunction;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.StepSettings;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTensor;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MambaTest extends CausalModelContract<Mamba> {
  /** The parameters as the reference numbers them; A_log keeps its initial value ln(1…N). */
  private static final List<String> ORDER =
      List.of(
          "embeddings.weight",
          "norm.weight",
          "in_proj.weight",
          "conv1d.weight",
          "conv1d.bias",
          "x_proj.weight",
          "dt_proj.weight",
          "dt_proj.bias",
          "mixer.D",
          "out_proj.weight",
          "norm_f.weight");

  private static MambaConfig config(String yaml) {
    return Configs.of(MambaConfig.class, yaml);
  }

  private static Mamba tiny(String more) {
    return new Mamba(config("{vocab_size: 13, d_model: 8, n_layers: 2, d_state: 4" + more + "}"));
  }

  @Override
  protected Mamba tiny() {
    return tiny(", scan_chunk: 4");
  }

  @Override
  protected Mamba small() {
    return new Mamba(config("{vocab_size: 13, d_model: 64, n_layers: 2, d_state: 8}"));
  }

  @Override
  protected Tensor logits(Mamba model, Tensor ids) {
    return model.logits(ids);
  }

  @Override
  protected Tensor loss(Mamba model, Tensor ids, Tensor targets) {
    return model.loss(ids, targets);
  }

  private static Parameter parameter(Module model, String end) {
    return model.parameters().stream()
        .filter(p -> p.name().endsWith(end))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void counts_parameters_without_allocating() {
    assertThat(new Mamba(config("{}")).parameterCount()).isEqualTo(83_857_920L);
    assertThat(new Mamba(config("{vocab_size: 50280, n_layers: 24}")).parameterCount())
        .isEqualTo(129_135_360L);
    assertThat(new Mamba(config("{vocab_size: 256, n_layers: 2, d_model: 64}")).parameterCount())
        .isEqualTo(81_856L);
  }

  @Test
  void has_the_weight_names_of_hugging_face() {
    assertThat(new Mamba(config("{n_layers: 1}")).parameters().stream().map(Parameter::name))
        .containsExactlyInAnyOrder(
            "backbone.embeddings.weight",
            "backbone.layers.0.norm.weight",
            "backbone.layers.0.mixer.A_log",
            "backbone.layers.0.mixer.D",
            "backbone.layers.0.mixer.conv1d.weight",
            "backbone.layers.0.mixer.conv1d.bias",
            "backbone.layers.0.mixer.in_proj.weight",
            "backbone.layers.0.mixer.x_proj.weight",
            "backbone.layers.0.mixer.dt_proj.weight",
            "backbone.layers.0.mixer.dt_proj.bias",
            "backbone.layers.0.mixer.out_proj.weight",
            "backbone.norm_f.weight");
    assertThat(parameter(new Mamba(config("{}")), "conv1d.weight").shape())
        .containsExactly(1536, 1, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "sequential", "chunked"})
  void matches_the_reference_values(String scan) {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Mamba model =
              new Mamba(
                  config(
                      "{vocab_size: 13, d_model: 8, n_layers: 1, d_state: 4, scan_chunk: 4,"
                          + " scan_impl: "
                          + scan
                          + "}"));
          Weights weights = Weights.create(torch, model, 0);
          for (int p = 0; p < ORDER.size(); p++) {
            Parameter q = parameter(model, ORDER.get(p));
            weights.set(q, Fill.tensor(torch, "mgmmvmmbgmg".charAt(p), p, q.shape()));
          }
          Tensor ids = Golden.ids(torch);
          assertThat(model.loss(ids, Golden.targets(torch)).item())
              .isCloseTo(3.178338, within(tolerance));
          Tensor mixed = model.mixed(0, model.embed(ids));
          assertThat(Golden.first(mixed, 0))
              .containsExactly(new double[] {-0.026949, -0.003627, -0.006550}, within(tolerance));
          assertThat(Golden.first(mixed, 5))
              .containsExactly(new double[] {-0.000241, 0.002372, -0.014708}, within(tolerance));
          Mamba.State state = model.start(torch, 1);
          for (long id : ids.toLongs()) {
            state = model.step(torch.tensor(new long[] {id}, 1), state).state();
          }
          assertThat(state.tensors().get(1).select(0, 0).select(0, 0).toDoubles())
              .containsExactly(
                  new double[] {0.001310, 0.000118, 0.001588, 0.000309}, within(tolerance));
        });
  }

  @Test
  void starts_near_the_entropy_of_a_uniform_guess_unless_the_token_table_starts_large() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      String sizes = "vocab_size: 256, n_layers: 2, d_model: 64";
      assertThat(initialLoss(torch, "{" + sizes + "}")).isCloseTo(5.54, within(0.05));
      assertThat(initialLoss(torch, "{" + sizes + ", initializer_range: 0.1}")).isBetween(6.2, 6.7);
    }
  }

  private static double initialLoss(EagerTorch torch, String yaml) {
    Mamba model = new Mamba(config(yaml));
    Weights.create(torch, model, 7);
    return model.loss(ids(torch, 1, 256, 4, 64), ids(torch, 2, 256, 4, 64)).item();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 11})
  void step_by_step_sequential_and_chunked_agree(int length) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor ids = ids(torch, 3, 13, 2, length);
      List<double[]> logits = new ArrayList<>();
      for (String scan : List.of("sequential", "chunked")) {
        Mamba model = tiny(", scan_impl: " + scan + ", use_bias: true, use_mlp: true");
        perturb(Weights.create(torch, model, 1), 0.2);
        logits.add(model.logits(ids).toDoubles());
        List<Tensor> steps = new ArrayList<>();
        Mamba.State state = model.start(torch, 2);
        for (int t = 0; t < length; t++) {
          Mamba.Step step = model.step(ids.select(1, t), state);
          steps.add(step.logits());
          state = step.state();
        }
        logits.add(Torch.stack(steps, 1).toDoubles());
        assertThat(model.nextLogits(ids).toDoubles())
            .containsExactly(steps.get(length - 1).toDoubles(), within(1e-12));
      }
      for (double[] l : logits) {
        assertThat(l).containsExactly(logits.get(0), within(1e-12));
      }
    }
  }

  @Test
  void reading_on_gives_what_reading_all_gives_and_keeps_the_same_tensors() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64);
        Scope scope = torch.scope()) {
      for (String more : List.of("", ", d_conv: 1")) {
        Mamba model = tiny(more);
        perturb(Weights.create(torch, model, 1), 0.2);
        try (MambaDecoder decoder = new MambaDecoder(torch, model)) {
          float[] logits = decoder.read(3, 1, 4);
          assertThat(logits)
              .containsExactly(
                  model.nextLogits(Golden.row(torch, 3, 1, 4)).toFloats(), within(1e-6f));
          int arrays = arrays(decoder);
          for (int t = 0; t < 20; t++) {
            logits = decoder.read(t % 13);
            assertThat(arrays(decoder)).isEqualTo(arrays);
            // layers · Di · (N + K − 1)
            assertThat(elements(decoder.state())).isEqualTo(2L * 16 * (more.isEmpty() ? 4 + 3 : 4));
          }
          long[] all = new long[23];
          System.arraycopy(new long[] {3, 1, 4}, 0, all, 0, 3);
          for (int t = 0; t < 20; t++) {
            all[3 + t] = t % 13;
          }
          assertThat(logits)
              .containsExactly(model.nextLogits(Golden.row(torch, all)).toFloats(), within(1e-6f));
        }
      }
    }
  }

  /** Arrays alive in the scope that the state lives in. */
  private static int arrays(MambaDecoder decoder) {
    EagerTensor any = (EagerTensor) decoder.state().tensors().get(1);
    return any.toNDArray().getManager().getManagedArrays().size();
  }

  private static long elements(Mamba.State state) {
    return state.tensors().stream().mapToLong(Tensor::numel).sum();
  }

  @Test
  void without_decay_the_state_is_a_running_sum_and_without_step_nothing_is_remembered() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor u = Fill.tensor(torch, 'x', 1, 1, 9, 3);
      Tensor b = Fill.tensor(torch, 'x', 2, 1, 9, 2);
      Tensor c = Fill.tensor(torch, 'x', 3, 1, 9, 2);
      Tensor dt = torch.full(DType.FLOAT64, 0.5, 1, 9, 3);
      for (boolean associative : new boolean[] {false, true}) {
        Tensor y = u.selectiveScan(dt, torch.zeros(3, 2), b, c, 4, associative);
        Tensor sums = u.mul(0.5).unsqueeze(-1).mul(b.unsqueeze(2)).cumsum(1);
        assertThat(y.toDoubles())
            .containsExactly(sums.mul(c.unsqueeze(2)).sum(-1).toDoubles(), within(1e-12));
        assertThat(
                u.selectiveScan(torch.zeros(1, 9, 3), torch.ones(3, 2).neg(), b, c, 4, associative)
                    .abs()
                    .amax()
                    .item())
            .isZero();
      }
    }
  }

  @Test
  void a_convolution_of_its_own_token_alone_is_the_identity() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Tensor x = Fill.tensor(torch, 'x', 1, 2, 5, 3);
      Tensor delta = torch.tensor(new double[] {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 4);
      assertThat(x.causalConv(delta).toDoubles()).containsExactly(x.toDoubles());
    }
  }

  @Test
  void step_sizes_start_inside_their_range_and_above_the_floor() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Mamba model = new Mamba(config("{vocab_size: 13, d_model: 64, n_layers: 1}"));
      Weights.create(torch, model, 5);
      double[] dt = parameter(model, "dt_proj.bias").softplus().toDoubles();
      assertThat(Arrays.stream(dt).min().orElseThrow()).isBetween(0.00099, 0.01);
      assertThat(Arrays.stream(dt).max().orElseThrow()).isBetween(0.05, 0.10001);

      Mamba floored =
          new Mamba(
              config(
                  "{vocab_size: 13, d_model: 8, n_layers: 1, time_step_floor: 0.05,"
                      + " time_step_init_scheme: constant, time_step_scale: 0.5,"
                      + " time_step_rank: 4}"));
      Weights.create(torch, floored, 5);
      assertThat(parameter(floored, "dt_proj.bias").softplus().amin().item())
          .isCloseTo(0.05, within(1e-6));
      assertThat(parameter(floored, "dt_proj.weight").toDoubles()).containsOnly(0.25);
      assertThat(parameter(floored, "A_log").exp().toDoubles()[15]).isCloseTo(16, within(1e-4));
    }
  }

  @Test
  void a_silent_prefix_changes_nothing_because_there_are_no_positions() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Mamba model = tiny(", use_conv_bias: false");
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.1);
      Tensor table = parameter(model, "embeddings.weight");
      weights.set(
          parameter(model, "embeddings.weight"),
          table.mul(torch.arange(13).gt(0).to(DType.FLOAT64).unsqueeze(1)));
      Tensor plain = model.logits(Golden.row(torch, 3, 1, 4, 1, 5));
      Tensor prefixed = model.logits(Golden.row(torch, 0, 0, 3, 1, 4, 1, 5)).slice(1, 2, 7);
      assertThat(prefixed.contiguous().toDoubles())
          .containsExactly(plain.toDoubles(), within(1e-12));
    }
  }

  @Test
  void decays_and_skips_are_neither_decayed_nor_orthogonalised() {
    Mamba model = tiny();
    assertThat(parameter(model, "A_log").tag()).isEqualTo("scalar.no_decay");
    assertThat(parameter(model, "conv1d.weight").tag()).isEqualTo("scalar");
    assertThat(parameter(model, "mixer.D").shape()).hasSize(1);
  }

  @Test
  void refuses_values_it_does_not_know() {
    assertThatThrownBy(() -> config("{scan_impl: parallel}"))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("scan_impl")
        .hasMessageContaining("chunked");
    assertThatThrownBy(() -> config("{time_step_min: 0.5}"))
        .hasMessageContaining("time_step_min must not exceed time_step_max");
    assertThat(config("{time_step_rank: 3}").rank()).isEqualTo(3);
    assertThat(config("{}").rank()).isEqualTo(48);
  }

  /** Loss and gradient of a recorded step, where the scan's kernels run. */
  private static List<double[]> recorded(String more, boolean recompute) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      torch.recompute(recompute);
      Mamba model = tiny(more);
      Weights weights = Weights.create(torch, model, 1);
      perturb(weights, 0.2);
      Map<String, Rule> rules = Map.of("all", new Sgd(0, 0, 0));
      LossFunction loss =
          (b, phase) -> new Objective(model.loss(b.get("inputs"), b.get("targets")));
      Map<String, Tensor> batch =
          Map.of("inputs", ids(torch, 3, 13, 2, 11), "targets", ids(torch, 4, 13, 2, 11));
      try (TrainStep step = TrainStep.traced(weights, loss, rules)) {
        double value = step.train(List.of(batch), new StepSettings(1, 5, 0, rules)).loss();
        return List.of(new double[] {value}, step.state().gradient().toDoubles());
      }
    }
  }

  @Test
  void chunks_of_any_length_and_both_scans_give_one_loss_and_one_gradient() {
    List<double[]> whole = recorded(", scan_impl: sequential, scan_chunk: 64", false);
    for (String scan : List.of("sequential", "chunked")) {
      for (int chunk : new int[] {1, 3, 4, 11}) {
        String more = ", scan_impl: " + scan + ", scan_chunk: " + chunk;
        List<double[]> found = recorded(more, false);
        for (int i = 0; i < 2; i++) {
          assertThat(found.get(i)).as(more).containsExactly(whole.get(i), within(1e-12));
        }
      }
    }
    List<double[]> again = recorded(", use_mlp: true", true);
    List<double[]> once = recorded(", use_mlp: true", false);
    assertThat(again.get(0)).containsExactly(once.get(0), within(1e-14));
    assertThat(again.get(1)).containsExactly(once.get(1), within(1e-13));
  }
}
