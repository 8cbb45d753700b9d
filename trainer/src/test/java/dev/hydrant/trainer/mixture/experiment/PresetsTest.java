package dev.hydrant.trainer.mixture.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.Composer;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.mixture.config.MixtureConfig;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F1 to F4, H2, A1 to A4, P1 to P5, L3, J1 to J3, M1 to M9, V1 to V6. */
class PresetsTest {
  private static final Path CONF = Path.of("..", "conf");
  private static final Presets PRESETS = Presets.in(CONF);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  private static TrainConfig engine(String... overrides) {
    var tree = Composer.builder().searchPath(CONF.toString()).build();
    return RunSetup.of(tree.compose("gmm", List.of(overrides)).resolved(), ModelRegistry.load())
        .config();
  }

  /** H2: eight sections, in this order. */
  @Test
  void anExperimentHasEightSections() throws IOException {
    JsonNode json = JSON.readTree(PRESETS.get("standard").toJson());
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "metadata", "paths", "device", "model", "training", "data", "validation", "logging");
    List<String> metadata = new ArrayList<>();
    json.get("metadata").fieldNames().forEachRemaining(metadata::add);
    assertThat(metadata)
        .containsExactly("id", "experiment_name", "description", "tags", "created_at");
  }

  /** J2, J3, P1 to P3. */
  @Test
  void presetsAreListedAndDescribed() {
    assertThat(PRESETS.experiments()).containsExactly("high_performance", "quick_test", "standard");
    assertThat(PRESETS.describe("standard"))
        .isEqualTo(
            Map.of(
                "model", "medium",
                "training", "standard",
                "data", "standard",
                "validation", "standard"));
    assertThat(PRESETS.describe("quick_test").values())
        .containsExactly("tiny", "quick", "simple", "minimal");
    assertThat(PRESETS.describe("high_performance").values())
        .containsExactly("large", "optimized", "complex", "comprehensive");
    assertThat(PRESETS.comment("experiment", "quick_test"))
        .isEqualTo("Fast experiment for debugging | Development debugging");
    assertThat(PRESETS.comment("model", "tiny")).contains("50,944 parameters");
  }

  /** P5. */
  @Test
  void anUnknownPresetIsAnsweredWithTheValidOnes() {
    assertThatThrownBy(() -> PRESETS.get("standart"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Unknown experiment preset 'standart'. Valid options: [high_performance, quick_test,"
                + " standard]. Did you mean 'standard'?");
  }

  /** A1, A3: the same by the registry, by presets and by overrides; names by default. */
  @Test
  void javaAndTheCommandLineGiveTheSameExperiment() {
    ExperimentConfig byRegistry =
        new ExperimentRegistry(PRESETS)
            .experimentConfig("medium", "standard", "standard", "standard", "cpu", "mine");
    ExperimentConfig byPreset = PRESETS.get("standard", "cpu", "mine");
    ExperimentConfig byOverrides =
        PRESETS.get(
            "standard",
            List.of("gmm/model=medium", "device.device=cpu", "metadata.experiment_name=mine"));
    assertThat(byRegistry.toJson()).isEqualTo(byPreset.toJson()).isEqualTo(byOverrides.toJson());
    assertThat(PRESETS.get("quick_test").sections().metadata().experimentName())
        .isEqualTo("quick_test_experiment");
    assertThat(
            new ExperimentRegistry(PRESETS)
                .experimentConfig("tiny", "quick", "3d", "minimal")
                .sections()
                .metadata()
                .experimentName())
        .isEqualTo("tiny_quick_3d");
    assertThatThrownBy(
            () ->
                new ExperimentRegistry(PRESETS).experimentConfig("tini", "quick", "3d", "minimal"))
        .hasMessageContaining("Unknown model preset 'tini'. Valid options: [large, medium, small");
  }

  /** L3 and V2: every combination composes, and its JSON is read back to the byte. */
  @Test
  void everyCombinationComposesAndItsJsonIsReadBackToTheByte() {
    int count = 0;
    TreeSet<String> different = new TreeSet<>();
    for (String model : PRESETS.options("model")) {
      for (String training : PRESETS.options("training")) {
        for (String data : PRESETS.options("data")) {
          for (String validation : PRESETS.options("validation")) {
            ExperimentConfig made =
                PRESETS.get(
                    "standard",
                    List.of(
                        "gmm/model=" + model,
                        "gmm/training=" + training,
                        "gmm/data=" + data,
                        "gmm/validation=" + validation,
                        "device.device=cpu"));
            String json = made.toJson();
            ExperimentConfig read = ExperimentConfig.parse(json, "one.json");
            assertThat(made.engine()).isEmpty();
            assertThat(read).isEqualTo(made);
            assertThat(read.toJson()).isEqualTo(json);
            different.add(json);
            count++;
          }
        }
      }
    }
    assertThat(count).isEqualTo(4 * 5 * 9 * 3).isGreaterThanOrEqualTo(108);
    assertThat(different).hasSize(count);
  }

  /** M1 to M5: four leaves change, no other. */
  @Test
  void valuesAreChangedOneByOne() throws IOException {
    ExperimentConfig standard = PRESETS.get("standard");
    ExperimentConfig changed =
        standard
            .with("training.num_epochs", 75)
            .with("training.learning_rate", 0.0002)
            .with("model.transformer.dropout", 0.2)
            .with("data.dim", 3);
    MixtureConfig c = changed.sections();
    assertThat(c.training().numEpochs()).isEqualTo(75);
    assertThat(c.training().rate()).isEqualTo(0.0002);
    assertThat(c.model().transformer().dropout()).isEqualTo(0.2);
    assertThat(c.data().dim()).isEqualTo(3);
    List<String> leaves = new ArrayList<>();
    differences(JSON.readTree(standard.toJson()), JSON.readTree(changed.toJson()), "", leaves);
    assertThat(leaves)
        .containsExactlyInAnyOrder(
            "training.num_epochs",
            "training.learning_rate",
            "model.transformer.dropout",
            "model.transformer.input_dim",
            "data.dim");
    assertThatThrownBy(() -> standard.with("training.num_epoch", 3))
        .hasMessageContaining("num_epochs");
    assertThatThrownBy(() -> standard.with("training.num_epochs", -1))
        .hasMessageContaining("training.num_epochs")
        .hasMessageContaining("at least 0");
  }

  private static void differences(JsonNode a, JsonNode b, String at, List<String> out) {
    if (a.isObject() && b.isObject()) {
      a.fieldNames()
          .forEachRemaining(
              n -> differences(a.get(n), b.get(n), at.isEmpty() ? n : at + "." + n, out));
    } else if (!a.equals(b)) {
      out.add(at);
    }
  }

  /** F3b, F4: what the engine gets of the sections. */
  @Test
  void theEngineReadsTheSections() {
    TrainConfig quick = engine("gmm/experiment=quick_test", "device.device=cpu");
    assertThat(quick.type()).isEqualTo("mixture");
    assertThat(quick.loop().seed()).isEqualTo(42);
    assertThat(quick.loop().numEpochs()).hasValue(2L);
    assertThat(quick.loop().precision()).isEqualTo("fp32");
    assertThat(quick.optimizer().lr()).isEqualTo(3e-3);
    assertThat(quick.optimizer().betas()).containsExactly(0.9, 0.999);
    assertThat(quick.optimizer().gradClip()).isEqualTo(1);
    assertThat(quick.schedule().lrSchedule()).isEqualTo("cosine");
    assertThat(quick.schedule().warmupFrac()).isEqualTo(0.1);
    assertThat(quick.schedule().warmupStart()).isEqualTo(0.1);
    assertThat(quick.observe().loggers()).containsOnlyKeys("console", "jsonl", "csv");
    assertThat(engine("device=cpu").loop()).isEqualTo(engine("device.device=cpu").loop());
  }

  /** §7 of the additions: 1e-5, 5.5e-5, 1e-4, then a cosine to 1e-5. */
  @Test
  void theLearningRateHasTheGoldenCourse() {
    TrainConfig c = engine("training.num_train_samples=640", "training.num_epochs=10");
    var factors = c.schedule().factors(100, 10);
    assertThat(List.of(0L, 5L, 10L, 100L).stream().map(s -> 1e-4 * factors.factor(s)))
        .usingComparatorForType(
            (a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
        .containsExactly(1e-5, 5.5e-5, 1e-4, 1e-5);
  }

  /** M2, A2 and the precedence of the engine's own keys. */
  @ParameterizedTest
  @CsvSource({
    "training.learning_rate=0.0002, 0.0002",
    "training.optimizer.learning_rate=0.0002, 0.0002",
    "lr=0.0002, 0.0002"
  })
  void theLearningRateHasThreeNames(String override, double rate) {
    assertThat(engine("gmm/model=tiny", override).optimizer().lr()).isEqualTo(rate);
  }

  @Test
  void twoDifferentLearningRatesAreRefused() {
    assertThatThrownBy(
            () -> engine("training.learning_rate=1e-3", "training.optimizer.learning_rate=2e-3"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("training.learning_rate=0.001")
        .hasMessageContaining("training.optimizer.learning_rate=0.002");
    assertThat(engine("training.learning_rate=1e-3", "training.optimizer.learning_rate=1e-3"))
        .isNotNull();
  }

  @Test
  void momentsMomentumClippingAndPrecisionFollowTheSections() {
    assertThat(engine("training.optimizer.beta2=0.95").optimizer().betas())
        .containsExactly(0.9, 0.95);
    assertThat(engine("training.optimizer.optimizer_type=sgd").optimizer().betas().get(0))
        .isEqualTo(0.9);
    assertThat(engine("grad_clip=0.5").optimizer().gradClip()).isEqualTo(0.5);
    assertThat(engine("device.device=cuda").loop().precision()).isEqualTo("bf16");
    assertThat(engine("device.device=cuda", "device.gpu_id=1").loop().device()).isEqualTo("cuda:1");
    assertThat(engine("training.scheduler.warmup_steps=5120").schedule().warmupFrac())
        .isEqualTo(0.2);
    assertThat(engine("training.optimizer.exclude_bias_and_norm=false").optimizer().decayVectors())
        .isTrue();
    TrainConfig flow = engine("model.flow.enabled=true", "model.flow.predictor_type=monotonic");
    assertThat(flow.optimizer().optimizerGroups().get("flow").lr()).hasValue(1e-2);
    assertThat(flow.optimizer().optimizerGroups().get("lift").weightDecay()).hasValue(0.0);
  }

  /** An engine's key that is typed wins over its section, also where it says what is usual. */
  @Test
  void typedKeysOfTheEngineWin() {
    assertThat(engine("training.gradient_clip_val=2").optimizer().gradClip()).isEqualTo(2);
    assertThat(engine("training.gradient_clip_val=2", "grad_clip=0").optimizer().gradClip())
        .isZero();
    assertThat(
            engine("training.early_stopping_patience=3", "early_stop_patience=0")
                .guards()
                .earlyStopPatience())
        .isZero();
    // an epoch has 4 steps, the run 2 or 1 epochs
    String[] run = {
      "training.num_train_samples=256",
      "training.batch_size=64",
      "training.num_epochs=2",
      "training.scheduler.warmup_steps=4"
    };
    assertThat(engine(run).schedule().warmupFrac()).isEqualTo(0.5);
    String[] shorter = Arrays.copyOf(run, 5);
    shorter[4] = "num_epochs=1";
    assertThat(engine(shorter).schedule().warmupFrac()).isEqualTo(1);
  }

  /** V4 to V6: the environment is read, the command line wins, the JSON has the value. */
  @Test
  void theEnvironmentSaysWhichDevice() {
    Presets cuda = Presets.in(Composer.builder().environment(Map.of("DEVICE", "cuda")), CONF);
    assertThat(cuda.get("standard").sections().device().device()).isEqualTo("cuda");
    assertThat(cuda.get("standard").toJson()).contains("\"device\" : \"cuda\"");
    assertThat(cuda.get("standard", List.of("device.device=cpu")).sections().device().device())
        .isEqualTo("cpu");
    ExperimentConfig named =
        new ExperimentRegistry(cuda).experimentConfig("small", "standard", "standard", "standard");
    assertThat(named.sections().device().device()).isEqualTo("cuda");
    Presets wrong = Presets.in(Composer.builder().environment(Map.of("DEVICE", "gpu")), CONF);
    assertThatThrownBy(() -> wrong.get("standard"))
        .hasMessageContaining("environment variable DEVICE");
  }

  /** M6, M7: a file of four lines is a preset; a preset may build on another (Q8). */
  @Test
  void aFileIsAPreset() throws IOException {
    Path group = Files.createDirectories(dir.resolve("gmm/experiment"));
    Files.writeString(
        group.resolve("custom_experiment.yaml"),
        """
        # @package _global_
        defaults:
          - override /gmm/model: medium
          - override /gmm/training: optimized
          - override /gmm/data: standard
          - override /gmm/validation: comprehensive
        """);
    Files.writeString(
        group.resolve("longer.yaml"),
        """
        # @package _global_
        defaults:
          - standard
          - _self_
        training: {num_epochs: 99}
        """);
    Presets presets = Presets.in(CONF, dir);
    assertThat(presets.experiments()).contains("custom_experiment", "longer", "standard");
    assertThat(presets.describe("custom_experiment").values())
        .containsExactly("medium", "optimized", "standard", "comprehensive");
    assertThat(presets.get("longer").sections().training().numEpochs()).isEqualTo(99);
    assertThat(presets.describe("longer")).isEqualTo(presets.describe("standard"));
  }

  /** M6, M8: the same as an entry of JSON. */
  @Test
  void anEntryOfJsonIsAPreset() throws IOException {
    Path file = dir.resolve("experiment_simple.json");
    String entry =
        """
        {"custom_experiment": {"model": "medium", "training": "optimized",
                               "data": "standard", "validation": "comprehensive"}}
        """;
    Files.writeString(file, entry);
    write(new PresetFiles(PRESETS).read(file));
    assertThat(Presets.in(CONF, dir).describe("custom_experiment").values())
        .containsExactly("medium", "optimized", "standard", "comprehensive");
    Files.writeString(file, entry.replace("\"medium\"", "\"mediun\""));
    assertThatThrownBy(() -> new PresetFiles(PRESETS).read(file))
        .hasMessageContaining("custom_experiment")
        .hasMessageContaining("Unknown model preset 'mediun'")
        .hasMessageContaining("medium");
  }

  private void write(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> e : files.entrySet()) {
      Path to = dir.resolve(e.getKey());
      Files.createDirectories(to.getParent());
      Files.writeString(to, e.getValue());
    }
  }

  /** H3: exported and read again, presets are what they were. */
  @Test
  void presetsGoOutAsJsonAndComeBack() throws IOException {
    Map<String, String> out = new PresetFiles(PRESETS).export();
    assertThat(out.keySet())
        .containsExactly(
            "experiment_simple.json",
            "model/defaults.json",
            "training/defaults.json",
            "data/defaults.json",
            "validation/defaults.json");
    write(out);
    assertThat(new PresetFiles(PRESETS).read(dir)).isEmpty();
    String renamed = out.get("data/defaults.json").replace("\"complex\"", "\"harder\"");
    Files.writeString(dir.resolve("data/defaults.json"), renamed);
    Map<String, String> files = new PresetFiles(PRESETS).read(dir);
    assertThat(files).containsOnlyKeys("gmm/data/harder.yaml");
    write(files);
    Presets more = Presets.in(CONF, dir);
    assertThat(more.get("standard", List.of("gmm/data=harder")).toJson())
        .isEqualTo(PRESETS.get("standard", List.of("gmm/data=complex")).toJson());
    Files.writeString(
        dir.resolve("data/defaults.json"),
        out.get("data/defaults.json").replace("\"few\"", "\"many\""));
    assertThatThrownBy(() -> new PresetFiles(PRESETS).read(dir))
        .hasMessageContaining("the data preset 'simple' is here already, with other values");
  }

  /** M9, Q6: what an older version did not know has its default. */
  @Test
  void aFileWithoutNewKeysLoads() {
    ExperimentConfig old =
        ExperimentConfig.parse("{\"training\": {\"batch_size\": 8}, \"data\": {}}", "old.json");
    assertThat(old.sections().training().batchSize()).isEqualTo(8);
    assertThat(old.sections().validation().numValSamples()).isEqualTo(1000);
  }

  /** V3: by the path in the JSON and its line. */
  @Test
  void jsonThatDoesNotFitIsRefusedByItsPath() {
    String json =
        PRESETS.get("quick_test").toJson().replace("\"num_heads\" : 4", "\"num_heads\" : 5");
    assertThatThrownBy(() -> ExperimentConfig.parse(json, "mine.json"))
        .hasMessageContaining("model.transformer")
        .hasMessageContaining("num_heads must divide hidden_dim")
        .hasMessageContaining("mine.json:");
    assertThatThrownBy(() -> ExperimentConfig.parse("{\"trainig\": {}}", "mine.json"))
        .hasMessageContaining("trainig: unknown key")
        .hasMessageContaining("mine.json:1");
  }
}
