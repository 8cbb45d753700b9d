package dev.hydrant.trainer.vqvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import dev.hydrant.trainer.vqvae.prepare.LevelTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The network, its quantizers and its loss, against golden values and closed forms. */
class VqVaeTest {
  private static final VqVae.Sizes SIZES =
      new VqVae.Sizes(64, 128, 0, 0.25, new Codebooks.Averages(0.99));

  private static Category category(String name, int from, int to) {
    int[] features = IntStream.range(from, to).toArray();
    return new Category(name, features, LevelTable.of(to - from, List.of(), List.of()));
  }

  private static VqVae example() {
    return new VqVae(
        64,
        List.of(
            category("cluster_1", 0, 21),
            category("cluster_2", 21, 42),
            category("cluster_3", 42, 64)),
        SIZES);
  }

  @Test
  void hasTheParametersOfTheExampleCodebooksCounted() {
    assertThat(example().valueCount()).isEqualTo(228_224L);
  }

  @Test
  void quantizesByTheNearestCodeAndMovesTheCodes() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Codebooks vq = quantizer(torch, 3, 2, 2, new Codebooks.Averages(.99));
          Tensor z = Fill.tensor(torch, 'x', 1, 6, 2);
          Codebooks.Quantized q = vq.forward(z, 0.25);
          assertThat(q.tokens().get(0).toLongs()).containsExactly(2, 0, 1, 0, 1, 2);
          assertThat(q.loss().item()).isCloseTo(0.044891, within(tolerance));
          Objective o = new Objective(q.loss());
          vq.follow(o, z, q.tokens());
          assertThat(o.updates().get(vq.codes).toDoubles())
              .containsExactly(
                  new double[] {-0.292838, 0.455912, -0.037684, 0.269972, -0.317676, -0.419149},
                  within(tolerance));
        });
  }

  @Test
  void aCodeThatIsNotUsedStaysFiniteAndKeepsItsDirection() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Codebooks vq = quantizer(torch, 4, 2, 4, new Codebooks.Averages(.5, .1));
          Tensor z = Fill.tensor(torch, 'x', 1, 6, 2);
          List<Tensor> tokens = vq.tokens(z);
          assertThat(tokens.get(0).toLongs()).containsExactly(2, 3, 3, 3, 1, 2);
          Objective o = new Objective(torch.scalar(0));
          vq.follow(o, z, tokens);
          assertThat(o.updates().get(vq.sizes).toDoubles())
              .containsExactly(new double[] {.5, 1, 1.5, 2}, within(tolerance));
          assertThat(o.updates().get(vq.codes).toDoubles())
              .containsExactly(
                  new double[] {
                    -0.164375, -0.393490, 0.553260, 0.156382, 0.181700, -0.711053, -0.366148,
                    0.222451
                  },
                  within(tolerance));
        });
  }

  private static Codebooks quantizer(
      EagerTorch torch, int n, int d, int p, Codebooks.Averages averages) {
    Codebooks vq = new Codebooks(new long[] {n}, new long[] {d}, averages);
    Weights weights = Weights.create(torch, vq, 0);
    Tensor codes = Fill.tensor(torch, 'm', p, n, d).mul(2).view(-1);
    weights.set(vq.codes, codes);
    weights.set(vq.sums, codes);
    return vq;
  }

  @Test
  void equallyNearCodesGiveTheFirst() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Codebooks vq = new Codebooks(new long[] {3}, new long[] {2}, new Codebooks.Averages(.99));
      Weights weights = Weights.create(torch, vq, 0);
      weights.set(vq.codes, torch.tensor(new double[] {5, 5, 1, 0, 1, 0}, 6));
      Tensor z = torch.tensor(new double[] {1, 0, 1, 0.5}, 2, 2);
      assertThat(vq.tokens(z).get(0).toLongs()).containsExactly(1, 1);
      assertThat(vq.forward(torch.tensor(new double[] {1, 0}, 1, 2), 1).loss().item()).isZero();
    }
  }

  @Test
  void distancesOfInputsLatentsAndCodesCorrelate() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Codebooks vq = quantizer(torch, 3, 2, 2, new Codebooks.Averages(.99));
          Tensor x = Fill.tensor(torch, 'x', 7, 6, 4);
          Tensor z = Fill.tensor(torch, 'x', 1, 6, 2);
          Topography t = Topography.of(x, z, vq.forward(z, 1).codes(), 2);
          assertThat(t.before().item()).isCloseTo(0.497935, within(tolerance));
          assertThat(t.after().item()).isCloseTo(0.775693, within(tolerance));
          assertThat(t.loss().item()).isCloseTo(0.307635, within(tolerance));
          Topography same = Topography.of(x, x.mul(2), x, 4);
          assertThat(same.loss().item()).isCloseTo(0, within(1e-4));
        });
  }

  @Test
  void embeddingsOfCategoriesArePushedApart() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          List<Tensor> e =
              IntStream.of(20, 21, 22).mapToObj(p -> Fill.tensor(torch, 'x', p, 5, 4)).toList();
          assertThat(Orthogonality.loss(Torch.stack(e, 0)).item())
              .isCloseTo(0.258522, within(tolerance));
          assertThat(Orthogonality.loss(Torch.stack(e.subList(0, 1), 0)).item()).isZero();
        });
  }

  @Test
  void theTotalIsTheWeightedSumAndTermsWithoutWeightAreNotThere() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      VqVae model = example();
      Weights.create(torch, model, 1);
      Tensor x = Fill.tensor(torch, 'x', 3, 40, 64);
      Objective o =
          new VqLoss(model, new VqLoss.Weights(1, .5, .1, .2, .3), true, 16)
              .of(x, Phase.VALIDATION);
      double sum =
          item(o, "reconstruction")
              + .5 * item(o, "vq")
              + .1 * item(o, "orthogonality")
              + .2 * item(o, "informativeness")
              + .3 * item(o, "topo");
      assertThat(o.loss().item()).isCloseTo(sum, within(1e-5));
      assertThat(o.updates()).isEmpty();
      Objective few =
          new VqLoss(model, new VqLoss.Weights(1, 1, 0, 0, 0), false, 16).of(x, Phase.TRAIN);
      assertThat(few.metrics().keySet()).containsExactly("reconstruction", "vq", "vq_per_code");
      assertThat(item(few, "vq")).isCloseTo(3 * item(o, "vq"), within(1e-4));
      assertThat(few.updates()).hasSize(3);
    }
  }

  private static double item(Objective o, String name) {
    return o.metrics().get(name).item();
  }

  @Test
  void decodingTokensIsTheReconstruction() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      VqVae model = example();
      Weights.create(torch, model, 2);
      Tensor x = Fill.tensor(torch, 'x', 4, 10, 64);
      Codebooks.Quantized q = model.quantize(model.encode(x, false).latents());
      double[] straight = model.decode(q.codes(), false).toDoubles();
      Tensor tokens = Torch.stack(q.tokens(), 1);
      assertThat(tokens.shape()).containsExactly(10, 9);
      assertThat(model.decode(model.codes(tokens), false).toDoubles())
          .containsExactly(straight, within(1e-5));
    }
  }
}
