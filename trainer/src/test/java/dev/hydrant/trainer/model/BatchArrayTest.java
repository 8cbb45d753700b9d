package dev.hydrant.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchArrayTest {
  static Stream<Arguments> arrays() {
    return Stream.of(
        Arguments.of(new Batch.Longs(new long[] {1L << 40, -2, 3, 4}, 2, 2), DType.INT64, 32),
        Arguments.of(new Batch.Ints(new int[] {1 << 30, -2, 3, 4}, 2, 2), DType.INT32, 16),
        Arguments.of(new Batch.Bytes(new byte[] {-1, 0, 127, 4}, 2, 2), DType.UINT8, 4),
        Arguments.of(
            new Batch.Bools(new boolean[] {true, false, false, true}, 2, 2), DType.BOOL, 4),
        Arguments.of(new Batch.Floats(new float[] {.5f, -2, 3, 4}, 2, 2), DType.FLOAT32, 16),
        Arguments.of(new Batch.Doubles(new double[] {.5, -2, 3, 4}, 2, 2), DType.FLOAT32, 32));
  }

  private static double[] expected(Batch.Array array) {
    double[] out = new double[4];
    for (int i = 0; i < 4; i++) {
      if (array instanceof Batch.Longs a) {
        out[i] = a.values()[i];
      } else if (array instanceof Batch.Ints a) {
        out[i] = a.values()[i];
      } else if (array instanceof Batch.Bytes a) {
        out[i] = a.values()[i] & 0xFF;
      } else if (array instanceof Batch.Bools a) {
        out[i] = a.values()[i] ? 1 : 0;
      } else if (array instanceof Batch.Floats a) {
        out[i] = a.values()[i];
      } else if (array instanceof Batch.Doubles a) {
        out[i] = a.values()[i];
      }
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void becomeTensorsOfTheirTypeWholeAndInRows(Batch.Array array, DType type, long bytes) {
    double[] all = expected(array);
    try (EagerTorch torch = EagerTorch.cpu();
        Scope scope = torch.scope()) {
      Tensor whole = array.in(torch);
      Tensor second = array.rows(1, 2).in(torch);

      assertThat(whole.dtype()).isEqualTo(type);
      assertThat(array.type(DType.FLOAT32).dtype()).isEqualTo(type);
      assertThat(whole.shape()).containsExactly(2, 2);
      assertThat(doubles(whole)).containsExactly(all);
      assertThat(second.shape()).containsExactly(1, 2);
      assertThat(doubles(second)).containsExactly(all[2], all[3]);
      assertThat(array.bytes()).isEqualTo(bytes);
    }
  }

  private static double[] doubles(Tensor t) {
    return t.to(DType.FLOAT64).toDoubles();
  }
}
