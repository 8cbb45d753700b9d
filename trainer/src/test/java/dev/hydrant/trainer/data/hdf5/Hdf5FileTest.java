package dev.hydrant.trainer.data.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by h5py 3.16; {@code x[i, j] = (6 i + j) / 4}. */
class Hdf5FileTest {
  private static final String SUMMARY = "/features/summary/aggregated/features";
  private Hdf5File file;

  static Path resource(String name) {
    try {
      return Path.of(Hdf5FileTest.class.getResource("/hdf5/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void open() {
    file = Hdf5File.open(resource("h5py.h5"));
  }

  @AfterEach
  void close() {
    file.close();
  }

  private static float[] x(int from, int rows) {
    float[] values = new float[rows * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = (from * 6 + i) / 4f;
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {SUMMARY, "lzf"})
  void readsCompressedChunksWholeAndInAnyRows(String name) {
    Hdf5Dataset x = file.dataset(name);

    assertThat(x.shape()).containsExactly(250, 6);
    assertThat(x.floats()).isEqualTo(x(0, 250));
    for (int[] rows : new int[][] {{0, 1}, {99, 2}, {95, 150}, {249, 1}, {7, 0}}) {
      assertThat(x.floats(rows[0], rows[1])).isEqualTo(x(rows[0], rows[1]));
    }
    assertThatThrownBy(() -> x.floats(249, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void readsTheFormatOfVersion110Too() {
    try (Hdf5File newer = Hdf5File.open(resource("v110.h5"))) {
      assertThat(newer.dataset("/g/x").floats()).isEqualTo(x(0, 40));
      assertThat(newer.attributes("g").text("unit")).contains("m");
    }
  }

  @Test
  void saysHowToWriteAFileThatIsTooNew() {
    try (Hdf5File latest = Hdf5File.open(resource("latest.h5"))) {
      assertThatThrownBy(() -> latest.dataset("/g/x"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("latest.h5, /g/x: its format is newer than what is read")
          .hasMessageContaining("without libver='latest'");
    }
  }

  @Test
  void readsNumbersOfEveryKind() {
    assertThat(file.dataset("plain").longs()).containsExactly(1, 2, 3, 4);
    assertThat(file.dataset("plain").ints()).containsExactly(1, 2, 3, 4);
    assertThat(file.dataset("plain").longs(1, 1)).containsExactly(3, 4);
    assertThat(file.dataset("plain").doubles()).containsExactly(1, 2, 3, 4);
    assertThat(file.dataset("half").floats()).containsExactly(1, -2, .5f);
    assertThat(file.dataset("big").doubles()).containsExactly(1.5, 2.5);
    assertThat(file.dataset("one").longs()).containsExactly(7);
    assertThat(file.dataset("one").shape()).isEmpty();
    assertThat(file.dataset("u8").doubles()).containsExactly(1, 0x1p63);
    assertThat(file.dataset("grow").floats(1, 2)).containsExactly(1.5f, 1.75f, 3, 3.25f);
    assertThat(file.dataset("empty").floats()).isEmpty();
  }

  @Test
  void readsTextsAndTruthValues() {
    assertThat(file.dataset("names").texts()).containsExactly("Zoë", "b");
    assertThat(file.dataset("fixed").texts()).containsExactly("ab", "c");
    assertThat(file.dataset("flags").texts()).containsExactly("TRUE", "FALSE");
  }

  @Test
  void readsAttributes() {
    Hdf5Attributes attributes = file.attributes("/features/summary");

    assertThat(attributes.names()).containsExactly("feature_registry", "names", "scale", "version");
    assertThat(attributes.text("feature_registry"))
        .contains("[{\"name\": \"a\"}, {\"name\": \"b\"}]");
    assertThat(attributes.texts("names").orElseThrow()).containsExactly("alpha", "beta");
    assertThat(attributes.number("version")).contains(3.0);
    assertThat(attributes.numbers("scale").orElseThrow()).containsExactly(.5, 2);
    assertThat(attributes.text("none")).isEmpty();
    assertThatThrownBy(() -> attributes.number("scale"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "h5py.h5, /features/summary, attribute scale holds 2 values, not one");
    assertThatThrownBy(() -> attributes.number("names")).hasMessageContaining("texts, not numbers");
  }

  @Test
  void listsWhatThereIs() {
    assertThat(file.list("/features")).containsExactly("summary");
    assertThat(file.list("/")).startsWith("big", "empty", "features");
    assertThat(file.datasets()).contains(SUMMARY, "/names").doesNotContain("/features");
    assertThat(file.has("/features")).isTrue();
    assertThat(file.hasDataset("/features")).isFalse();
    assertThat(file.has("/features/none/x")).isFalse();
  }

  @Test
  void namesWhatThereIsWhereSomethingIsMissing() {
    assertThatThrownBy(() -> file.dataset("/features/summary/agregated/features"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("h5py.h5 has no /features/summary/agregated/features")
        .hasMessageContaining("/features/summary holds aggregated");
    assertThatThrownBy(() -> file.dataset("/features"))
        .hasMessageContaining("/features is a group, not a dataset; it holds summary");
    assertThatThrownBy(() -> file.list("/half")).hasMessageContaining("a dataset, not a group");
  }

  @Test
  void saysWhatIsThereAndWhatIsNeededWhereShapeOrTypeIsWrong() {
    assertThatThrownBy(() -> file.dataset("half").longs())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("dataset half holds real numbers, not integers");
    assertThatThrownBy(() -> file.dataset("names").floats())
        .hasMessageContaining("holds texts, not numbers");
    assertThatThrownBy(() -> file.dataset("plain").texts())
        .hasMessageContaining("holds integers, not texts");
    assertThatThrownBy(() -> file.dataset("u8").longs())
        .hasMessageContaining("9223372036854775808, which does not fit 64 bits");
    assertThatThrownBy(() -> file.dataset("table")).hasMessageContaining("records with fields");
    assertThatThrownBy(() -> file.dataset(SUMMARY).require("features", -1, 275))
        .hasMessageContaining("is of shape [250, 6], but features must be of shape [any, 275]");
    assertThat(file.dataset(SUMMARY).require("features", -1, 6).rows()).isEqualTo(250);
  }

  @Test
  void isReadByManyThreadsAtOnceAndOutlivesTheirInterruption() throws Exception {
    Hdf5Dataset x = file.dataset(SUMMARY);
    Thread.currentThread().interrupt();
    assertThatThrownBy(x::floats).hasMessageContaining("Interrupted");
    assertThat(Thread.interrupted()).isTrue();

    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<float[]>> reads =
          IntStream.range(0, 100).<Callable<float[]>>mapToObj(i -> () -> x.floats(i, 5)).toList();
      List<Future<float[]>> results = pool.invokeAll(reads);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(x(i, 5));
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void isNotReadAfterItWasClosed() {
    Hdf5Dataset x = file.dataset("half");
    file.close();
    file.close();

    assertThatThrownBy(x::floats).hasMessageContaining("h5py.h5 is closed");
  }
}
