package dev.hydrant.trainer.vqvae.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Categories by a file. */
class ManualMappingTest {
  private static final List<String> NAMES = List.of("a_0", "a_1", "b_0", "b_1");
  private static final boolean[] KEPT = {true, false, true, true};

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void choose() {
    file = directory.resolve("m.json");
  }

  private ManualMapping.Result read(String json, boolean rest) throws Exception {
    Files.writeString(file, json);
    return ManualMapping.read(file, NAMES, KEPT, rest);
  }

  @Test
  void namesAndNumbersMeanFeaturesBeforeCleaning() throws Exception {
    ManualMapping.Result r = read("{\"b\": [\"b_1\", 2], \"a\": [0, 1], \"c\": []}", false);
    assertThat(r.categories().keySet()).containsExactly("b", "a");
    assertThat(r.categories().get("b")).containsExactly(1, 2);
    assertThat(r.categories().get("a")).containsExactly(0);
    assertThat(r.empty()).containsExactly("c");
  }

  @Test
  void theRestCanBeACategory() throws Exception {
    assertThat(read("{\"a\": [0]}", true).categories().get("other")).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"a\": [0, \"b_9\"]}; nearest is b_0",
        "{\"a\": [0, 7]}; there is no feature 7",
        "{\"a\": [0, 2], \"b\": [2, 3]}; b_0 is in a and in b",
        "{\"a\": [0]}; 2 features are in no category: b_0, b_1",
        "{\"a\": 3}; a must be a list",
        "[]; must be",
        "{; no JSON",
      })
  void saysWhatIsWrong(String json, String message) {
    assertThatThrownBy(() -> read(json, false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("m.json");
  }
}
