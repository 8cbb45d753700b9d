package dev.hydrant.trainer.mixture.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.mixture.config.Model;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The network: sheet "Model" and "Checks", additions 22 to 29. */
class SetTransformerTest {
  private static EagerTorch torch;

  @BeforeAll
  static void open() {
    torch = EagerTorch.cpu();
  }

  @AfterAll
  static void close() {
    torch.close();
  }

  private static Model model(Map<String, Object> transformer, Map<String, Object> more) {
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put("hidden_dim", 32);
    sizes.put("num_layers", 4);
    sizes.put("num_heads", 4);
    sizes.put("dropout", 0);
    sizes.putAll(transformer);
    Map<String, Object> all = new LinkedHashMap<>(more);
    all.put("transformer", sizes);
    return RecordSchema.of(Model.class).bind(all);
  }

  /** Weights large enough that blocks do something. */
  private static SetTransformer network(int dim, Model model) {
    return network(torch, dim, model);
  }

  private static SetTransformer network(EagerTorch torch, int dim, Model model) {
    SetTransformer network = SetTransformers.create(dim, model);
    Weights weights = Weights.create(torch, network, 3);
    int p = 0;
    for (Parameter q : network.parameters()) {
      if (q.name().contains("attention") || q.name().contains("feed_forward")) {
        weights.set(q, Fill.tensor(torch, 'm', p, q.shape()));
      }
      p++;
    }
    return network;
  }

  private static Tensor points(Torch torch, long sets, long n, long d) {
    return Fill.tensor(torch, 'x', 9, sets, n, d).mul(3).add(1);
  }

  /** P1, P2, P3, M4: L(12d² + 13d) + 2·in·d. */
  @ParameterizedTest
  @CsvSource({
    "2, 32, 4, 4, 50944",
    "2, 64, 8, 4, 400128",
    "2, 128, 16, 8, 3172864",
    "2, 256, 48, 8, 37909504",
    "3, 32, 4, 4, 51008"
  })
  void hasTheParametersOfTheSheet(int dim, int width, int layers, int heads, long count) {
    Model m =
        model(Map.of("hidden_dim", width, "num_layers", layers, "num_heads", heads), Map.of());
    assertThat(SetTransformers.create(dim, m).parameterCount()).isEqualTo(count);
  }

  /** The golden case of the fixtures. */
  @Test
  void computesTheGoldenValues() {
    Golden.inBothPrecisions(
        (t, tolerance) -> {
          Model.Transformer sizes =
              new Model.Transformer(
                  Optional.empty(),
                  8,
                  1,
                  2,
                  0,
                  4,
                  "gelu",
                  true,
                  1e-5,
                  "none",
                  1,
                  Optional.empty(),
                  Optional.empty());
          Model defaults = RecordSchema.of(Model.class).defaults();
          Model m =
              new Model("centers", true, false, 1e-5, sizes, defaults.attention(), defaults.flow());
          SetTransformer network = SetTransformers.create(2, m);
          Golden.fill(t, network, "mmgvmvmvmvmvgvmvmv");
          Tensor x = Fill.tensor(t, 'x', 50, 1, 5, 2).mul(3).add(1);
          Tensor y = network.forward(x, null, null, false);
          assertThat(SetScale.of(x, null, 2).scale().item()).isCloseTo(1.358907, within(tolerance));
          assertThat(y.select(1, 0).toDoubles())
              .containsExactly(new double[] {-0.408341, 3.259120}, within(tolerance));
          assertThat(y.select(1, 4).toDoubles())
              .containsExactly(new double[] {0.583772, 2.823811}, within(tolerance));
          assertThat(y.mean(1).toDoubles())
              .containsExactly(new double[] {0.614955, 2.084199}, within(tolerance));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "random_feature"})
  void orderPlaceAndSizeOfASetDoNotMatter(String attention) {
    SetTransformer network =
        network(2, model(Map.of(), Map.of("attention", Map.of("type", attention))));
    Tensor x = points(torch, 2, 40, 2);
    double[] y = network.forward(x, null, null, false).toDoubles();
    assertThat(y).isNotEqualTo(x.toDoubles());
    Tensor order = torch.random("order").permutation(40);
    double[] permuted = network.forward(x.indexSelect(1, order), null, null, false).toDoubles();
    double[] expected =
        network.forward(x, null, null, false).indexSelect(1, order).contiguous().toDoubles();
    assertThat(permuted).containsExactly(expected, within(1e-5));
    double[] moved = network.forward(x.add(5), null, null, false).sub(5).toDoubles();
    assertThat(moved).containsExactly(y, within(1e-5 * 6));
    double[] scaled = network.forward(x.mul(2.5), null, null, false).div(2.5).toDoubles();
    assertThat(scaled).containsExactly(y, within(1e-5));
  }

  /** Padding: the same answers to 1e-6, in double precision. */
  @ParameterizedTest
  @ValueSource(strings = {"standard", "random_feature"})
  void paddingChangesNothing(String attention) {
    try (EagerTorch t = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      SetTransformer network =
          network(t, 2, model(Map.of(), Map.of("attention", Map.of("type", attention))));
      Tensor x = points(t, 2, 40, 2);
      double[] y = network.forward(x, null, null, false).toDoubles();
      Tensor padded = Torch.cat(List.of(x, t.full(DType.FLOAT64, 77, 2, 13, 2)), 1);
      Tensor mask = Torch.cat(List.of(t.ones(2, 40), t.zeros(2, 13)), 1);
      Tensor z = network.forward(padded, mask, null, false).slice(1, 0, 40).contiguous();
      assertThat(z.toDoubles()).containsExactly(y, within(1e-9));
    }
  }

  @Test
  void blocksThatDoNothingLeaveThePointsAndTheMeanAlwaysStays() {
    SetTransformer still = SetTransformers.create(2, model(Map.of(), Map.of()));
    Weights weights = Weights.create(torch, still, 1);
    for (Parameter p : still.parameters()) {
      if (p.name().contains(".out.") || p.name().contains(".down.")) {
        weights.set(p, torch.zeros(p.shape()));
      }
    }
    Tensor x = points(torch, 1, 30, 2);
    assertThat(still.forward(x, null, null, false).toDoubles())
        .containsExactly(x.toDoubles(), within(2e-6));
    SetTransformer busy = network(2, model(Map.of(), Map.of()));
    assertThat(busy.forward(x, null, null, false).mean(1).toDoubles())
        .containsExactly(x.mean(1).toDoubles(), within(1e-5));
  }

  @Test
  void theLiftKeepsLengthsAndItsColumnsAreOrthonormal() {
    OrthonormalLift lift = new OrthonormalLift(3, 16);
    Weights weights = Weights.create(torch, lift, 5);
    Tensor p = weights.parameters().get(0);
    double[] identity = torch.eye(3).toDoubles();
    assertThat(p.t().matmul(p).toDoubles()).containsExactly(identity, within(1e-6));
    weights.set(lift.parameters().get(0), Fill.tensor(torch, 'x', 1, 16, 3));
    assertThat(lift.columns().t().matmul(lift.columns()).toDoubles())
        .containsExactly(identity, within(1e-6));
    Tensor x = points(torch, 1, 7, 3);
    assertThat(lift.encode(x).square().sum(2).toDoubles())
        .containsExactly(x.square().sum(2).toDoubles(), within(1e-4));
  }

  /** The scale of a hidden state, too, is by the dimensions of a point: tr Cov(ẑ) = in. */
  @Test
  void theHiddenStateIsScaledByTheDimensionsOfAPoint() {
    Tensor z = Fill.tensor(torch, 'x', 3, 1, 50, 16);
    SetScale s = SetScale.of(z, null, 2);
    assertThat(s.values().square().mean(1).sum().item()).isCloseTo(2, within(1e-5));
    assertThat(s.values().mean(1).abs().sum().item()).isCloseTo(0, within(1e-5));
  }

  private static double[] answer(Map<String, Object> transformer, Map<String, Object> more) {
    SetTransformer network = network(2, model(transformer, more));
    Tensor snr = torch.tensor(new double[] {2, 18}, 2);
    return network.forward(points(torch, 2, 20, 2), null, snr, false).toDoubles();
  }

  @Test
  void layersAreAppliedAgainInFourWays() {
    double[] once = answer(Map.of(), Map.of());
    assertThat(answer(Map.of("layer_repeat_mode", "cycle", "repeat_factor", 1), Map.of()))
        .isEqualTo(once);
    double[] cycle = answer(Map.of("layer_repeat_mode", "cycle", "repeat_factor", 2), Map.of());
    double[] grouped =
        answer(
            Map.of(
                "layer_repeat_mode", "grouped",
                "layer_groups", List.of(4),
                "group_repeat_factors", List.of(2)),
            Map.of());
    assertThat(grouped).isEqualTo(cycle);
    assertThat(cycle).isNotEqualTo(once);
    assertThat(answer(Map.of("layer_repeat_mode", "layerwise", "repeat_factor", 2), Map.of()))
        .isNotEqualTo(cycle);
    List<Integer> layers = new ArrayList<>();
    LayerOrder.grouped(List.of(1, 2), List.of(3, 2)).visits().forEach(v -> layers.add(v.layer()));
    assertThat(layers).containsExactly(0, 0, 0, 1, 2, 1, 2);
    SetTransformer repeated =
        SetTransformers.create(
            2, model(Map.of("layer_repeat_mode", "layerwise", "repeat_factor", 5), Map.of()));
    assertThat(repeated.parameterCount()).isEqualTo(50_944);
  }

  /** Additions 1: the more noise, the more denoising; without flow the points stay. */
  @Test
  void aLinearFlowFallsFromOneToZero() {
    FlowPredictor flow = FlowPredictor.linear(new FlowPredictor.Range(0, 20, 0, 1));
    Tensor snr = torch.tensor(new double[] {-5, 0, 5, 20, 30}, 5);
    assertThat(flow.forward(snr).toDoubles())
        .containsExactly(new double[] {1, 1, .75, 0, 0}, within(1e-6));
    Map<String, Object> on = Map.of("flow", Map.of("enabled", true, "predictor_type", "linear"));
    SetTransformer network = network(2, model(Map.of(), on));
    Tensor x = points(torch, 1, 20, 2);
    assertThat(network.forward(x, null, torch.tensor(new double[] {20}, 1), false).toDoubles())
        .containsExactly(x.toDoubles(), within(2e-6));
    double[] full = network.forward(x, null, torch.tensor(new double[] {0}, 1), false).toDoubles();
    assertThat(network.forward(x, null, null, false).toDoubles())
        .containsExactly(full, within(1e-6));
    assertThat(network.forwardAt(x, null, torch.ones(1, 1)).toDoubles())
        .containsExactly(full, within(1e-6));
  }

  /** Additions 2 and §7. */
  @Test
  void aMonotonicFlowBeginsAtTheGoldenCurve() {
    FlowPredictor flow = FlowPredictor.monotonic(new FlowPredictor.Range(0, 20, 0, 1), 3, 8);
    Weights.create(torch, flow, 0);
    assertThat(flow.parameterCount()).isEqualTo(3 * 16);
    Tensor snr = torch.tensor(new double[] {-5, 0, 5, 10, 15, 20, 25}, 7);
    assertThat(flow.forward(snr).slice(1, 2, 3).contiguous().toDoubles())
        .containsExactly(
            new double[] {.984680, .914719, .734972, .5, .265028, .085281, .015320}, within(2e-6));
  }

  /** Additions 27 and §7: R = 4, s = .6 gives 1, 1, .4, 0. */
  @Test
  void aFractionalFlowIsSharedOutToRepetitions() {
    Map<String, Object> cycle = Map.of("layer_repeat_mode", "cycle", "repeat_factor", 4);
    Map<String, Object> flow =
        Map.of("enabled", true, "predictor_type", "linear", "distribution_mode", "fractional");
    SetTransformer network = network(2, model(cycle, Map.of("flow", flow)));
    Tensor x = points(torch, 1, 20, 2);
    // Half of four repetitions is two whole ones.
    double[] half = network.forward(x, null, torch.tensor(new double[] {10}, 1), false).toDoubles();
    SetTransformer twice =
        network(2, model(Map.of("layer_repeat_mode", "cycle", "repeat_factor", 2), Map.of()));
    assertThat(half).containsExactly(twice.forward(x, null, null, false).toDoubles(), within(1e-5));
  }

  /** Additions 26: it tends to softmax(q·k) as features grow. */
  @Test
  void randomFeaturesApproachSoftmaxAttention() {
    try (EagerTorch t = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      RandomFeatureAttention a = new RandomFeatureAttention(1, 1, 4, 4096, 1e-6);
      Weights.create(t, a, 0);
      Tensor q = Fill.tensor(t, 'm', 1, 1, 1, 12, 4);
      Tensor k = Fill.tensor(t, 'm', 2, 1, 1, 12, 4);
      Tensor v = Fill.tensor(t, 'x', 3, 1, 1, 12, 4);
      double[] exact = q.matmul(k.t()).softmax(-1).matmul(v).toDoubles();
      double[] found = a.attend(q, k, v, null, 0, x -> x).toDoubles();
      double error = 0;
      double size = 0;
      for (int i = 0; i < exact.length; i++) {
        error += (exact[i] - found[i]) * (exact[i] - found[i]);
        size += exact[i] * exact[i];
      }
      assertThat(Math.sqrt(error / size)).isLessThan(.03);
    }
  }

  @Test
  void dropoutIsForTrainingAlone() {
    SetTransformer network = network(2, model(Map.of("dropout", 0.3), Map.of()));
    Tensor x = points(torch, 1, 20, 2);
    double[] a = network.forward(x, null, null, false).toDoubles();
    assertThat(network.forward(x, null, null, false).toDoubles()).isEqualTo(a);
    assertThat(network.forward(x, null, null, true).toDoubles()).isNotEqualTo(a);
    SetTransformer none = network(2, model(Map.of(), Map.of()));
    assertThat(none.forward(x, null, null, false).toDoubles()).containsExactly(a, within(1e-5));
  }

  @Test
  void aLinearLiftHasALayerEachWay() {
    Model m = model(Map.of(), Map.of("use_orthogonal_encdec", false));
    SetTransformer network = network(2, m);
    assertThat(network.parameterCount()).isEqualTo(50_944 + 32);
    Tensor x = points(torch, 1, 20, 2);
    double[] y = network.forward(x, null, null, false).toDoubles();
    double[] scaled = network.forward(x.mul(4).add(1), null, null, false).sub(1).div(4).toDoubles();
    assertThat(scaled).containsExactly(y, within(1e-5));
  }
}
