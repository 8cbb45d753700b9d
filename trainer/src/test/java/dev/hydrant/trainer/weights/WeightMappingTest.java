package dev.hydrant.trainer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.lm.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeightMappingTest {
  private static final String GPT2 =
      "vocab_size: 11, n_ctx: 6, d_model: 8, num_heads: 2, n_layers: 2";
  private static final String MAMBA = "vocab_size: 11, n_ctx: 6, d_model: 8, n_layers: 2";

  @TempDir Path dir;

  private static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
  }

  @ParameterizedTest
  @MethodSource("dev.hydrant.trainer.lm.TinyModels#types")
  void what_is_exported_is_read_back_to_the_byte(String type) throws IOException {
    try (Models first = Models.of(TinyModels.tree(type, "", "none"));
        Models second = Models.of(TinyModels.tree(type, "", "none"))) {
      Path out = first.export(dir.resolve("first"));
      Stored stored = Stored.read(out.resolve("model.safetensors"));
      stored.values().values().forEach(v -> v[0] = v[0] == 0 ? 1 : -v[0]);
      Path changed = Files.createDirectories(dir.resolve("changed"));
      stored.write(changed.resolve("model.safetensors"));
      Files.copy(out.resolve("config.json"), changed.resolve("config.json"));
      second.importWeights(changed);
      Map<String, byte[]> before = first.bytes();
      second.bytes().forEach((name, b) -> assertThat(b).isNotEqualTo(before.get(name)));
      Path again = second.export(dir.resolve("again"));
      assertThat(again.resolve("model.safetensors"))
          .hasSameBinaryContentAs(changed.resolve("model.safetensors"));
      second.importWeights(out);
      assertSame(second.bytes(), first.bytes());
    }
  }

  private static List<String> refusal(Models model, Path from) {
    try {
      model.importWeights(from);
    } catch (UserException e) {
      return e.getMessage().lines().map(String::strip).toList();
    }
    throw new AssertionError("was read");
  }

  @Test
  void gpt2_has_the_names_and_the_description_of_hugging_face() throws IOException {
    try (Models model = Models.of("gpt2", GPT2, 0)) {
      Path out = model.export(dir.resolve("out"));
      Stored stored = Stored.read(out.resolve("model.safetensors"));
      assertThat(stored.shapes())
          .hasSize(2 + 2 * 12 + 2)
          .containsEntry("transformer.wte.weight", List.of(11L, 8L))
          .containsEntry("transformer.wpe.weight", List.of(6L, 8L))
          .containsEntry("transformer.h.1.attn.c_attn.weight", List.of(8L, 24L))
          .containsEntry("transformer.h.1.attn.c_attn.bias", List.of(24L))
          .containsEntry("transformer.h.1.attn.c_proj.weight", List.of(8L, 8L))
          .containsEntry("transformer.h.1.mlp.c_fc.weight", List.of(8L, 32L))
          .containsEntry("transformer.h.1.mlp.c_proj.weight", List.of(32L, 8L))
          .containsEntry("transformer.ln_f.bias", List.of(8L))
          .doesNotContainKey("lm_head.weight");
      JsonNode config = new ObjectMapper().readTree(out.resolve("config.json").toFile());
      assertThat(config.path("model_type").asText()).isEqualTo("gpt2");
      assertThat(config.path("architectures").path(0).asText()).isEqualTo("GPT2LMHeadModel");
      assertThat(config.path("n_head").asInt()).isEqualTo(2);
      assertThat(config.path("n_positions").asInt()).isEqualTo(6);
      assertThat(config.path("activation_function").asText()).isEqualTo("gelu_new");
    }
  }

  @Test
  void mamba_has_the_names_and_the_description_of_hugging_face() throws IOException {
    try (Models model = Models.of("mamba", MAMBA, 0)) {
      Path out = model.export(dir.resolve("out"));
      Stored stored = Stored.read(out.resolve("model.safetensors"));
      assertThat(stored.shapes())
          .hasSize(1 + 2 * 10 + 1)
          .containsEntry("backbone.embeddings.weight", List.of(11L, 8L))
          .containsEntry("backbone.layers.1.norm.weight", List.of(8L))
          .containsEntry("backbone.layers.1.mixer.in_proj.weight", List.of(32L, 8L))
          .containsEntry("backbone.layers.1.mixer.conv1d.weight", List.of(16L, 1L, 4L))
          .containsEntry("backbone.layers.1.mixer.conv1d.bias", List.of(16L))
          .containsEntry("backbone.layers.1.mixer.x_proj.weight", List.of(33L, 16L))
          .containsEntry("backbone.layers.1.mixer.dt_proj.weight", List.of(16L, 1L))
          .containsEntry("backbone.layers.1.mixer.dt_proj.bias", List.of(16L))
          .containsEntry("backbone.layers.1.mixer.A_log", List.of(16L, 16L))
          .containsEntry("backbone.layers.1.mixer.D", List.of(16L))
          .containsEntry("backbone.layers.1.mixer.out_proj.weight", List.of(8L, 16L))
          .containsEntry("backbone.norm_f.weight", List.of(8L));
      JsonNode config = new ObjectMapper().readTree(out.resolve("config.json").toFile());
      assertThat(config.path("model_type").asText()).isEqualTo("mamba");
      assertThat(config.path("time_step_rank").asInt()).isEqualTo(1);
      assertThat(config.path("intermediate_size").asInt()).isEqualTo(16);
    }
  }

  @Test
  void the_published_names_without_prefix_with_masks_and_a_repeated_head_are_read()
      throws IOException {
    try (Models model = Models.of("gpt2", GPT2, 0);
        Models other = Models.of("gpt2", GPT2, 1)) {
      Stored stored = Stored.read(model.export(dir.resolve("a")).resolve("model.safetensors"));
      Stored published =
          new Stored(new java.util.LinkedHashMap<>(), new java.util.LinkedHashMap<>());
      stored
          .values()
          .forEach(
              (name, v) -> {
                String bare = name.substring("transformer.".length());
                published.values().put(bare, v);
                published.shapes().put(bare, stored.shapes().get(name));
              });
      published.values().put("h.0.attn.bias", new double[36]);
      published.shapes().put("h.0.attn.bias", List.of(1L, 1L, 6L, 6L));
      published.values().put("lm_head.weight", stored.get("transformer.wte.weight"));
      published.shapes().put("lm_head.weight", List.of(11L, 8L));
      Path file = dir.resolve("published.safetensors");
      published.write(file);
      other.importWeights(file);
      assertSame(other.bytes(), model.bytes());

      published.values().put("lm_head.weight", new double[88]);
      Path untied = dir.resolve("untied.safetensors");
      published.write(untied);
      assertThat(refusal(other, untied))
          .anyMatch(l -> l.contains("lm_head.weight differs from wte.weight"));
    }
  }

  @Test
  void a_vocabulary_with_more_rows_here_keeps_its_own_last_rows() throws IOException {
    try (Models small = Models.of("gpt2", GPT2, 0);
        Models padded = Models.of("gpt2", GPT2.replace("11", "16"), 1)) {
      byte[] before = padded.bytesOf("wte.weight");
      Path out = small.export(dir.resolve("small"));
      padded.importWeights(out);
      byte[] after = padded.bytesOf("wte.weight");
      byte[] theirs = small.bytesOf("wte.weight");
      assertThat(java.util.Arrays.copyOf(after, theirs.length)).isEqualTo(theirs);
      assertThat(java.util.Arrays.copyOfRange(after, theirs.length, after.length))
          .isEqualTo(java.util.Arrays.copyOfRange(before, theirs.length, before.length));
      assertThat(refusal(small, padded.export(dir.resolve("padded"))))
          .anyMatch(l -> l.contains("transformer.wte.weight is [16, 8] there and [11, 8] here"));
    }
  }

  @Test
  void every_tensor_and_setting_that_does_not_fit_is_named_before_any_is_overwritten()
      throws IOException {
    try (Models model = Models.of("gpt2", GPT2, 0);
        Models other = Models.of("gpt2", GPT2.replace("num_heads: 2", "num_heads: 4"), 1)) {
      Path out = model.export(dir.resolve("out"));
      Stored stored = Stored.read(out.resolve("model.safetensors"));
      Files.delete(out.resolve("model.safetensors"));
      stored.values().put("transformer.ln_g.bias", stored.values().remove("transformer.ln_f.bias"));
      stored.shapes().put("transformer.ln_g.bias", List.of(8L));
      stored.shapes().put("transformer.wpe.weight", List.of(3L, 16L));
      stored.write(out.resolve("model.safetensors"));
      Map<String, byte[]> before = other.bytes();
      assertThat(refusal(other, out))
          .containsExactly(
              "init_from=" + out + " does not fit this model.",
              "config.json has n_head: 2 where num_heads gives 4",
              "missing (1): transformer.ln_f.bias. Did you mean 'transformer.ln_g.bias'?",
              "not of this model (1): transformer.ln_g.bias",
              "of another shape (1): transformer.wpe.weight is [3, 16] there and [6, 8] here");
      assertSame(other.bytes(), before);
    }
  }

  @Test
  void what_holds_no_weights_is_refused_in_a_line_or_two() throws IOException {
    Path pickled = Files.createDirectories(dir.resolve("pickled"));
    Files.createFile(pickled.resolve("pytorch_model.bin"));
    Path text = Files.writeString(dir.resolve("a.txt"), "no weights");
    Path cut = dir.resolve("cut.safetensors");
    try (Models model = Models.of("mamba", MAMBA, 0);
        Models gpt2 = Models.of("gpt2", GPT2, 0)) {
      assertThat(refusal(model, dir.resolve("nowhere")).get(0)).contains("does not exist");
      assertThat(refusal(model, pickled).get(0)).contains("pickled, which is never read");
      assertThat(refusal(model, text).get(0)).contains("is no safetensors file");
      byte[] whole =
          Files.readAllBytes(model.export(dir.resolve("m")).resolve("model.safetensors"));
      Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 9));
      assertThatThrownBy(() -> model.importWeights(cut))
          .hasMessageContaining("cut.safetensors has");
      assertThat(refusal(gpt2, dir.resolve("m")))
          .contains("config.json has model_type: \"mamba\" where type gives \"gpt2\"")
          .anyMatch(l -> l.startsWith("missing (28): transformer.wte.weight, "))
          .anyMatch(l -> l.startsWith("not of this model (22): backbone.embeddings.weight, "));
    }
  }
}
