package dev.hydrant.trainer.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyArrayTest {
  @TempDir Path folder;

  private NpyArray array(String descr, String shape, String dataHex) {
    return NpyArray.open(NumpyBytes.file(folder, NumpyBytes.v1(descr, "False", shape, dataHex)));
  }

  @ParameterizedTest
  @CsvSource({
    "|b1, 0100, 1, 0",
    "|i1, ff7f, -1, 127",
    "|u1, ff7f, 255, 127",
    "<i2, fffe0100, -257, 1",
    ">i2, feff0001, -257, 1",
    "<u2, fffe0100, 65279, 1",
    "<i4, feffffff 00000080, -2, -2147483648",
    ">i4, fffffffe 80000000, -2, -2147483648",
    "<u4, feffffff 00000080, 4294967294, 2147483648",
    "<i8, feffffffffffffff 0000000000000100, -2, 281474976710656",
    ">u8, 0000000000000002 0001000000000000, 2, 281474976710656",
    "<u8, 0000000000000080 0100000000000000, 9223372036854775808, 1",
    "<f2, 003c00c0, 1, -2",
    ">f2, 3c00c000, 1, -2",
    "<f4, 0000c03f 000010c0, 1.5, -2.25",
    ">f4, 3fc00000 c0100000, 1.5, -2.25",
    "<f8, 000000000000f83f 00000000000002c0, 1.5, -2.25",
    "=f8, 000000000000f83f 00000000000002c0, 1.5, -2.25",
  })
  void readsEveryTypeOfNumbersInBothByteOrders(
      String descr, String data, double first, double second) {
    NpyArray x = array(descr, "(2,)", data);

    assertThat(x.doubles(0, 2)).containsExactly(first, second);
    assertThat(x.floats(0, 2)).containsExactly((float) first, (float) second);
    assertThat(x.doubles(1, 1)).containsExactly(second);
    if (x.type().kind().isInteger() && first < 9e18) {
      assertThat(x.longs(0, 2)).containsExactly((long) first, (long) second);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ff7b, 65504",
    "0100, 5.9604645e-8",
    "ff03, 6.097555e-5",
    "0004, 6.1035156e-5",
    "662e, 0.099975586",
    "007c, Infinity",
    "00fc, -Infinity",
    "007e, NaN",
    "0080, -0.0",
  })
  void readsTheEdgesOfHalfPrecision(String data, float value) {
    assertThat(array("<f2", "()", data).floats(0, 1)).containsExactly(value);
  }

  @Test
  void readsEveryHalfAsItsBitsSay() {
    for (int bits = 0; bits < 0x7C00; bits++) {
      int exponent = bits >> 10;
      double value =
          exponent == 0
              ? (bits & 0x3FF) * Math.pow(2, -24)
              : (1 + (bits & 0x3FF) / 1024.0) * Math.pow(2, exponent - 15);
      assertThat(Elements.half((short) bits)).isEqualTo((float) value);
      assertThat(Elements.half((short) (bits | 0x8000))).isEqualTo((float) -value);
    }
  }

  @Test
  void readsStringsWithoutTheirPadding() {
    assertThat(
            array("<U3", "(2,)", "610000000000000000000000 5a0000006f000000eb000000").strings(0, 2))
        .containsExactly("a", "Zoë");
    assertThat(array(">U1", "(1,)", "0001f600").strings(0, 1)).containsExactly("😀");
    assertThat(array("|S3", "(3,)", "610000 616263 000000").strings(0, 3))
        .containsExactly("a", "abc", "");
  }

  @Test
  void readsBytesAndTruthValuesAsTheyAre() {
    assertThat(array("|u1", "(3,)", "80ff01").bytes(1, 2)).containsExactly(-1, 1);
    assertThat(array("|b1", "(3,)", "010001").booleans(0, 3)).containsExactly(true, false, true);
  }

  @Test
  void readsVersionsTwoAndThreeAndHeadersOfPython2() {
    String header = "{'descr': '<i2', 'fortran_order': False, 'shape': (2L,), }";
    for (String version : List.of("0200", "0300")) {
      byte[] file = NumpyBytes.version("934e554d5059" + version + "74000000", header, "01000200");
      assertThat(NpyArray.open(NumpyBytes.file(folder, file)).ints(0, 2)).containsExactly(1, 2);
    }
  }

  @Test
  void readsFortranOrderRowByRow() {
    // np.asfortranarray([[0, 1, 2], [3, 4, 5]], dtype='u1')
    byte[] file = NumpyBytes.v1("|u1", "True", "(2, 3)", "000301040205");
    NpyArray x = NpyArray.open(NumpyBytes.file(folder, file));

    assertThat(x.ints(0, 6)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(x.bytes(2, 3)).containsExactly(2, 3, 4);
  }

  @Test
  void readsAnyStretchOfAnyShapeWhateverTheOrderAndTheSizeOfTheMaps() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int rank = random.nextInt(4);
      long[] shape = new long[rank];
      int count = 1;
      for (int i = 0; i < rank; i++) {
        shape[i] = random.nextInt(1, 6);
        count *= (int) shape[i];
      }
      boolean fortran = random.nextBoolean();
      NpyHeader header = new NpyHeader(NpyType.parse("<i2").orElseThrow(), fortran, shape, 0);
      byte[] head = header.toBytes();
      byte[] file = Arrays.copyOf(head, head.length + 2 * count);
      for (int i = 0; i < count; i++) {
        int at = head.length + 2 * (fortran ? fortranPlace(i, shape) : i);
        file[at] = (byte) i;
        file[at + 1] = (byte) (i >> 8);
      }
      NpyArray x = NpyArray.open(NumpyBytes.file(folder, file), random.nextInt(2, 40));
      int from = random.nextInt(count);
      int length = random.nextInt(count - from + 1);
      int[] expected = IntStream.range(from, from + length).toArray();

      assertThat(x.ints(from, length)).isEqualTo(expected);
      assertThat(x.shape()).isEqualTo(shape);
    }
  }

  private static int fortranPlace(int position, long[] shape) {
    int[] index = new int[shape.length];
    for (int i = shape.length - 1; i >= 0; i--) {
      index[i] = (int) (position % shape[i]);
      position /= (int) shape[i];
    }
    int place = 0;
    for (int i = shape.length - 1; i >= 0; i--) {
      place = (int) (place * shape[i] + index[i]);
    }
    return place;
  }

  @Test
  void acceptsEmptyArrays() {
    NpyArray x = array("<f4", "(0, 3)", "");

    assertThat(x.size()).isZero();
    assertThat(x.floats(0, 0)).isEmpty();
  }

  @Test
  void saysWhichValueDoesNotFit() {
    assertThatThrownBy(() -> array("<i8", "(2,)", "0100000000000000 0000000001000000").ints(0, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.npy: the value 4294967296 at position 1 does not fit")
        .hasMessageContaining("32 bits");
    assertThatThrownBy(() -> array("<u8", "(1,)", "ffffffffffffffff").longs(0, 1))
        .hasMessageContaining("the value 18446744073709551615 at position 0 does not fit");
  }

  @Test
  void refusesToTakeOneTypeForAnother() {
    NpyArray reals = array("<f4", "(1,)", "0000803f");

    assertThatThrownBy(() -> reals.longs(0, 1))
        .hasMessageContaining("holds float32, which cannot be read as integers")
        .hasMessageContaining("astype");
    assertThatThrownBy(() -> reals.bytes(0, 1)).hasMessageContaining("single bytes");
    assertThatThrownBy(() -> reals.booleans(0, 1)).hasMessageContaining("truth values");
    assertThatThrownBy(() -> reals.strings(0, 1)).hasMessageContaining("strings");
    assertThatThrownBy(() -> array("|S1", "(1,)", "61").floats(0, 1))
        .hasMessageContaining("holds bytes[1], which cannot be read as numbers");
  }

  @Test
  void saysWhatIsThereAndWhatIsNeededWhereShapeOrTypeIsWrong() {
    NpyArray x = array("<f8", "(2, 1)", "000000000000f83f 00000000000002c0");

    assertThat(x.require("features", NpyArray.FLOATS, -1, 1)).isSameAs(x);
    assertThatThrownBy(
            () -> x.require("ids", Set.of(NpyType.Kind.INT16, NpyType.Kind.INT32), -1, 100))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "x.npy holds float64 [2, 1], but ids must be int16 or int32 [any, 100].");
    assertThatThrownBy(() -> x.require("features", NpyArray.FLOATS, -1, 2))
        .hasMessageContaining("[any, 2]");
    assertThatThrownBy(() -> x.require("features", NpyArray.FLOATS, 2))
        .hasMessageContaining("must be");
  }

  @Test
  void noticesAFileThatIsCutShortWhileItIsInUse() throws IOException {
    byte[] bytes = NumpyBytes.v1("|u1", "False", "(4,)", "01020304");
    Path file = NumpyBytes.file(folder, bytes);
    NpyArray x = NpyArray.open(file);
    Files.write(file, Arrays.copyOf(bytes, 130));

    assertThatThrownBy(() -> x.bytes(0, 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has changed while it was in use: it had 132 bytes and now has 130");
  }

  @Test
  void isNotReadAfterItWasClosed() {
    NpyArray x = array("|u1", "(1,)", "01");
    x.close();

    assertThatThrownBy(() -> x.bytes(0, 1)).hasMessageContaining("x.npy is closed");
  }

  @Test
  void refusesPositionsOutsideOfTheArray() {
    NpyArray x = array("|u1", "(2,)", "0102");

    assertThatThrownBy(() -> x.bytes(1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> x.bytes(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
