package dev.hydrant.trainer.grammar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.grammar.model.VaeLoss.Scale;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The network's sizes and values, and its loss, against golden values and closed forms. */
class GrammarVaeTest {
  private static final VaeSizes TINY =
      new VaeSizes(5, 4, 3, List.of(2L, 4L), List.of(3L, 5L), false, 0, 4, 2, false, 0);

  private static VaeSizes sizes(
      int p, List<Long> channels, List<Long> kernels, int hidden, int layers, boolean shared) {
    return new VaeSizes(p, 100, 56, channels, kernels, false, 0, hidden, layers, shared, 0);
  }

  private static long count(VaeSizes sizes) {
    return new GrammarVae(sizes).parameterCount();
  }

  /** R16, R23, R28, R29. */
  @ParameterizedTest
  @CsvSource({
    "76,4056764,20988604,241020,4603964,1585940",
    "56,4038824,20957864,235880,4592124,1574100",
    "12,3999356,20890236,224572,4566076,1548052",
  })
  void presetsHaveTheParametersOfTheSheet(
      int p, long hyper, long large, long minimal, long separate, long shared) {
    List<Long> multi = List.of(3L, 5L, 7L);
    assertThat(count(sizes(p, VaeSizes.channels(256, 3), multi, 384, 3, false))).isEqualTo(hyper);
    assertThat(count(sizes(p, VaeSizes.channels(512, 4), List.of(3L, 5L, 7L, 9L), 512, 4, false)))
        .isEqualTo(large);
    assertThat(count(sizes(p, VaeSizes.channels(64, 2), List.of(3L, 3L), 128, 2, false)))
        .isEqualTo(minimal);
    List<Long> nine = Collections.nCopies(2, 9L);
    assertThat(count(sizes(p, nine, nine, 501, 3, false))).isEqualTo(separate);
    assertThat(count(sizes(p, nine, nine, 501, 3, true))).isEqualTo(shared);
  }

  @Test
  void flatteningAddsAWeightForEachPlace() {
    VaeSizes mean = sizes(76, List.of(9L, 9L), List.of(9L, 9L), 501, 3, true);
    VaeSizes flat =
        new VaeSizes(76, 100, 56, mean.channels(), mean.kernels(), true, 0, 501, 3, true, 0);
    assertThat(count(flat) - count(mean)).isEqualTo(1008L * 99);
  }

  @Test
  void channelsDoubleFromHalfTheWidthToTwice() {
    assertThat(VaeSizes.channels(512, 4)).containsExactly(256L, 512L, 1024L, 1024L);
    assertThat(VaeSizes.channels(18, 2)).containsExactly(9L, 18L);
  }

  private static final String KINDS = "mvmvmvmvmvmvmvmmmvvmmvvgvmv";

  /** The encoder's 12, the decoder's start, and the rest, in the order of the golden values. */
  private static void fill(EagerTorch torch, GrammarVae model) {
    var weights = Weights.create(torch, model, 0);
    var byName = new HashMap<String, Parameter>();
    model.parameters().forEach(p -> byName.put(p.name(), p));
    List<String> order =
        List.of(
            "encoder.conv_blocks.0.0.weight",
            "encoder.conv_blocks.0.0.bias",
            "encoder.conv_blocks.1.weight",
            "encoder.conv_blocks.1.bias",
            "encoder.conv_blocks.2.0.weight",
            "encoder.conv_blocks.2.0.bias",
            "encoder.conv_blocks.3.weight",
            "encoder.conv_blocks.3.bias",
            "encoder.fc_mu.weight",
            "encoder.fc_mu.bias",
            "encoder.fc_logvar.weight",
            "encoder.fc_logvar.bias",
            "decoder.init_linear.0.weight",
            "decoder.init_linear.0.bias",
            "decoder.embedding",
            "decoder.gru.layers.0.weight_ih",
            "decoder.gru.layers.0.weight_hh",
            "decoder.gru.layers.0.bias_ih",
            "decoder.gru.layers.0.bias_hh",
            "decoder.gru.layers.1.weight_ih",
            "decoder.gru.layers.1.weight_hh",
            "decoder.gru.layers.1.bias_ih",
            "decoder.gru.layers.1.bias_hh",
            "decoder.layer_norm.weight",
            "decoder.layer_norm.bias",
            "decoder.out.weight",
            "decoder.out.bias");
    for (int p = 0; p < order.size(); p++) {
      var parameter = byName.get(order.get(p));
      weights.set(parameter, Fill.tensor(torch, KINDS.charAt(p), p, parameter.shape()));
    }
  }

  private static Tensor ids(EagerTorch torch) {
    return torch.tensor(new long[] {0, 2, 4, -1, 1, 3, -1, -1}, 2, 4);
  }

  private static Tensor allowed(EagerTorch torch, Tensor ids) {
    double[] table = new double[25];
    for (int[] pair :
        new int[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 2}, {2, 3}, {3, 2}, {3, 3}, {4, 4}}) {
      table[pair[0] * 5 + pair[1]] = 1;
    }
    return torch.tensor(table, 5, 5).embedding(ids.clampMin(0)).gt(0.5);
  }

  @Test
  void matchesTheReferenceValues() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          GrammarVae model = new GrammarVae(TINY);
          fill(torch, model);
          Tensor ids = ids(torch);
          Latent latent = model.encode(ids);
          assertThat(latent.mean().select(0, 0).toDoubles())
              .containsExactly(new double[] {-0.086177, -0.019624, 0.000912}, within(tolerance));
          assertThat(latent.divergence().toDoubles())
              .containsExactly(new double[] {0.004740, 0.006147}, within(tolerance));
          Tensor logits = model.decode(latent.mean(), false);
          assertThat(logits.select(0, 0).select(0, 0).toDoubles())
              .containsExactly(
                  new double[] {0.400258, 0.505057, -0.063457, 0.086445, -0.361710},
                  within(tolerance));
          assertLoss(torch, logits, latent, tolerance);
        });
  }

  private static void assertLoss(EagerTorch torch, Tensor logits, Latent latent, double tolerance) {
    Tensor ids = ids(torch);
    Tensor masked = VaeLoss.masked(logits, allowed(torch, ids), ids.ge(0));
    Tensor half = torch.scalar(.5);
    VaeLoss.Terms origin = VaeLoss.of(masked, ids, latent, Scale.ORIGIN, .02);
    assertThat(origin.reconstruction().item()).isCloseTo(0.554461, within(tolerance));
    assertThat(origin.total(half).item()).isCloseTo(0.564461, within(tolerance));
    VaeLoss.Terms few = VaeLoss.of(masked, ids, latent, Scale.ORIGIN, .005);
    assertThat(few.divergence().item()).isCloseTo(0.005574, within(tolerance));
    assertThat(few.total(half).item()).isCloseTo(0.557248, within(tolerance));
    VaeLoss.Terms elbo = VaeLoss.of(masked, ids, latent, Scale.ELBO, .02);
    assertThat(elbo.reconstruction().item()).isCloseTo(1.386153, within(tolerance));
    assertThat(elbo.total(half).item()).isCloseTo(1.396153, within(tolerance));
    VaeLoss.Terms perDim = VaeLoss.of(masked, ids, latent, Scale.PER_DIM, .02);
    assertThat(perDim.total(half).item()).isCloseTo(1.389486, within(tolerance));
  }

  /** R38, R55: the bound is on the total divergence of a row. */
  @Test
  void freeBitsAreOfTheTotal() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor zero = torch.zeros(2, 56);
      Latent none = new Latent(zero, zero);
      Tensor ids = torch.tensor(new long[] {0, 0}, 2, 1);
      Tensor logits = torch.zeros(2, 1, 3);
      assertThat(VaeLoss.of(logits, ids, none, Scale.ELBO, .5).divergence().item())
          .isCloseTo(.5, within(1e-12));
      double a = Math.sqrt(2 * .3);
      double b = Math.sqrt(2 * .9);
      Tensor mean = torch.tensor(new double[] {a, 0, b, 0}, 2, 2);
      Latent two = new Latent(mean, torch.zeros(2, 2));
      assertThat(VaeLoss.of(logits, ids, two, Scale.ELBO, .5).divergence().item())
          .isCloseTo(.7, within(1e-12));
      assertThat(VaeLoss.of(logits, ids, two, Scale.ELBO, .5).rawDivergence().item())
          .isCloseTo(.6, within(1e-12));
    }
  }

  /** R38: below the free bits a row's divergence has no gradient. */
  @Test
  void freeBitsStopTheGradient() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      double a = Math.sqrt(2 * .3);
      double b = Math.sqrt(2 * .9);
      Tensor mean = torch.leaf(torch.tensor(new double[] {a, 0, b, 0}, 2, 2));
      Tensor ids = torch.tensor(new long[] {0, 0}, 2, 1);
      VaeLoss.Terms terms =
          VaeLoss.of(
              torch.zeros(2, 1, 3), ids, new Latent(mean, torch.zeros(2, 2)), Scale.ELBO, .5);
      assertThat(torch.gradients(terms.divergence(), List.of(mean)).get(0).toDoubles())
          .containsExactly(new double[] {0, 0, b / 2, 0}, within(1e-12));
    }
  }

  /** R36: without a weight the divergence is not in the loss, on any scale. */
  @Test
  void betaOfZeroLeavesTheReconstruction() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor mean = torch.tensor(new double[] {3, 0, 1, 0}, 2, 2);
      Tensor ids = torch.tensor(new long[] {0, 0}, 2, 1);
      for (Scale scale : Scale.values()) {
        VaeLoss.Terms terms =
            VaeLoss.of(torch.zeros(2, 1, 3), ids, new Latent(mean, torch.zeros(2, 2)), scale, .5);
        assertThat(terms.total(0).item()).isEqualTo(terms.reconstruction().item());
      }
    }
  }

  @Test
  void aPlaceWithOneAllowedRuleCostsNothingAndPaddingCountsNowhere() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor ids = ids(torch);
      Tensor logits = torch.zeros(2, 4, 5);
      Tensor zero = torch.zeros(2, 3);
      Latent latent = new Latent(zero, zero);
      Tensor masked = VaeLoss.masked(logits, allowed(torch, ids), ids.ge(0));
      VaeLoss.Terms terms = VaeLoss.of(masked, ids, latent, Scale.ORIGIN, 0);
      // Four places allow two rules each, one allows one: the mean of ln 2, ln 2, ln 2, ln 2, 0.
      assertThat(terms.perToken().item()).isCloseTo(.8 * Math.log(2), within(1e-12));
      assertThat(terms.tokens().item()).isEqualTo(5);
      Tensor other = logits.slice(1, 0, 2);
      assertThat(other.size(1)).isEqualTo(2);
      assertThat(terms.rightTokens().item()).isEqualTo(3); // ties go to the lowest rule
      assertThat(terms.rightRows().item()).isEqualTo(1);
      assertThat(terms.rows()).isEqualTo(2);
    }
  }

  @Test
  void evenKernelsKeepTheLength() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      VaeSizes even =
          new VaeSizes(5, 4, 3, List.of(2L, 4L), List.of(4L, 2L), true, 6, 4, 2, true, 0);
      GrammarVae model = new GrammarVae(even);
      Weights.create(torch, model, 0);
      Latent latent = model.encode(ids(torch));
      assertThat(latent.mean().shape()).containsExactly(2, 3);
      assertThat(model.decode(latent.mean(), false).shape()).containsExactly(2, 4, 5);
    }
  }
}
