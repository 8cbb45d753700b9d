package dev.hydrant.trainer.vqvae.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R29, V11: archives of PyTorch's format, read back by its description alone. */
class PtArchiveTest {
  @TempDir Path dir;

  private static Map<String, Object> content() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("ü", Arrays.asList(null, true, false, 0, 255, 256, -1, 1L << 40, 0.1, "x"));
    content.put("weights", Storage.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    content.put("one", Storage.of(new float[] {7}));
    content.put("longs", Storage.of(new long[] {-1, 2}, 2));
    content.put("mask", Storage.of(new boolean[] {true, false}));
    content.put("tuple", new Object[] {0.9, 0.999});
    content.put("places", new int[] {0, 300});
    content.put("map", Map.of("inner", Map.of()));
    return content;
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    Path file = dir.resolve("model.pt");
    PtArchive.write(file, content(), Map.of());
    Map<String, Object> read = PickleReader.read(file);
    assertThat(read.keySet()).containsExactlyElementsOf(content().keySet());
    assertThat(read.get("ü"))
        .isEqualTo(Arrays.asList(null, true, false, 0L, 255L, 256L, -1L, 1L << 40, 0.1, "x"));
    PickleReader.Read weights = (PickleReader.Read) read.get("weights");
    assertThat(weights.floats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(weights.shape()).containsExactly(2L, 3L);
    assertThat(weights.strides()).containsExactly(3L, 1L);
    assertThat(((PickleReader.Read) read.get("one")).shape()).isEmpty();
    assertThat(((PickleReader.Read) read.get("longs")).type()).isEqualTo("torch.LongStorage");
    assertThat(((PickleReader.Read) read.get("mask")).bytes()).containsExactly(1, 0);
    assertThat(read.get("tuple")).isEqualTo(List.of(0.9, 0.999));
    assertThat(read.get("places")).isEqualTo(List.of(0L, 300L));
    assertThat(read.get("map")).isEqualTo(Map.of("inner", Map.of()));
  }

  @Test
  void equalContentsGiveEqualBytes() throws Exception {
    PtArchive.write(dir.resolve("a/m.pt"), content(), Map.of("x", new byte[3]));
    PtArchive.write(dir.resolve("b/m.pt"), content(), Map.of("x", new byte[3]));
    assertThat(dir.resolve("a/m.pt")).hasSameBinaryContentAs(dir.resolve("b/m.pt"));
  }

  /** Entries that fail when they are read, in the middle of writing. */
  private static final class Failing extends AbstractMap<String, byte[]> {
    @Override
    public Set<Entry<String, byte[]>> entrySet() {
      throw new UncheckedIOException(new java.io.IOException("gone"));
    }
  }

  @Test
  void afterAFailureInTheMiddleTheEarlierFileIsWhole() throws Exception {
    Path file = dir.resolve("best_model.pt");
    PtArchive.write(file, content(), Map.of());
    byte[] before = Files.readAllBytes(file);
    Map<String, Object> other = Map.of("weights", Storage.of(new float[100_000], 100_000));
    assertThatThrownBy(() -> PtArchive.write(file, other, new Failing()))
        .hasMessageContaining("gone");
    assertThat(file).hasBinaryContent(before);
    assertThat(dir.toFile().list()).containsExactly("best_model.pt");
  }
}
