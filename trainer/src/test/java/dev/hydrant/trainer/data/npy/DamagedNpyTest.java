package dev.hydrant.trainer.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hydrant.trainer.data.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamagedNpyTest {
  @TempDir Path folder;

  private NpyArray open(byte[] bytes) {
    return NpyArray.open(NumpyBytes.file(folder, bytes));
  }

  @Test
  void isReportedWhereverTheFileIsCut() {
    byte[] whole = NumpyBytes.v1("<f4", "False", "(2, 2)", "00000000 0000803f 00000040 00004040");

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> open(cut))
          .as("cut after %d bytes", length)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("x.npy is cut short")
          .hasMessageContaining("np.save");
    }
    assertThat(open(whole).floats(0, 4)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void saysHowMuchIsMissing() {
    assertThatThrownBy(() -> open(NumpyBytes.v1("<f4", "False", "(1000, 64)", "00000000")))
        .hasMessageContaining(
            "its header says float32 [1000, 64], which is 256,000 bytes of data, but there are 4");
  }

  @Test
  void refusesMoreBytesThanTheHeaderSays() {
    assertThatThrownBy(() -> open(NumpyBytes.v1("|u1", "False", "(1,)", "010203")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 2 bytes more than its header says (uint8 [1])");
  }

  @Test
  void neverFailsInAnotherWayThanByItsMessageWhateverByteIsWrong() {
    byte[] whole = NumpyBytes.v1("<f4", "False", "(2, 2)", "00000000 0000803f 00000040 00004040");
    Random random = new Random(3);

    for (int round = 0; round < 1000; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        damaged[random.nextInt(128)] = (byte) random.nextInt(256);
      }
      Throwable thrown = catchThrowable(() -> open(damaged));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(DataException.class).hasMessageContaining("x.npy");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|O; Python objects (a pickle)",
        "<c8; type <c8, which is not read",
        "<M8[ns]; type <M8[ns]",
        "|V8; type |V8",
        "<f16; type <f16",
        "?; type ?",
      })
  void refusesTypesThatAreNoPlainNumbersOrStrings(String descr, String message) {
    assertThatThrownBy(() -> open(NumpyBytes.v1(descr, "False", "(1,)", "00")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("np.save(f, a.astype(np.float32))");
  }

  @Test
  void refusesRecordsWithFields() {
    String header =
        "{'descr': [('x', '<f4'), ('y', '<i4')], 'fortran_order': False, 'shape': (1,)}";
    assertThatThrownBy(() -> open(NumpyBytes.version("934e554d505901007600", header, "00")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("records with fields ([[x, <f4], [y, <i4]])")
        .hasMessageContaining("np.savez");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1.5,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)",
        "__import__('os').system('true')",
        "((((((((((((((((((((((((((((((",
      })
  void refusesHeadersThatNumpyDoesNotWrite(String header) {
    assertThatThrownBy(() -> open(NumpyBytes.version("934e554d505901007600", header, "00")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.npy has a damaged header: " + header)
        .hasMessageContaining("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }");
  }

  @Test
  void refusesShapesThatNoFileHolds() {
    assertThatThrownBy(
            () -> open(NumpyBytes.v1("|u1", "False", "(9999999999999, 9999999999999)", "00")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no file holds as many elements");
    assertThatThrownBy(() -> open(NumpyBytes.v1("<f8", "False", "(999999999999999999,)", "00")))
        .hasMessageContaining("cut short");
  }

  @Test
  void saysWhatIsNoSuchFileAtAll() {
    assertThatThrownBy(() -> open("PK, not numpy".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageContaining("x.npy is no .npy file");
    assertThatThrownBy(() -> open(NumpyBytes.version("934e554d505909007600", "{}", "")))
        .hasMessageContaining("version 9 of the .npy format");
    assertThatThrownBy(() -> NpyArray.open(folder.resolve("none.npy")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no such file");
  }
}
