package dev.hydrant.trainer.protein.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.run.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S1 and the table of keys and limits. */
class OdysseyConfigTest {
  private static final String FILE =
      """
      model:
        style: stage_1
        d_model: 128
        n_heads: 1
        n_layers: 3
        max_len: 2048
        dropout: 0.1
        ff_mult: 4
        block_type: self_consensus
        block_params: {num_iterations: 1, connectivity_type: local_window, w: 2, r: 24, edge_hidden_dim: 12}
        fsq: {latent_dim: 32, levels: [7, 5, 5, 5, 5]}
      training:
        batch_size: 4
        max_epochs: 50
        learning_rate: 1e-5
        data_dir: sample_data/1k
        checkpoint_dir: checkpoints/fsq
      loss:
        type: kabsch_rmsd
      masking:
        strategy: simple
        simple: {mask_prob_seq: 0.15, mask_prob_struct: 0.15}
      """;

  private static OdysseyConfig bind(String yaml) {
    return ConfigTrees.bind(Runs.tree(yaml), OdysseyConfig.class);
  }

  @Test
  void theFourSectionsAreBound() {
    OdysseyConfig config = bind(FILE);
    assertThat(config.model().style()).isEqualTo(Style.STAGE_1);
    assertThat(config.model().referenceModelSeed()).isEqualTo(42);
    assertThat(config.model().blockType()).isEqualTo(BlockType.SELF_CONSENSUS);
    assertThat(config.model().blockParams().orElseThrow().connectivityType())
        .contains(ModelSection.Connectivity.LOCAL_WINDOW);
    assertThat(config.model().fsq().orElseThrow().levels()).containsExactly(7, 5, 5, 5, 5);
    assertThat(config.training().learningRate()).isEqualTo(1e-5);
    assertThat(config.loss().type()).isEqualTo(LossType.KABSCH_RMSD);
    assertThat(config.loss().weightsOrOnes().structure()).isEqualTo(1);
    assertThat(config.masking().simple().orElseThrow().maskProbStruct()).isEqualTo(0.15);
  }

  /** A rate in quotes is a number, too. */
  @Test
  void aRateMayBeQuoted() {
    assertThat(bind(FILE.replace("1e-5", "\"1e-4\"")).training().learningRate()).isEqualTo(1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "training", "loss", "masking"})
  void eachSectionIsNeeded(String section) {
    String without = FILE.replaceAll("(?m)^" + section + ":\\n( .*\\n)+", "");
    assertThatThrownBy(() -> bind(without)).hasMessageContaining(section);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "style: stage_1; style: stage_3; stage_1",
        "d_model: 128; d_model: 0; model.d_model",
        "n_heads: 1; n_heads: 3; n_heads must divide d_model",
        "n_heads: 1; n_heads: 128; must be even",
        "max_len: 2048; max_len: 2; model.max_len",
        "dropout: 0.1; dropout: 1; model.dropout",
        "ff_mult: 4; ff_mul: 4; ff_mult",
        "w: 2,; ; needs block_params",
        "w: 2; w: 0; block_params.w",
        "block_type: self_consensus; block_type: self_attention; leave them empty",
        "block_type: self_consensus; block_type: self_consent; self_consensus",
        "[7, 5, 5, 5, 5]; [7, 1]; levels",
        "[7, 5, 5, 5, 5]; []; at least one",
        "[7, 5, 5, 5, 5]; [4096, 4097]; 2^24",
        "batch_size: 4; batch_size: 0; training.batch_size",
        "max_epochs: 50; max_epochs: 0; training.max_epochs",
        "learning_rate: 1e-5; learning_rate: 0; training.learning_rate",
        "type: kabsch_rmsd; type: kabsch; kabsch_rmsd",
        "strategy: simple; strategy: discrete_diffusion; needs discrete_diffusion",
        "strategy: simple; strategy: simpel; simple",
        "mask_prob_seq: 0.15; mask_prob_seq: 1.5; mask_prob_seq",
      })
  void saysWhatIsWrong(String right, String wrong, String message) {
    String text = FILE.replace(right, wrong == null ? "" : wrong);
    assertThatThrownBy(() -> bind(text)).hasMessageContaining(message);
  }

  @Test
  void aLossOfNothingIsRefused() {
    for (String weights : List.of("{sequence: 0, structure: 0}", "{sequence: -1, structure: 1}")) {
      String text = FILE.replace("loss:", "loss:\n  weights: " + weights);
      assertThatThrownBy(() -> bind(text)).hasMessageContaining("loss.weights");
    }
  }

  @Test
  void otherBlocksMayNameNoParameters() {
    for (String none : List.of("null", "{}")) {
      String text =
          FILE.replace("block_type: self_consensus", "block_type: self_attention")
              .replaceAll("block_params: .*", "block_params: " + none);
      assertThat(bind(text).model().blockType()).isEqualTo(BlockType.SELF_ATTENTION);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sigma_min: 6, sigma_max: 5.68, num_timesteps: 100; at most sigma_max",
        "sigma_min: 0, sigma_max: 5.68, num_timesteps: 100; sigma_min",
        "sigma_min: 0.3, sigma_max: 5.68, num_timesteps: 1; at least 2",
      })
  void schedulesHaveLimits(String keys, String message) {
    String text =
        FILE.replace("strategy: simple", "strategy: discrete_diffusion")
            + "  discrete_diffusion: {noise_schedule: inverted_u, "
            + keys
            + "}\n";
    assertThatThrownBy(() -> bind(text)).hasMessageContaining(message);
  }
}
