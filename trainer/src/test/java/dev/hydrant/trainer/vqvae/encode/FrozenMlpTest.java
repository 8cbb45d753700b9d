package dev.hydrant.trainer.vqvae.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** V10: the encoder that is never trained. */
class FrozenMlpTest {
  @ParameterizedTest
  @CsvSource({"275,256 128,112704", "21,128 64,15744", "42,128 64,18432"})
  void hasTheParametersOfTheSheet(int in, String hidden, long count) {
    List<Integer> widths = Arrays.stream(hidden.split(" ")).map(Integer::parseInt).toList();
    assertThat(new FrozenMlp(in, widths, 64, "relu", true, 1).parameterCount()).isEqualTo(count);
  }

  @Test
  void theSameSeedGivesTheSameOutputsAndRowsDoNotMix() {
    FrozenMlp mlp = new FrozenMlp(3, List.of(5), 2, "tanh", true, 7);
    float[] two = mlp.encode(new float[] {1, 2, 3, -1, 0, 1});
    float[] one = new FrozenMlp(3, List.of(5), 2, "tanh", true, 7).encode(new float[] {-1, 0, 1});
    assertThat(new float[] {two[2], two[3]}).isEqualTo(one);
    assertThat(new FrozenMlp(3, List.of(5), 2, "tanh", true, 8).encode(new float[] {-1, 0, 1}))
        .isNotEqualTo(one);
  }

  @Test
  void withoutHiddenLayersItIsLinear() {
    FrozenMlp mlp = new FrozenMlp(2, List.of(), 1, "relu", false, 3);
    float zero = mlp.encode(new float[] {0, 0})[0];
    float a = mlp.encode(new float[] {1, 0})[0] - zero;
    float b = mlp.encode(new float[] {0, 1})[0] - zero;
    assertThat(mlp.encode(new float[] {-2, 3})[0]).isCloseTo(zero - 2 * a + 3 * b, within(1e-5f));
  }
}
