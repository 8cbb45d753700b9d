package dev.hydrant.trainer.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.data.npy.NpzFile;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
import dev.hydrant.trainer.vqvae.output.PickleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R23 to R30: what training leaves for people and other programs. */
class ResultsTest {
  @TempDir static Path dir;
  private static Path dataset;
  private static Runs.Outcome four;

  @BeforeAll
  static void train() throws IOException {
    dataset = dir.resolve("features.h5");
    new FeatureSample(FeatureSample.Kind.BASELINE, 160, 5).write(dataset);
    four = train("four", "num_epochs: 4\nsave_every: 3");
  }

  private static Runs.Outcome train(String name, String training) throws IOException {
    return Runs.train(dir.resolve(name), yaml(name, training));
  }

  private static String yaml(String name, String training) {
    return VqVaeRuns.yaml(dataset, training + "\ncheckpoint_dir: " + results(name));
  }

  private static Path results(String name) {
    return dir.resolve("results").resolve(name);
  }

  private static JsonNode history(String name) throws IOException {
    return new ObjectMapper().readTree(results(name).resolve("training_history.json").toFile());
  }

  @Test
  void theFolderHoldsWhatItIsSaidToHoldAndNothingElse() throws IOException {
    assertThat(results("four").toFile().list())
        .containsExactlyInAnyOrder(
            "best_model.pt",
            "normalization_stats.npz",
            "training_history.json",
            "config.yaml",
            "checkpoint_epoch_3.pt");
    train("plain", "num_epochs: 1\nsave_every: null");
    assertThat(results("plain").toFile().list())
        .containsExactlyInAnyOrder(
            "best_model.pt", "normalization_stats.npz", "training_history.json", "config.yaml");
    assertThat(four.directory().resolve("output_folder.txt"))
        .hasContent(results("four").toString());
  }

  /** R29: names, shapes and values of the archive are those of the run's own checkpoint. */
  @Test
  @SuppressWarnings("unchecked")
  void theArchiveHoldsTheModel() throws IOException {
    Map<String, Object> best = PickleReader.read(results("four").resolve("best_model.pt"));
    assertThat(best.keySet())
        .contains(
            "model_state_dict",
            "optimizer_state_dict",
            "group_indices",
            "normalization_stats",
            "feature_names",
            "feature_mask",
            "config",
            "history",
            "val_loss",
            "metrics",
            "epoch",
            "format");
    Checkpoint last = Checkpoint.open(Runs.checkpoint(four.directory(), 12));
    Map<String, Object> model =
        (Map<String, Object>)
            PickleReader.read(results("four").resolve("best_model.pt")).get("model_state_dict");
    assertThat(best).containsEntry("epoch", (long) bestEpoch());
    try (SafeTensorsReader own = last.tensors("model")) {
      long values =
          model.values().stream().mapToLong(v -> ((PickleReader.Read) v).floats().length).sum();
      assertThat(own.tensors().values().stream().mapToLong(t -> numel(t.shape())).sum())
          .isEqualTo(values);
    }
    assertThat(model.keySet())
        .contains(
            "feature_extractor.group_mlps.cluster_1.net.0.weight",
            "projector.projection_heads.cluster_1.0.0.weight",
            "vq_layers.0.embedding.weight",
            "vq_layers.0.ema_cluster_size",
            "shared_decoder.3.bias",
            "partial_decoders.0.2.weight");
    Map<Object, Object> state =
        (Map<Object, Object>) ((Map<String, Object>) best.get("optimizer_state_dict")).get("state");
    Map<String, Object> first = (Map<String, Object>) state.get(0L);
    assertThat(first).containsOnlyKeys("step", "exp_avg", "exp_avg_sq");
    assertThat(((PickleReader.Read) first.get("step")).floats()).containsExactly(3 * bestEpoch());
    assertThat(((PickleReader.Read) first.get("exp_avg")).shape())
        .isEqualTo(
            ((PickleReader.Read) model.get("feature_extractor.group_mlps.cluster_1.net.0.weight"))
                .shape());
    assertThat(((PickleReader.Read) first.get("exp_avg_sq")).floats())
        .isNotEqualTo(new float[((PickleReader.Read) first.get("exp_avg_sq")).floats().length]);
    List<Object> places = new ArrayList<>();
    ((Map<String, List<Object>>) best.get("group_indices")).values().forEach(places::addAll);
    int features = ((List<Object>) best.get("feature_names")).size();
    assertThat(places)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, features).<Object>mapToObj(i -> (long) i).toList());
  }

  private static long numel(List<Long> shape) {
    return shape.stream().reduce(1L, (a, b) -> a * b);
  }

  /** R24: the archive is of the epoch whose validation was best. */
  @Test
  void theBestIsThatOfTheSmallestLoss() throws IOException {
    JsonNode losses = history("four").path("val_loss");
    int best = bestEpoch();
    Map<String, Object> archive = PickleReader.read(results("four").resolve("best_model.pt"));
    assertThat(archive)
        .containsEntry("epoch", (long) best)
        .containsEntry("val_loss", loss(losses, best - 1));
  }

  /** The epoch of the smallest validation loss, from 1. */
  private static int bestEpoch() throws IOException {
    JsonNode losses = history("four").path("val_loss");
    return 1
        + IntStream.range(0, 4)
            .reduce((a, b) -> loss(losses, b) < loss(losses, a) ? b : a)
            .getAsInt();
  }

  private static double loss(JsonNode losses, int epoch) {
    return losses.get(epoch).asDouble();
  }

  /** R25. */
  @Test
  void statisticsAreThoseOfEachCategory() throws IOException {
    FeatureFacts facts =
        Facts.of(Checkpoint.open(Runs.checkpoint(four.directory(), 12))).as(FeatureFacts.class);
    NpzFile npz = NpzFile.open(results("four").resolve("normalization_stats.npz"));
    for (Map.Entry<String, int[]> c : facts.categories().entrySet()) {
      int n = c.getValue().length;
      assertThat(npz.array(c.getKey() + "_mean").floats(0, n)[n - 1])
          .isEqualTo(facts.mean()[c.getValue()[n - 1]]);
      assertThat(npz.array(c.getKey() + "_std").floats(0, n)[0])
          .isEqualTo(facts.deviation()[c.getValue()[0]]);
    }
    assertThat(npz.array("_normalization_method").strings(0, 1)).containsExactly("standard");
  }

  /** R26. */
  @Test
  void theHistoryHasEveryEpochAndEveryValidation() throws IOException {
    JsonNode told = history("four");
    List<Metrics> rows = MetricsLog.read(four.directory(), Long.MAX_VALUE);
    assertThat(told.path("epochs")).hasSize(4);
    assertThat(told.path("train_loss").get(3).asDouble())
        .isEqualTo(rows.get(rows.size() - 1).values().get("train_loss"));
    assertThat(told.path("val_epochs").toString()).isEqualTo("[1,2,3,4]");
    assertThat(told.path("final_metrics").path("quality").asDouble())
        .isEqualTo(rows.get(rows.size() - 1).values().get("val_quality"));
    assertThat(told.path("metrics").get(1).path("epoch").asInt()).isEqualTo(2);
    assertThat(told.path("early_stopped").isNull()).isTrue();
  }

  /** R13, R26: with a delta that nothing reaches, the second validation is one too many. */
  @Test
  void earlyStoppingIsTold() throws IOException {
    train("stopped", "num_epochs: 9\nearly_stopping_patience: 2\nearly_stopping_min_delta: 100");
    assertThat(history("stopped").path("early_stopped").asInt()).isEqualTo(3);
    assertThat(history("stopped").path("epochs")).hasSize(3);
  }

  /** R27: the written configuration is one that trains the same again. */
  @Test
  void theWrittenConfigurationTrainsTheSame() throws IOException {
    String written = Files.readString(results("four").resolve("config.yaml"));
    assertThat(written).startsWith("dataset_path:").contains("num_epochs: 4");
    Runs.train(dir.resolve("again"), written.replace("results/four", "results/again"));
    assertThat(weights(dir.resolve("again"), 12)).isEqualTo(weights(four.directory(), 12));
    assertThat(results("again").resolve("training_history.json"))
        .hasSameBinaryContentAs(results("four").resolve("training_history.json"));
  }

  private static byte[] weights(Path run, long step) throws IOException {
    return Files.readAllBytes(Runs.checkpoint(run, step).resolve("model.safetensors"));
  }

  /** R17: the archive alone is enough to go on from, and the epochs before are not forgotten. */
  @Test
  void aRunGoesOnFromAnArchive() throws IOException {
    String archive = results("four").resolve("checkpoint_epoch_3.pt").toString();
    Runs.Outcome on =
        Runs.train(
            dir.resolve("on"),
            yaml("on", "num_epochs: 4\nsave_every: 3") + "resume: " + archive + "\n");
    assertThat(weights(on.directory(), 12)).isEqualTo(weights(four.directory(), 12));
    assertThat(results("on").resolve("training_history.json"))
        .hasSameBinaryContentAs(results("four").resolve("training_history.json"));
  }

  @Test
  void whatIsNoArchiveOfARunIsRefused() throws IOException {
    Path other = dir.resolve("other.pt");
    Files.writeString(other, "no zip");
    assertThatThrownBy(
            () -> Runs.train(dir.resolve("o"), yaml("o", "num_epochs: 1") + "resume: " + other))
        .hasMessageContaining("other.pt cannot be read as a .pt archive");
  }

  /** Results of an earlier run are replaced as a whole, or kept if that is wanted. */
  @Test
  void resultsOfAnotherRunAreReplacedOrKept() throws IOException {
    train("twice", "num_epochs: 2\nsave_every: 1");
    assertThat(results("twice").resolve("checkpoint_epoch_2.pt")).exists();
    assertThatThrownBy(
            () -> Runs.train(dir.resolve("kept"), yaml("twice", "num_epochs: 1\noverwrite: false")))
        .hasMessageContaining("holds the results of another run")
        .hasMessageContaining("training.overwrite=true");
    assertThat(results("twice").resolve("checkpoint_epoch_2.pt")).exists();
    Runs.train(dir.resolve("replaced"), yaml("twice", "num_epochs: 1"));
    assertThat(results("twice").toFile().list()).doesNotContain("checkpoint_epoch_2.pt");
  }

  /** R30: at the end each target is compared, and hints follow where one is not met. */
  @Test
  void theEndTellsWhichTargetsAreMet() {
    assertThat(four.out())
        .containsPattern("reconstruction quality +0\\.\\d{3} > 0\\.90 +not met")
        .containsPattern("codebook utilization +\\d+ % > 25 % +(not )?met")
        .containsPattern("inter-category orthogonality +0\\.\\d{3} < 0\\.25")
        .containsPattern("topographic correlation +0\\.\\d{3} > 0\\.60")
        .contains("Increase training.num_epochs (now 4, try 500-600)")
        .contains("results          " + results("four"));
  }

  /** R3.16: measured in between, but neither counted nor told in the history. */
  @Test
  void evalIntervalAddsRowsThatAreNotCounted() throws IOException {
    String text =
        yaml("between", "num_epochs: 2").replace("eval_interval: 500", "eval_interval: 2");
    Runs.train(dir.resolve("between"), text.replace("log_interval: 100", "log_interval: 4"));
    List<Metrics> rows = MetricsLog.read(dir.resolve("between"), Long.MAX_VALUE);
    // Every second step is measured, the third and sixth end epochs; the fourth is due anyway.
    assertThat(rows).extracting(Metrics::step).containsExactly(2L, 3L, 4L, 6L);
    assertThat(rows).allSatisfy(r -> assertThat(r.values()).containsKey("val_quality"));
    assertThat(history("between").path("val_epochs").toString()).isEqualTo("[1,2]");
  }
}
