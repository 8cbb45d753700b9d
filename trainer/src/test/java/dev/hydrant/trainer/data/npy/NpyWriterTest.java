package dev.hydrant.trainer.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NpyWriterTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("new/x.npy");
  }

  static Stream<Arguments> data() {
    return Stream.of(
        Arguments.of(NpyData.of(new float[] {1.5f, -2.25f}), "<f4", "(2,)", "0000c03f000010c0"),
        Arguments.of(NpyData.of(new double[] {1.5}, 1, 1), "<f8", "(1, 1)", "000000000000f83f"),
        Arguments.of(NpyData.of(new short[] {-257, 1}), "<i2", "(2,)", "fffe0100"),
        Arguments.of(NpyData.of(new int[] {-2}), "<i4", "(1,)", "feffffff"),
        Arguments.of(NpyData.of(new long[] {-2}), "<i8", "(1,)", "feffffffffffffff"),
        Arguments.of(NpyData.of(new byte[] {-1, 2, 3, 4}, 2, 2), "|u1", "(2, 2)", "ff020304"),
        Arguments.of(NpyData.of(new boolean[] {true, false}), "|b1", "(2,)", "0100"),
        Arguments.of(
            NpyData.of(new String[] {"a", "Zoë"}),
            "<U3",
            "(2,)",
            "6100000000000000000000005a0000006f000000eb000000"),
        Arguments.of(NpyData.ofOne("ab"), "<U2", "()", "6100000062000000"),
        Arguments.of(NpyData.ofOne(1.5), "<f8", "()", "000000000000f83f"),
        Arguments.of(NpyData.of(new float[0], 0, 3), "<f4", "(0, 3)", ""));
  }

  @ParameterizedTest
  @MethodSource("data")
  void writesTheBytesThatNumpyWrites(NpyData data, String descr, String shape, String hex)
      throws IOException {
    NpyWriter.write(file, data);

    assertThat(Files.readAllBytes(file)).isEqualTo(NumpyBytes.v1(descr, "False", shape, hex));
  }

  @Test
  void appendsRowsAsIfTheyHadBeenWrittenAtOnce() throws IOException {
    try (NpyWriter writer = NpyWriter.open(file)) {
      writer.append(NpyData.of(new int[] {1, 2, 3, 4}, 2, 2));
      writer.append(NpyData.of(new int[] {5, 6}, 1, 2));
      writer.finish();
    }

    assertThat(Files.readAllBytes(file))
        .isEqualTo(
            NumpyBytes.v1(
                "<i4", "False", "(3, 2)", "010000000200000003000000040000000500000006000000"));
  }

  @Test
  void refusesRowsThatDoNotGoTogether() {
    try (NpyWriter writer = NpyWriter.open(file)) {
      writer.append(NpyData.of(new int[] {1, 2}, 1, 2));

      assertThatThrownBy(() -> writer.append(NpyData.of(new int[] {1, 2, 3}, 1, 3)))
          .hasMessageContaining("rows of int32 [3] do not go on those of int32 [2]");
      assertThatThrownBy(() -> writer.append(NpyData.of(new float[] {1, 2}, 1, 2)))
          .hasMessageContaining("rows of float32");
    }
  }

  @Test
  void leavesTheOldFileAndNothingElseWhereItIsNotFinished() throws IOException {
    NpyWriter.write(file, NpyData.of(new int[] {1}));
    byte[] old = Files.readAllBytes(file);
    try (NpyWriter writer = NpyWriter.open(file)) {
      writer.append(NpyData.of(new int[] {1, 2}));
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(old);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "");

    assertThatThrownBy(() -> NpyWriter.write(blocked.resolve("x.npy"), NpyData.of(new int[1])))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Cannot write " + blocked.resolve("x.npy"));
    Path directory = Files.createDirectories(folder.resolve("d.npy/inside"));
    assertThatThrownBy(() -> NpyWriter.write(directory.getParent(), NpyData.of(new int[1])))
        .hasMessageContaining("it is a directory");
  }

  @Test
  void refusesAShapeThatIsNotThatOfTheValues() {
    assertThatThrownBy(() -> NpyData.of(new int[3], 2, 2))
        .hasMessageContaining("3 values are not of the shape [2, 2]");
  }
}
