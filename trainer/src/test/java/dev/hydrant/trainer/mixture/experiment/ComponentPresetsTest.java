package dev.hydrant.trainer.mixture.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.mixture.config.MixtureConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** T1 to T5: presets of components, and what they say. */
class ComponentPresetsTest {
  private static final Presets PRESETS = Presets.in(Path.of("..", "conf"));
  private static final ObjectMapper JSON = new ObjectMapper();

  /** T1 to T4. */
  @ParameterizedTest
  @CsvSource({
    "model, large;medium;small;tiny",
    "training, high_performance;optimized;quick;standard;ten_minutes",
    "data,"
        + " 3d;average_snr_fixed;challenging;compact;complex;high_snr_fixed;low_snr_fixed;simple;standard",
    "validation, comprehensive;minimal;standard"
  })
  void componentsHavePresetsOfTheirOwn(String component, String names) {
    assertThat(PRESETS.options(component)).containsExactly(names.split(";"));
    for (String name : PRESETS.options(component)) {
      assertThat(PRESETS.comment(component, name)).as(name).isNotEmpty();
    }
  }

  /** T1 to T4: what each of them says, by name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model | tiny | hidden_dim 32, num_layers 4, num_heads 4, dropout 0.0",
        "model | small | hidden_dim 64, num_layers 8, num_heads 4, dropout 0.0",
        "model | medium | hidden_dim 128, num_layers 16, num_heads 8, dropout 0.0",
        "model | large | hidden_dim 256, num_layers 48, num_heads 8, dropout 0.0",
        "training | quick | num_epochs 2, num_train_samples 1024, batch_size 32,"
            + " learning_rate 0.003, loss_type mse, gradient_clip_val 1.0",
        "training | standard | num_epochs 50, num_train_samples 32768, batch_size 64,"
            + " learning_rate 1.0E-4, loss_type wasserstein, gradient_clip_val null",
        "training | optimized | num_epochs 200, num_train_samples 65536, batch_size 128,"
            + " learning_rate 3.0E-4, gradient_clip_val 1.0, early_stopping_patience 20,"
            + " normalization none",
        "training | high_performance | num_epochs 200, num_train_samples 65536, batch_size 128,"
            + " learning_rate 3.0E-4, gradient_clip_val 1.0, early_stopping_patience 20,"
            + " normalization log",
        "data | simple | dim 2, cluster_params few, snr_db_params easy,"
            + " sample_count_distribution small",
        "data | standard | dim 2, cluster_params moderate, snr_db_params moderate,"
            + " sample_count_distribution medium",
        "data | complex | dim 2, cluster_params many, snr_db_params difficult,"
            + " sample_count_distribution large",
        "data | challenging | cluster_params many, snr_db_params difficult,"
            + " sample_count_distribution medium",
        "data | 3d | dim 3, cluster_params moderate, sample_count_distribution medium",
        "data | low_snr_fixed | snr_db_params fixed_5",
        "data | average_snr_fixed | snr_db_params fixed_10",
        "data | high_snr_fixed | snr_db_params fixed_15",
        "data | compact | sample_count_distribution 128",
        "validation | minimal | num_val_samples 256, compare_with_kmeans false",
        "validation | standard | num_val_samples 1024, compare_with_kmeans true, every 5,"
            + " max_samples 4",
        "validation | comprehensive | num_val_samples 4096, compare_with_em true,"
            + " compute_detailed_metrics true"
      })
  void componentsSayWhatTheSheetSays(String component, String name, String values)
      throws IOException {
    ExperimentConfig made =
        PRESETS.get("standard", List.of("gmm/%s=%s".formatted(component, name)));
    Map<String, String> leaves = new LinkedHashMap<>();
    leaves("", JSON.readTree(made.toJson()).get(component), leaves);
    for (String pair : values.split(", ")) {
      String[] word = pair.split(" ");
      assertThat(leaves).as(name).containsEntry(word[0], word[1]);
    }
  }

  /** By the last step of their keys; where two have the same one, that of the outer section. */
  private static void leaves(String key, JsonNode node, Map<String, String> out) {
    if (!node.isObject()) {
      out.put(key, node.asText());
      return;
    }
    node.properties().stream()
        .filter(e -> e.getValue().isObject())
        .forEach(e -> leaves(e.getKey(), e.getValue(), out));
    node.properties().stream()
        .filter(e -> !e.getValue().isObject())
        .filter(e -> !e.getKey().equals("learning_rate") || !e.getValue().isNull())
        .forEach(e -> leaves(e.getKey(), e.getValue(), out));
  }

  @Test
  void theirValuesAreThoseOfTheSheet() {
    MixtureConfig quick = PRESETS.get("quick_test").sections();
    assertThat(quick.model().transformer().hiddenDim()).isEqualTo(32);
    assertThat(quick.model().transformer().dropout()).isZero();
    assertThat(quick.training().batchSize()).isEqualTo(32);
    assertThat(quick.training().numTrainSamples()).isEqualTo(1024);
    assertThat(quick.validation().batches()).isEqualTo(4);
    MixtureConfig standard = PRESETS.get("standard").sections();
    assertThat(standard.training().numEpochs()).isEqualTo(50);
    assertThat(standard.training().rate()).isEqualTo(1e-4);
    assertThat(standard.training().loss().lossType()).isEqualTo("wasserstein");
    assertThat(standard.validation().metrics().metrics()).containsExactly("mse", "wasserstein");
    MixtureConfig high = PRESETS.get("high_performance").sections();
    assertThat(high.training().earlyStoppingPatience()).hasValue(20);
    assertThat(high.data().clusters().most()).isEqualTo(15);
    assertThat(high.data().points().most()).isEqualTo(5000);
    assertThat(high.validation().numValSamples()).isEqualTo(4096);
  }
}
