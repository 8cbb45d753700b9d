package dev.hydrant.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.checkpoint.ElementType;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights are read as other programs store them: in 16 bits, and split over several files. */
class OtherFilesTest {
  private static final Map<String, String> MODELS =
      Map.of(
          "gpt2", "vocab_size: 11, n_ctx: 6, d_model: 8, num_heads: 2, n_layers: 2",
          "mamba", "vocab_size: 11, n_ctx: 6, d_model: 8, n_layers: 2");
  private static final String INDEX = "model.safetensors.index.json";

  @TempDir Path dir;
  private Path here;

  @BeforeEach
  void directory() throws IOException {
    here = Files.createDirectories(dir.resolve("weights"));
  }

  /** Every tensor full of numbers that 16 bits hold exactly: 8 bits from the first to the last. */
  private Stored coarse(Models model) throws IOException {
    Stored stored = Stored.read(model.export(dir.resolve("own")).resolve("model.safetensors"));
    Random random = new Random(3);
    stored
        .values()
        .values()
        .forEach(v -> Arrays.setAll(v, i -> (random.nextInt(511) - 255) * 0x1p-7));
    double[] bias = stored.values().values().stream().filter(v -> v.length > 7).findAny().get();
    bias[0] = 0x1p-24;
    bias[1] = -0x1.8p-20;
    bias[2] = 57344;
    bias[3] = -0.0;
    return stored;
  }

  private static void assertHolds(Models model, Stored expected, Path out) throws IOException {
    Stored actual = Stored.read(model.export(out).resolve("model.safetensors"));
    assertThat(actual.values().keySet()).isEqualTo(expected.values().keySet());
    expected.values().forEach((name, v) -> assertThat(actual.get(name)).as(name).isEqualTo(v));
  }

  @ParameterizedTest
  @CsvSource({"gpt2, F16", "gpt2, BF16", "gpt2, F64", "mamba, F16", "mamba, BF16"})
  void weights_of_another_precision_are_read_exactly(String type, ElementType element)
      throws IOException {
    try (Models model = Models.of(type, MODELS.get(type), 0)) {
      Stored stored = coarse(model);
      stored.write(here.resolve("model.safetensors"), element);
      model.importWeights(here);
      assertHolds(model, stored, dir.resolve("again"));
    }
  }

  /** Splits the tensors in turn over three files, as {@code save_pretrained} names them. */
  private void split(Stored stored, ElementType element) throws IOException {
    StringBuilder map = new StringBuilder();
    int n = 0;
    for (String name : stored.values().keySet()) {
      map.append(map.isEmpty() ? "" : ", ");
      map.append("\"%s\": \"%s\"".formatted(name, part(n++ % 3)));
    }
    for (int k = 0; k < 3; k++) {
      String file = part(k);
      stored
          .only(name -> map.indexOf("\"%s\": \"%s\"".formatted(name, file)) >= 0)
          .write(here.resolve(file), element);
    }
    Files.writeString(here.resolve(INDEX), "{\"metadata\": {}, \"weight_map\": {" + map + "}}");
  }

  private static String part(int k) {
    return "model-0000%d-of-00003.safetensors".formatted(k + 1);
  }

  @ParameterizedTest
  @CsvSource({"gpt2, F32", "mamba, BF16"})
  void weights_in_several_files_are_read_by_their_index(String type, ElementType element)
      throws IOException {
    try (Models model = Models.of(type, MODELS.get(type), 0);
        Models other = Models.of(type, MODELS.get(type), 1)) {
      Stored stored = coarse(model);
      split(stored, element);
      // Other files may lie beside them.
      stored.write(here.resolve("consolidated.safetensors"));
      model.importWeights(here);
      assertHolds(model, stored, dir.resolve("again"));
      other.importWeights(here.resolve(INDEX));
      assertHolds(other, stored, dir.resolve("by-index"));
    }
  }

  @Test
  void an_index_that_does_not_fit_its_files_is_told_in_a_line() throws IOException {
    try (Models model = Models.of("gpt2", MODELS.get("gpt2"), 0)) {
      split(coarse(model), ElementType.F32);
      Files.delete(here.resolve(part(1)));
      assertRefused(model, INDEX + " names 3 files, of which 1 are not there: " + part(1));
      Files.writeString(here.resolve(INDEX), "{\"weight_map\": {}}");
      assertRefused(model, INDEX + " names no files: it has no weight_map");
      Files.writeString(here.resolve(INDEX), "{\"weight_map\": {\"a\": \"../b.safetensors\"}}");
      assertRefused(model, "'../b.safetensors', which is no safetensors file beside it");
      Files.writeString(here.resolve(INDEX), "{\"weight_map\": ");
      assertRefused(model, INDEX + " is not valid JSON");
    }
  }

  private void assertRefused(Models model, String message) {
    assertThatThrownBy(() -> model.importWeights(here))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_gpt2_that_scales_its_scores_otherwise_is_refused() throws IOException {
    try (Models model = Models.of("gpt2", MODELS.get("gpt2"), 0)) {
      Path out = model.export(dir.resolve("own"));
      Path config = out.resolve("config.json");
      String key = "\"scale_attn_by_inverse_layer_idx\" : ";
      Files.writeString(config, Files.readString(config).replace(key + "false", key + "true"));
      assertThatThrownBy(() -> model.importWeights(out))
          .hasMessageContaining(
              "config.json has scale_attn_by_inverse_layer_idx: true where this program gives"
                  + " false");
    }
  }
}
