package dev.hydrant.trainer.protein.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.Golden;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.protein.config.LossSection;
import dev.hydrant.trainer.protein.config.LossSection.LossElements;
import dev.hydrant.trainer.protein.config.LossSection.RmsdElements;
import dev.hydrant.trainer.protein.config.LossSection.ScoreColumns;
import dev.hydrant.trainer.protein.config.LossSection.ScoreEntropyVariant;
import dev.hydrant.trainer.protein.config.LossType;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cross entropy and score entropy of a track, against golden values and closed forms. */
class TrackLossTest {
  private static LossSection loss(
      ScoreEntropyVariant variant, boolean scaled, ScoreColumns columns) {
    return new LossSection(
        LossType.SCORE_ENTROPY,
        Optional.empty(),
        Optional.empty(),
        RmsdElements.NON_MASKED,
        true,
        variant,
        scaled,
        columns);
  }

  /** Four codes and five special ids, of which the golden case knows the first six. */
  private static LogitRows logits(EagerTorch torch, double added) {
    Tensor six = Fill.tensor(torch, 'x', 3, 4, 6).add(added);
    Tensor all = Torch.cat(List.of(six, torch.full(torch.floatType(), -1e9, 4, 3)), 1);
    return new LogitRows(all, torch.eye(9));
  }

  private static Track goldenTrack(EagerTorch torch) {
    Tensor real = torch.ones(1, 4).gt(0);
    Tensor masked = torch.tensor(new double[] {1, 0, 1, 0}, 1, 4).gt(0);
    return new Track("seq", 4, torch.tensor(new long[] {0, 1, 2, 3}, 1, 4), real, masked);
  }

  @Test
  void scoreEntropyGolden() {
    Golden.inBothPrecisions(
        (torch, tolerance) -> {
          Tensor noise = torch.full(torch.floatType(), 0.9, 1);
          Tensor rate = torch.full(torch.floatType(), 1.7, 1);
          Tensor origin =
              new ScoreEntropy(loss(ScoreEntropyVariant.ORIGIN, false, ScoreColumns.ALL))
                  .of(logits(torch, 0), goldenTrack(torch), noise, rate);
          assertThat(origin.item()).isCloseTo(10.322319, within(10 * tolerance));
          // The scale counts 9 ids here and 6 there.
          Tensor absorb =
              new ScoreEntropy(loss(ScoreEntropyVariant.ABSORB, true, ScoreColumns.ALL))
                  .of(logits(torch, Math.log(8.0 / 5)), goldenTrack(torch), noise, rate);
          assertThat(absorb.item()).isCloseTo(0.623864, within(tolerance));
        });
  }

  private static Track track(EagerTorch torch, int content, int rows, int length, int masked) {
    double[] mask = new double[rows * length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % length < masked ? 1 : 0;
    }
    return new Track(
        "struct",
        content,
        torch.full(DType.INT64, 3, rows, length),
        torch.ones(rows, length).gt(0),
        torch.tensor(mask, rows, length).gt(0));
  }

  private static LogitRows zero(EagerTorch torch, int rows, int ids) {
    return new LogitRows(torch.zeros(rows, 2), torch.zeros(ids, 2));
  }

  /** Zero logits: ln(V − 1)/(e^σ̄ − 1) for each mask. */
  @Test
  void scoreEntropyOfZeroLogits() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      double sigma = 0.7;
      Tensor noise = torch.full(torch.floatType(), sigma, 2);
      Tensor rate = torch.full(torch.floatType(), 1.5, 2);
      double share = 3.0 / 8;
      for (ScoreColumns columns : ScoreColumns.values()) {
        double value =
            new ScoreEntropy(loss(ScoreEntropyVariant.ABSORB, true, columns))
                .of(zero(torch, 16, 4380), track(torch, 4375, 2, 8, 3), noise, rate)
                .item();
        double v = columns == ScoreColumns.ALL ? 4380 : 4376;
        // D − ε ln s + ε(ln ε − 1) with D = ε: what is left is ε·ln(V − 1).
        double expected = 1.5 * share * Math.log(v - 1) / Math.expm1(sigma);
        assertThat(value).isCloseTo(expected, within(1e-9));
      }
    }
  }

  /** It is 0 where the score of the true id is 1/(e^σ̄ − 1) and all others are 0. */
  @Test
  void scoreEntropyOfRightScoresIsZero() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      double sigma = 1.3;
      double[] right = new double[9];
      Arrays.fill(right, -60);
      right[3] = -Math.log(Math.expm1(sigma));
      Tensor table = torch.tensor(right, 9, 1);
      LogitRows logits = new LogitRows(torch.ones(8, 1), table);
      Tensor one = torch.full(torch.floatType(), sigma, 1);
      double value =
          new ScoreEntropy(loss(ScoreEntropyVariant.ABSORB, false, ScoreColumns.ALL))
              .of(logits, track(torch, 4, 1, 8, 5), one, one)
              .item();
      assertThat(value).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void crossEntropyOfZeroLogitsIsThatOfAnEvenGuess() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Tensor there = torch.ones(2);
      double seq =
          new MaskedCrossEntropy(LossElements.MASKED)
              .of(zero(torch, 16, 30), track(torch, 25, 2, 8, 3), there)
              .item();
      double struct =
          new MaskedCrossEntropy(LossElements.NON_BEOSPANK)
              .of(zero(torch, 16, 4380), track(torch, 4375, 2, 8, 3), there)
              .item();
      assertThat(seq).isCloseTo(3.218876, within(1e-6));
      assertThat(struct).isCloseTo(8.383662, within(1e-6));
    }
  }

  /** Special ids are no answers, and proteins count alike however much of them is masked. */
  @Test
  void crossEntropyCountsContentAloneAndRowsAlike() {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      double[] mask = new double[20];
      mask[0] = 1;
      Arrays.fill(mask, 11, 20, 1);
      Track track =
          new Track(
              "seq",
              4,
              torch.full(DType.INT64, 1, 2, 10),
              torch.ones(2, 10).gt(0),
              torch.tensor(mask, 2, 10).gt(0));
      double[] rows = new double[20];
      Arrays.fill(rows, 10, 20, 1);
      double[] table = {0, 2, 0, 0, 50, 50, 50, 50, 50};
      Tensor weight = torch.requireGradient(torch.tensor(table, 9, 1));
      LogitRows logits = new LogitRows(torch.tensor(rows, 20, 1), weight);
      Tensor value = new MaskedCrossEntropy(LossElements.MASKED).of(logits, track, torch.ones(2));
      double second = Math.log(3 + Math.exp(2)) - 2;
      assertThat(value.item()).isCloseTo((Math.log(4) + second) / 2, within(1e-9));
      double[] g = torch.gradients(value, List.of(weight)).get(0).toDoubles();
      assertThat(Arrays.copyOfRange(g, 4, 9)).containsOnly(0);
    }
  }

  @Test
  void positionsThatCount() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Track track = goldenTrack(torch);
      assertThat(new MaskedCrossEntropy(LossElements.MASKED).selected(track).toLongs())
          .containsExactly(1, 0, 1, 0);
      assertThat(new MaskedCrossEntropy(LossElements.NON_SPECIAL).selected(track).toLongs())
          .containsExactly(0, 1, 0, 1);
      assertThat(new MaskedCrossEntropy(LossElements.NON_BEOSPANK).selected(track).toLongs())
          .containsExactly(1, 1, 1, 1);
    }
  }
}
