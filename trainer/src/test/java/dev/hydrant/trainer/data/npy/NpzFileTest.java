package dev.hydrant.trainer.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hydrant.trainer.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {
  @TempDir Path folder;

  /** Written by NumPy 2.4: {@code mean=[1.5, -2.25], names=['a', 'Zoë'], n=7}. */
  private static byte[] golden(String name) {
    try (InputStream in = NpzFileTest.class.getResourceAsStream("/npy/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private NpzFile open(byte[] bytes) {
    try {
      return NpzFile.open(Files.write(folder.resolve("x.npz"), bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readAll(NpzFile file) {
    assertThat(file.names()).containsExactly("mean", "names", "n");
    assertThat(file.array("mean").doubles(0, 2)).containsExactly(1.5, -2.25);
    assertThat(file.array("names").strings(0, 2)).containsExactly("a", "Zoë");
    assertThat(file.array("n").ints(0, 1)).containsExactly(7);
    assertThat(file.array("n").shape()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "compressed.npz"})
  void readsWhatNumpyWrites(String name) {
    readAll(open(golden(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "compressed.npz"})
  void reportsAFileThatIsCutAnywhere(String name) {
    byte[] whole = golden(name);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> readAll(open(cut)))
          .as("cut after %d bytes", length)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("x.npz")
          .hasMessageContaining("np.savez");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "compressed.npz"})
  void neverFailsInAnotherWayThanByItsMessageWhateverByteIsWrong(String name) {
    byte[] whole = golden(name);
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      Throwable thrown =
          catchThrowable(
              () -> {
                NpzFile file = open(damaged);
                file.names().forEach(n -> file.array(n).all());
              });
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(DataException.class).hasMessageContaining("x.npz");
      }
    }
  }

  @Test
  void noticesAnyChangedBitOfTheDataByItsChecksum() {
    int data = 30 + "mean.npy".length() + 20; // local header, name, sizes of 64 bits
    byte[] damaged = golden("stored.npz");
    for (int bit = 8 * data; bit < 8 * (data + 144); bit += 3) {
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> open(damaged).array("mean"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("array mean is damaged: its bytes do not match their checksum");
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void writesWhatItReads() {
    Map<String, NpyData> arrays = new LinkedHashMap<>();
    arrays.put("mean", NpyData.of(new double[] {1.5, -2.25}));
    arrays.put("names", NpyData.of(new String[] {"a", "Zoë"}));
    arrays.put("n", NpyData.of(new int[] {7}).scalar());
    Path file = folder.resolve("y.npz");
    NpzWriter.write(file, arrays);

    readAll(NpzFile.open(file));
  }

  @Test
  void writesEqualBytesForEqualArrays() throws IOException {
    Map<String, NpyData> arrays = Map.of("x", NpyData.of(new float[100_000], 1000, 100));
    NpzWriter.write(folder.resolve("a.npz"), arrays);
    NpzWriter.write(folder.resolve("b.npz"), arrays);

    assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
    assertThat(NpzFile.open(folder.resolve("a.npz")).array("x").size()).isEqualTo(100_000);
  }

  @Test
  void namesTheArraysThatThereAre() {
    assertThatThrownBy(() -> open(golden("stored.npz")).array("std"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.npz has no array std; it has mean, names, n");
  }

  @Test
  void refusesFilesThatAreNoArchives() {
    assertThatThrownBy(() -> open("not a zip".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no .npz file");
  }

  @Test
  void unpacksArraysLargerThanOnePiece() throws IOException {
    int[] values = new Random(5).ints(300_000, 0, 50).toArray();
    Path plain = folder.resolve("x.npy");
    NpyWriter.write(plain, NpyData.of(values));
    Path packed = folder.resolve("packed.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(packed))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      Files.copy(plain, zip);
    }

    assertThat(NpzFile.open(packed).array("x").ints(0, values.length)).isEqualTo(values);
  }
}
