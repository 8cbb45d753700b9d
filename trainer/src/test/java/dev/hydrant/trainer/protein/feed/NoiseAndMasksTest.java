package dev.hydrant.trainer.protein.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.protein.config.MaskingSection;
import dev.hydrant.trainer.protein.config.MaskingSection.Diffusion;
import dev.hydrant.trainer.protein.config.MaskingSection.Schedule;
import dev.hydrant.trainer.protein.config.MaskingSection.Simple;
import dev.hydrant.trainer.protein.config.MaskingSection.Strategy;
import dev.hydrant.trainer.protein.config.MaskingSection.TokenizeFrom;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C5, C8, G3: noise schedules by their golden values, and masks by their rates. */
class NoiseAndMasksTest {
  private static NoiseSchedule schedule(Schedule kind) {
    return kind == Schedule.INVERTED_U
        ? NoiseSchedule.of(new Diffusion(kind, 0.1, 10, 200))
        : NoiseSchedule.of(new Diffusion(kind, 0.31, 5.68, 100));
  }

  @ParameterizedTest
  @CsvSource({
    "LINEAR, 25, 1.666061, 0.249503, 0.220812",
    "LINEAR, 50, 3.022121, 0.841445, 0.568913",
    "LINEAR, 99, 5.68, 2.995, 0.949963",
    "UNIFORM, 0, 0.947368, 0.051293, 0.05",
    "UNIFORM, 50, 1.816514, 0.702280, 0.504545",
    "UNIFORM, 99, 18.0, 2.995732, 0.95",
    "INVERTED_U, 0, 0.1, 0.051293, 0.05",
    "INVERTED_U, 50, 1.008543, 0.460444, 0.368997",
    "INVERTED_U, 100, 0.901135, 0.695414, 0.501132",
    "INVERTED_U, 198, 10, 2.352690, 0.904887",
  })
  void golden(Schedule kind, int step, double rate, double total, double masked) {
    NoiseSchedule s = schedule(kind);
    assertThat(s.rate(step)).isCloseTo(rate, within(1e-6));
    assertThat(s.total(step)).isCloseTo(total, within(1e-6));
    assertThat(s.masked(step)).isCloseTo(masked, within(1e-6));
  }

  /** The mean of rate·(1 − p): how large the loss of zero logits is, in units of ln(V − 1). */
  @ParameterizedTest
  @CsvSource({"UNIFORM, 0.9", "LINEAR, 0.940279", "INVERTED_U, 0.814061"})
  void firstLoss(Schedule kind, double factor) {
    NoiseSchedule s = schedule(kind);
    double sum = 0;
    for (int t = kind == Schedule.LINEAR ? 1 : 0; t < s.steps(); t++) {
      sum += s.rate(t) * (1 - s.masked(t));
    }
    assertThat(sum / s.steps()).isCloseTo(factor, within(2e-6));
  }

  @Test
  void noTimeIsWithoutNoise() {
    assertThat(schedule(Schedule.LINEAR).total(0)).isEqualTo(1e-3);
    assertThat(NoiseSchedule.of(new Diffusion(Schedule.LINEAR, 0.3, 5, 1)).steps()).isEqualTo(1);
  }

  private static MaskingSection masking(Strategy strategy) {
    return new MaskingSection(
        strategy,
        Optional.of(new Simple(0.15, 0.3)),
        Optional.of(new Diffusion(Schedule.UNIFORM, 0.31, 5.68, 100)),
        TokenizeFrom.CLEAN);
  }

  /** Shares of hidden positions of many proteins: of residues, then of coordinates. */
  private static double[] shares(Strategy strategy, int time) {
    int length = 50;
    boolean[] real = new boolean[length];
    Arrays.fill(real, 1, length - 1, true);
    SplittableRandom random = new SplittableRandom(3);
    double[] hidden = new double[2];
    int proteins = 2000;
    for (int p = 0; p < proteins; p++) {
      MaskDraw draw = MaskDraw.of(masking(strategy), schedule(Schedule.UNIFORM), time, random);
      double[] chances = {draw.sequence(), draw.structure()};
      for (int track = 0; track < 2; track++) {
        boolean[] mask = new boolean[length];
        MaskDraw.draw(chances[track], real, mask, 0, length, track == 1, random);
        assertThat(mask[0] || mask[length - 1]).isFalse();
        for (boolean is : mask) {
          hidden[track] += is ? 1 : 0;
        }
      }
    }
    return new double[] {hidden[0] / proteins / 48, hidden[1] / proteins / 48};
  }

  @Test
  void rates() {
    assertThat(shares(Strategy.NONE, -1)).containsOnly(0);
    assertThat(shares(Strategy.SIMPLE, -1)).containsExactly(new double[] {0.15, 0.3}, within(0.01));
    // ∫ sin(uπ/2) du = 2/π, with its ends cut off at 0.05 and 0.95.
    assertThat(shares(Strategy.COMPLEX, -1))
        .containsExactly(new double[] {0.627, 0.627}, within(0.02));
    double p = schedule(Schedule.UNIFORM).masked(70);
    assertThat(shares(Strategy.DISCRETE_DIFFUSION, 70))
        .containsExactly(new double[] {p, p}, within(0.01));
  }

  @Test
  void oneResidueStays() {
    boolean[] real = {false, true, true, false};
    for (int seed = 0; seed < 50; seed++) {
      boolean[] mask = new boolean[4];
      MaskDraw.draw(1, real, mask, 0, 4, true, new SplittableRandom(seed));
      assertThat(mask[1] ^ mask[2]).isTrue();
      boolean[] alone = new boolean[1];
      MaskDraw.draw(1, new boolean[] {true}, alone, 0, 1, true, new SplittableRandom(seed));
      assertThat(alone[0]).isFalse();
    }
  }

  /** A diffusion with masks of a fixed rate is told the time that has this rate. */
  @Test
  void pseudoTimes() {
    MaskDraw draw = MaskDraw.of(masking(Strategy.SIMPLE), null, -1, new SplittableRandom(0));
    assertThat(draw.time()).isEqualTo((int) Math.round((0.3 - 0.05) / 0.9 * 99));
    assertThat(draw.noise()).isCloseTo(-Math.log(0.7), within(1e-9));
    assertThat(draw.rate()).isCloseTo(0.9 / 0.7, within(1e-9));
  }
}
