package dev.hydrant.trainer.protein.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B1 to B7, B11 and B14: what is loaded is kept, saved, loaded again and changed safely. */
class SavedConfigTest {
  /** Of the program whose files these are, by its keys. */
  private static final String ORIGIN =
      """
      {
        "style": "stage_1",
        "d_model": 128,
        "n_heads": 1,
        "n_layers": 3,
        "max_len": 2048,
        "dropout": 0.1,
        "ff_mult": 4,
        "first_block_cfg": {
          "consensus_num_iterations": 1,
          "consensus_connectivity_type": "local_window",
          "consensus_w": 2,
          "consensus_r": 8,
          "consensus_edge_hidden_dim": 24,
          "_block_type": "SelfConsensusConfig"
        },
        "reference_model_seed": 42,
        "seq_vocab": 30,
        "struct_vocab": 4380,
        "latent_dim": 32,
        "fsq_levels": [7, 5, 5, 5, 5],
        "fsq_encoder_path": null,
        "_config_class": "FSQConfig"
      }
      """;

  @TempDir Path dir;

  @Test
  void theKeysAreThoseOfTheRequirementInTheirOrder() {
    assertThat(Examples.usual().model().original().keySet())
        .containsExactly(
            "style",
            "d_model",
            "n_heads",
            "n_layers",
            "max_len",
            "dropout",
            "ff_mult",
            "first_block_cfg",
            "reference_model_seed",
            "seq_vocab",
            "struct_vocab",
            "latent_dim",
            "fsq_levels",
            "fsq_encoder_path");
    ModelConfig trunk =
        Examples.pair(
                Examples.STYLES.get(2),
                Examples.BLOCKS.get(3),
                Examples.MASKS.get(0),
                Examples.LOSSES.get(1))
            .model();
    assertThat(trunk.original().keySet())
        .containsExactly(
            "style",
            "d_model",
            "n_heads",
            "n_layers",
            "max_len",
            "dropout",
            "ff_mult",
            "first_block_cfg",
            "reference_model_seed",
            "seq_vocab",
            "struct_vocab",
            "fsq_encoder_path",
            "seq_absorb_token",
            "struct_absorb_token");
    assertThat(trunk.original())
        .containsEntry("seq_vocab", 30L)
        .containsEntry("struct_vocab", 4380L)
        .containsEntry("seq_absorb_token", 26L)
        .containsEntry("struct_absorb_token", 4376L);
    assertThat(trunk.ffHiddenDim()).isEqualTo(512);
    assertThat(Examples.usual().training().original().keySet())
        .containsExactly(
            "batch_size",
            "max_epochs",
            "learning_rate",
            "mask_config",
            "loss_config",
            "data_dir",
            "checkpoint_dir");
  }

  @Test
  void originalsCannotBeChanged() {
    Map<String, Object> original =
        Examples.pair(
                Examples.STYLES.get(0),
                Examples.BLOCKS.get(3),
                Examples.MASKS.get(0),
                Examples.LOSSES.get(0))
            .model()
            .original();
    assertThatThrownBy(() -> original.put("d_model", 1L))
        .isInstanceOf(UnsupportedOperationException.class);
    @SuppressWarnings("unchecked")
    Map<String, Object> block = (Map<String, Object>) original.get("first_block_cfg");
    assertThatThrownBy(() -> block.put("consensus_w", 9L))
        .isInstanceOf(UnsupportedOperationException.class);
    @SuppressWarnings("unchecked")
    List<Object> levels = (List<Object>) original.get("fsq_levels");
    assertThatThrownBy(() -> levels.set(0, 9L)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void savedAndLoadedItIsTheSameForEveryBlockMaskAndLoss() {
    int n = 0;
    for (String style : Examples.STYLES) {
      for (String block : Examples.BLOCKS) {
        for (String mask : Examples.MASKS) {
          for (String loss : Examples.LOSSES) {
            ConfigPair pair = Examples.pair(style, block, mask, loss);
            Path model = dir.resolve("m" + n + ".json");
            Path training = dir.resolve("t" + n++ + ".json");
            pair.model().saveToJson(model);
            pair.training().saveToJson(training);
            assertThat(Configs.loadFromJson(model)).isEqualTo(pair.model());
            assertThat(Configs.loadFromJson(training)).isEqualTo(pair.training());
            assertThat(Configs.loadModel(model).section()).isEqualTo(pair.model().section());
            assertThat(Configs.loadTraining(training).masking())
                .isEqualTo(pair.training().masking());
            assertThat(Configs.fromMap(pair.model().original())).isEqualTo(pair.model());
            assertThat(Configs.fromMap(pair.training().original())).isEqualTo(pair.training());
          }
        }
      }
    }
    assertThat(n).isEqualTo(192);
  }

  @Test
  void settingsOfOurOwnAreSavedWhereTheyAreNotTheUsualOnes() {
    String yaml =
        Examples.yaml(
                Examples.STYLES.get(0) + "\n  decoder_coords: false\n  time_conditioning: none",
                Examples.BLOCKS.get(1),
                Examples.MASKS.get(0) + "\n  tokenize_from: masked",
                Examples.LOSSES.get(0) + "\n  rmsd_elements: masked")
            .replace("levels:", "input_norm: true, levels:")
            .replace("batch_size:", "rotate: true\n  batch_size:");
    ConfigPair pair = Configs.of(Runs.tree(yaml));
    assertThat(pair.model().values())
        .containsEntry("decoder_coords", false)
        .containsEntry("fsq_input_norm", true)
        .containsEntry("time_conditioning", "none");
    assertThat(Configs.fromMap(pair.model().values())).isEqualTo(pair.model());
    TrainingConfig again = (TrainingConfig) Configs.fromMap(pair.training().values());
    assertThat(again.training()).isEqualTo(pair.training().training());
    assertThat(again.masking()).isEqualTo(pair.training().masking());
    assertThat(again.loss()).isEqualTo(pair.training().loss());
  }

  @Test
  void theFileIsForPeopleAndTheSameEveryTime() throws IOException {
    Path file = dir.resolve("a/b/model.json");
    Examples.usual().model().saveToJson(file);
    Examples.usual().model().saveToJson(dir.resolve("again.json"));
    assertThat(Files.readString(file))
        .startsWith("{\n  \"style\": \"stage_1\",\n  \"d_model\": 128,\n")
        .contains("  \"first_block_cfg\": {\n    \"_block_type\": \"SelfAttentionConfig\"\n  },")
        .contains("\"fsq_levels\": [7, 5, 5, 5, 5]")
        .endsWith("\"_config_class\": \"FSQConfig\"\n}\n");
    assertThat(dir.resolve("again.json")).hasSameBinaryContentAs(file);
    assertThatThrownBy(() -> Examples.usual().model().saveToJson(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is there already");
  }

  @Test
  void filesOfTheOriginAreRead() throws IOException {
    Path file = Files.writeString(dir.resolve("origin.json"), ORIGIN);
    ModelConfig config = Configs.loadModel(file);
    assertThat(config.section().blockParams().orElseThrow().edgeHiddenDim()).contains(24);
    assertThat(config.tagged().keySet()).contains("_config_class");
    config.saveToJson(dir.resolve("ours.json"));
    assertThat(Files.readString(dir.resolve("ours.json"))).isEqualTo(ORIGIN);
  }

  @ParameterizedTest
  @CsvSource({
    "FSQConfig, java.lang.Runtime",
    "FSQConfig, FsqConfig",
    "SelfConsensusConfig, javax.script.ScriptEngineManager"
  })
  void namesThatAreNotInTheTableAreRefused(String name, String other) throws IOException {
    Path file = Files.writeString(dir.resolve("bad.json"), ORIGIN.replace(name, other));
    assertThatThrownBy(() -> Configs.loadFromJson(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(other)
        .hasMessageContaining(name)
        .hasMessageContaining("Known: ")
        .hasMessageContaining("bad.json:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"d_model\": 128; \"d_model\": -1; model.d_model",
        "\"d_model\": 128; \"d_model\": \"wide\"; model.d_model",
        "\"d_model\": 128; \"d_modell\": 128; d_modell",
        "\"n_heads\": 1; \"n_heads\": 3; n_heads must divide",
        "\"dropout\": 0.1; \"dropout\": 1.0; model.dropout",
        "\"max_len\": 2048; \"max_len\": 2; model.max_len",
        "[7, 5, 5, 5, 5]; [7, 1]; model.fsq.levels",
        "\"consensus_w\": 2; \"consensus_w\": 0; model.block_params.w",
        "\"consensus_r\": 8,; ; needs block_params",
        "\"seq_vocab\": 30; \"seq_vocab\": 33; seq_vocab is 33, but 30 follows",
        "\"struct_vocab\": 4380; \"struct_vocab\": 8; struct_vocab is 8, but 4380 follows",
        "\"FSQConfig\"; \"TrunkConfig\"; but style stage_1 is of a FSQConfig",
        "\"FSQConfig\"; \"TrainingConfig\"; loss_config must be a mapping with _loss_type",
        "\"stage_1\"; \"stage_2\"; model.fsq.encoder_path"
      })
  void aFileFailsAsYamlDoes(String right, String wrong, String message) throws IOException {
    String text = ORIGIN.replace(right, wrong == null ? "" : wrong);
    Path file = Files.writeString(dir.resolve("wrong.json"), text);
    assertThatThrownBy(() -> Configs.loadFromJson(file)).hasMessageContaining(message);
  }

  @Test
  void aWrongValueIsNamedWithItsLine() throws IOException {
    String text = ORIGIN.replace("\"d_model\": 128", "\"d_model\": -1");
    Path file = Files.writeString(dir.resolve("wrong.json"), text);
    assertThatThrownBy(() -> Configs.loadFromJson(file))
        .hasMessageContaining("wrong.json:3")
        .hasMessageContaining("model.d_model");
  }

  /** The snippet of the requirement: the files differ in the learning rate alone. */
  @Test
  void changedConfigurationsSaveWhatTheyAreAndRememberWhatTheyWere() throws IOException {
    TrainingConfig config = Examples.usual().training();
    Map<String, Object> original = config.original();
    TrainingConfig changed = config.with("learning_rate", 0.001);
    Configs.fromMap(original).saveToJson(dir.resolve("original.json"));
    changed.saveToJson(dir.resolve("modified.json"));
    assertThat(changed.original()).isEqualTo(original);

    List<String> before = Files.readAllLines(dir.resolve("original.json"));
    List<String> after = Files.readAllLines(dir.resolve("modified.json"));
    List<String> differing = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        differing.add(before.get(i) + " ->" + after.get(i));
      }
    }
    assertThat(differing)
        .containsExactly("  \"learning_rate\": 1.0E-5, ->  \"learning_rate\": 0.001,");
  }

  @Test
  void changesAreCheckedAndReachNestedValues() {
    TrainingConfig training = Examples.usual().training();
    TrainingConfig more = training.with("mask_config.mask_prob_seq", 0.4);
    assertThat(more.masking().simple().orElseThrow().maskProbSeq()).isEqualTo(0.4);
    assertThatThrownBy(() -> training.with("learning_rat", 1)).hasMessageContaining("learning_rat");
    assertThatThrownBy(() -> training.with("batch_size", 0)).hasMessageContaining("batch_size");

    ModelConfig model = Examples.usual().model();
    ModelConfig geometric =
        model.with("first_block_cfg", Map.of("_block_type", "GeometricAttentionConfig"));
    assertThat(geometric.section().blockType().initials()).isEqualTo("GA");
    assertThat(model.with("fsq_levels", List.of(8, 5, 5)).structVocab()).isEqualTo(205);
    assertThat(model.with("d_model", 512).ffHiddenDim()).isEqualTo(2048);
    assertThat(model.with("d_model", 512)).isNotEqualTo(model);
    assertThat(model.with("d_model", 512).with("d_model", 128)).isEqualTo(model);
  }
}
