package dev.hydrant.trainer.vqvae.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** V10, R39: encoders of images and series, which are found by their names. */
class EncodersTest {
  @SuppressWarnings("unchecked")
  private static FeatureEncoder make(String name, Record params, long... shape) {
    EncoderType<Record> type = (EncoderType<Record>) EncoderTypes.load().find(name).orElseThrow();
    return type.create(params, shape, 3);
  }

  private static float[] noise(int count) {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void theParametersAreThoseOfTheSheet() {
    assertThat(
            make("InitialCNNEncoder", new InitialCnnEncoder.Params(28), 1, 1, 32, 32)
                .parameterCount())
        .isEqualTo(1_215_796);
    assertThat(
            make("InitialCNNEncoder", new InitialCnnEncoder.Params(28), 1, 3, 32, 32)
                .parameterCount())
        .isEqualTo(1_218_932);
    assertThat(
            make("TemporalCNNEncoder", new TemporalCnnEncoder.Params(64), 64, 12).parameterCount())
        .isEqualTo(452_096);
    assertThat(
            make("TemporalCNNEncoder", new TemporalCnnEncoder.Params(64), 64, 56).parameterCount())
        .isEqualTo(461_952);
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, MLPEncoder",
    "identity, IdentityEncoder",
    "ic_cnn, InitialCNNEncoder",
    "ICCNNEncoder, InitialCNNEncoder",
    "initial_hybrid, InitialHybridEncoder",
    "td_cnn, TemporalCNNEncoder",
    "TDCNNEncoder, TemporalCNNEncoder"
  })
  void otherNamesMeanTheSame(String other, String name) {
    EncoderTypes types = EncoderTypes.load();
    assertThat(types.find(other).orElseThrow().names().get(0)).isEqualTo(name);
    assertThat(types.names()).contains(name);
  }

  /** A convolution against its definition, by hand. */
  @Test
  void aConvolutionIsTheSumOverItsWindow() {
    Convolution c =
        new Convolution(2, 2, 1, Convolution.Window.of(2, 3, 2, 1), new SplittableRandom(1));
    float[] x = noise(2 * 5 * 4);
    Image y = c.apply(new Image(x, 2, 5, 4));
    assertThat(new int[] {y.channels(), y.height(), y.width()}).containsExactly(1, 3, 2);
    double sum = 0;
    for (int ch = 0; ch < 2; ch++) {
      for (int a = 0; a < 3; a++) {
        for (int b = 0; b < 3; b++) {
          int i = 2 * 2 - 1 + a; // row 2, column 1 of the output
          int j = 2 - 1 + b;
          if (i < 5 && j < 4) {
            sum += c.weights[(ch * 3 + a) * 3 + b] * x[(ch * 5 + i) * 4 + j];
          }
        }
      }
    }
    assertThat(y.values()[2 * 2 + 1]).isCloseTo((float) (sum / Math.sqrt(1 + 1e-5)), within(1e-5f));
  }

  @Test
  void samplesDoNotMixAndRepeatsAreAveraged() {
    FeatureEncoder one = make("InitialCNNEncoder", new InitialCnnEncoder.Params(5), 1, 1, 9, 8);
    FeatureEncoder two = make("InitialCNNEncoder", new InitialCnnEncoder.Params(5), 2, 1, 9, 8);
    float[] x = noise(4 * 72);
    float[] single = one.encode(x);
    float[] pairs = two.encode(x);
    assertThat(pairs).hasSize(10);
    for (int k = 0; k < 5; k++) {
      assertThat(pairs[k]).isCloseTo((single[k] + single[5 + k]) / 2, within(1e-5f));
    }
    assertThat(one.encode(Arrays.copyOfRange(x, 72, 144)))
        .isEqualTo(Arrays.copyOfRange(single, 5, 10));
  }

  /** A network over time sees when something happens, one over a constant series does not. */
  @Test
  void seriesAreReadAlongTime() {
    FeatureEncoder encoder = make("TemporalCNNEncoder", new TemporalCnnEncoder.Params(4), 16, 2);
    float[] early = new float[32];
    float[] late = new float[32];
    early[2 * 2] = 1;
    late[2 * 11] = 1;
    assertThat(encoder.encode(early)).isNotEqualTo(encoder.encode(late));
    assertThat(encoder.names("temporal", null))
        .containsExactly("temporal_0", "temporal_1", "temporal_2", "temporal_3");
  }

  @Test
  void statisticsOfImagesAreWhatTheirNamesSay() {
    float[] ramp = new float[24];
    for (int i = 0; i < 24; i++) {
      ramp[i] = i % 6;
    }
    float[] s = new FieldStatistics(4, 6).of(ramp, 0, 24);
    assertThat(s[FieldStatistics.NAMES.indexOf("mean")]).isEqualTo(2.5f);
    assertThat(s[FieldStatistics.NAMES.indexOf("std")])
        .isCloseTo((float) Math.sqrt(35 / 12.0), within(1e-5f));
    assertThat(s[FieldStatistics.NAMES.indexOf("skewness")]).isCloseTo(0, within(1e-5f));
    assertThat(s[FieldStatistics.NAMES.indexOf("max")]).isEqualTo(5);
    assertThat(s[FieldStatistics.NAMES.indexOf("gradient_x")]).isEqualTo(1);
    assertThat(s[FieldStatistics.NAMES.indexOf("gradient_y")]).isZero();
    assertThat(FieldStatistics.NAMES).hasSize(14);
    FeatureEncoder hybrid =
        make("InitialHybridEncoder", new InitialHybridEncoder.Params(28), 1, 1, 4, 6);
    assertThat(hybrid.outputs()).isEqualTo(42);
    assertThat(hybrid.names("initial", null)).startsWith("initial_mean", "initial_std");
    assertThat(hybrid.encode(ramp)[0]).isEqualTo(2.5f);
  }
}
