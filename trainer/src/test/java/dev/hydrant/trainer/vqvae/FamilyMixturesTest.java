package dev.hydrant.trainer.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** R39: any mixture of families trains, and any encoder does. */
class FamilyMixturesTest {
  private static final List<String> FAMILIES =
      List.of(
          "architecture: {encoder: IdentityEncoder, encoder_params: {}}",
          "summary: {encoder: MLPEncoder, encoder_params: {hidden_dims: [16], output_dim: 8}}",
          "initial: {encoder: MLPEncoder, encoder_params: {hidden_dims: [], output_dim: 8}}",
          "temporal: {encoder: TemporalCNNEncoder, encoder_params: {output_dim: 8}}");

  @TempDir static Path dir;
  private static Path dataset;

  @BeforeAll
  static void makeFeatures() {
    dataset = dir.resolve("features.h5");
    new FeatureSample(FeatureSample.Kind.BASELINE, 40, 1).write(dataset);
  }

  static Stream<List<String>> mixtures() {
    return IntStream.rangeClosed(1, 15)
        .mapToObj(
            bits -> {
              List<String> chosen = new ArrayList<>();
              IntStream.range(0, 4)
                  .filter(i -> (bits >> i & 1) == 1)
                  .forEach(i -> chosen.add(FAMILIES.get(i)));
              return chosen;
            });
  }

  private static Runs.Outcome train(String name, List<String> families) throws IOException {
    StringBuilder yaml = new StringBuilder("dataset_path: " + dataset + "\nfamilies:\n");
    families.forEach(f -> yaml.append("  ").append(f).append('\n'));
    // Operator by operator: recording takes longer than the few steps.
    yaml.append("model: {group_embedding_dim: 8, group_hidden_dim: 8}\n")
        .append("training: {num_epochs: 1, batch_size: 18, use_torch_compile: false}\n");
    return Runs.train(dir.resolve(name), yaml.toString());
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void eachMixtureTrainsAnEpoch(List<String> families) throws IOException {
    Runs.Outcome run = train("mixture" + families.hashCode(), families);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Done: 2 of 2 steps").contains("reconstruction quality");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "initial; InitialCNNEncoder; {output_dim: 6}",
        "initial; InitialHybridEncoder; {cnn_output_dim: 6}",
        "temporal; td_cnn; {}"
      })
  void eachEncoderTrainsAnEpoch(String family, String encoder, String params) throws IOException {
    Runs.Outcome run =
        train(
            encoder,
            List.of("%s: {encoder: %s, encoder_params: %s}".formatted(family, encoder, params)));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertThatThrownBy(
            () -> train("w", List.of("initial: {encoder: InitialCNEncoder, encoder_params: {}}")))
        .hasMessageContaining("families.initial.encoder: there is no encoder 'InitialCNEncoder'")
        .hasMessageContaining("Did you mean 'InitialCNNEncoder'")
        .hasMessageContaining("test.yaml:3:");
    assertThatThrownBy(
            () ->
                train(
                    "w",
                    List.of("summary: {encoder: MLPEncoder, encoder_params: {output_dims: 4}}")))
        .hasMessageContaining("families.summary.encoder_params.output_dims")
        .hasMessageContaining("output_dim");
    assertThatThrownBy(
            () -> train("w", List.of("temporal: {encoder: MLPEncoder, encoder_params: {}}")))
        .hasMessageContaining("features of temporal");
    assertThatThrownBy(() -> train("w", List.of("summary: {encoder: MLPEncoder}")))
        .hasMessageContaining("encoder_params");
  }
}
