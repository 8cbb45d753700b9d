package dev.hydrant.trainer.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.mixture.experiment.ExperimentConfig;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Requirements of §8: what a run with everything on leaves in its directory. */
class MixtureFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path dir;
  private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    String yaml =
        """
        metadata: {experiment_name: everything}
        weight_decay: 0.05
        grad_clip: 0.7
        betas: [0.8, 0.99]
        precision: fp64
        num_iterations: 4
        min_lr_ratio: 0.3
        optimizer_groups: {hidden: {optimizer: muon, lr: 0.01}}
        device: {device: cpu, seed: 3}
        model:
          transformer: {hidden_dim: 16, num_layers: 2, num_heads: 2, dropout: 0.0}
          flow: {enabled: true, predictor_type: linear}
        training:
          batch_size: 4
          num_epochs: 2
          num_train_samples: 8
          save_best_model: true
          loss: {loss_type: mse}
        data: {cluster_params: few, snr_db_params: easy, sample_count_distribution: 40}
        validation:
          num_val_samples: 8
          metrics:
            metrics: [mse, wasserstein, energy, entropy, assignment_accuracy, nmi, ari, log_likelihood]
            compare_with_em: true
            compute_detailed_metrics: true
          visualize: {every: 1, max_samples: 2, plot_dpi: 60}
        logging: {tensorboard_enabled: true, log_every_n_steps: 1}
        """;
    Logger logger = (Logger) LoggerFactory.getLogger(RunArtefacts.class);
    LOG.start();
    logger.addAppender(LOG);
    try {
      run = Runs.train(dir.resolve("run"), yaml).directory();
    } finally {
      logger.detachAppender(LOG);
    }
  }

  /** The eight duties are told in their order. */
  @Test
  void theDutiesAreToldInTheirOrder() {
    List<String> told =
        LOG.list.stream()
            .map(ILoggingEvent::getFormattedMessage)
            .filter(m -> m.matches("(?s)[1-8] \\w.*"))
            .toList();
    assertThat(told).hasSize(8);
    for (int duty = 1; duty <= 8; duty++) {
      assertThat(told.get(duty - 1)).startsWith(duty + " ");
    }
    assertThat(told.get(0)).contains("checkpoints");
    assertThat(LOG.list.stream().map(ILoggingEvent::getFormattedMessage))
        .contains("accepted, without effect: device.mixed_precision, which needs a GPU");
    assertThat(told.get(2))
        .contains("parameters", "blocks.*.attention.query", "2 x 272", "lift", "64");
    // Matrices of blocks are Muon's, which does not decay them; nor do the lift, biases and norms.
    assertThat(told.get(3)).contains("adamw", "mse", "none of 6,624 parameters decay");
  }

  private static JsonNode json(String name) throws IOException {
    return JSON.readTree(run.resolve(name).toFile());
  }

  @Test
  void allFilesAreThere() throws IOException {
    for (String name :
        List.of(
            "config.json",
            "training_summary.json",
            "evaluation_results.json",
            "evaluation_grid.csv",
            "data_sample.csv",
            "loss.png",
            "plots/predictions_epoch_1.png",
            "plots/predictions_epoch_2.png",
            "plots/flow_sweep.png",
            "plots/evaluation_grid.png",
            "plots/evaluation_curves.png",
            "plots/lr.png",
            "metrics.csv",
            "metrics.jsonl")) {
      assertThat(run.resolve(name)).as(name).isNotEmptyFile();
    }
    assertThat(Runs.checkpoint(run, 4).resolve("model.safetensors")).exists();
    BufferedImage picture = ImageIO.read(run.resolve("plots/predictions_epoch_2.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(Math.round((4 * 244 + 14) * .6));
    assertThat(Files.readAllLines(run.resolve("data_sample.csv"))).hasSize(41);
  }

  /** Q4: complete, keys of the engine and the id included; it trains to the same numbers (V2). */
  @Test
  void theConfigurationIsCompleteAndTrainsTheSameAgain() throws IOException {
    ExperimentConfig config = ExperimentConfig.fromJson(run.resolve("config.json"));
    assertThat(config.sections().metadata().id())
        .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{8}"));
    assertThat(config.sections().metadata().createdAt()).isPresent();
    assertThat(config.sections().training().optimizer().weightDecay()).isEqualTo(0.05);
    assertThat(config.sections().training().gradientClipVal()).hasValue(0.7);
    assertThat(config.sections().training().numEpochs()).isEqualTo(2);
    assertThat(config.engine())
        .containsOnlyKeys(
            "betas", "min_lr_ratio", "num_iterations", "optimizer_groups", "precision")
        .containsEntry("precision", "fp64")
        .containsEntry("betas", List.of(0.8, 0.99));
    assertThat(config.toJson()).isEqualTo(Files.readString(run.resolve("config.json")));
    Path again = Runs.train(dir.resolve("again"), config.tree()).directory();
    assertThat(Files.readAllBytes(Runs.checkpoint(again, 4).resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(Runs.checkpoint(run, 4).resolve("model.safetensors")));
  }

  /** Duty 7: with TensorBoard as well. */
  @Test
  void rowsGoToTensorBoardWhereItIsEnabled() throws IOException {
    try (var files = Files.list(run.resolve("tensorboard"))) {
      assertThat(files).hasSize(1).allMatch(f -> f.getFileName().toString().contains("tfevents"));
    }
  }

  /** Duty 8: the best checkpoint stays, beside the last one. */
  @Test
  void theBestCheckpointStays() throws IOException {
    var best =
        MetricsLog.read(run, 4).stream()
            .filter(r -> r.values().containsKey("val_loss"))
            .min(Comparator.comparing(r -> r.values().get("val_loss")))
            .orElseThrow();
    assertThat(Runs.checkpoint(run, (int) best.step()).resolve("model.safetensors")).exists();
    assertThat(json("training_summary.json").get("best_val_loss").asDouble())
        .isEqualTo(best.values().get("val_loss"));
  }

  @Test
  void theSummaryAndTheResultsAreThoseOfTheRows() throws IOException {
    var last = MetricsLog.read(run, 4).get(MetricsLog.read(run, 4).size() - 1).values();
    JsonNode summary = json("training_summary.json");
    assertThat(summary.get("experiment_name").asText()).isEqualTo("everything");
    assertThat(summary.get("experiment_id").asText()).hasSize(8);
    assertThat(summary.get("epochs").asDouble()).isEqualTo(2);
    assertThat(summary.get("final_val_loss").asDouble()).isEqualTo(last.get("val_loss"));
    assertThat(summary.get("best_val_loss").asDouble()).isLessThanOrEqualTo(last.get("val_loss"));
    JsonNode results = json("evaluation_results.json");
    assertThat(results.at("/validation/mse").asDouble()).isEqualTo(last.get("val_mse"));
    for (String name :
        List.of(
            "wasserstein", "energy", "entropy", "ari", "nmi", "em_ratio", "better_than_kmeans")) {
      assertThat(results.get("validation").has(name)).as(name).isTrue();
    }
    assertThat(results.get("by_snr")).hasSize(3);
    assertThat(results.at("/by_snr/0/snr_db").asDouble()).isEqualTo(5);
    assertThat(results.get("grid").size())
        .isEqualTo(Files.readAllLines(run.resolve("evaluation_grid.csv")).size() - 1);
    // Additions 31: the labels' plan is allowed, so W2² is at most the mean squared error.
    results
        .get("by_snr")
        .forEach(
            cell ->
                assertThat(cell.get("wasserstein").asDouble())
                    .isLessThanOrEqualTo(cell.get("mse").asDouble() + 1e-9));
    assertThat(results.at("/validation/bayes").asDouble())
        .isLessThan(results.at("/validation/identity").asDouble());
    assertThat(results.at("/validation/identity_ratio").asDouble())
        .isCloseTo(
            results.at("/validation/mse").asDouble()
                / results.at("/validation/identity").asDouble(),
            within(1e-12));
  }
}
