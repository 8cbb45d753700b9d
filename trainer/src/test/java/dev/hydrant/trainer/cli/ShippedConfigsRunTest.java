package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.engine.callback.RunContext;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.report.ShellCommand;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.run.Train;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** No config in conf/ rots: each trains two steps at a tiny size, with every group of choices. */
class ShippedConfigsRunTest {
  private static final Composer CONF =
      Composer.builder().searchPath(ShippedConfigs.DIRECTORY.toString()).build();

  @TempDir static Path dir;

  private record Ran(Path directory, String out) {
    List<Metrics> rows() {
      return MetricsLog.read(directory, Long.MAX_VALUE);
    }
  }

  @BeforeAll
  static void writeShard() {
    int[] tokens = new SplittableRandom(4).ints(4000, 0, 61).toArray();
    Shards.file(dir.resolve("tokens.bin"), Shards.bytes(tokens));
  }

  private static String type(String config) {
    return (String) ((ScalarNode) CONF.compose(config).resolved().get("type")).value();
  }

  /** Trains a config on random tokens; what is given last wins. */
  private static Ran train(String name, String config, boolean tiny, String... more)
      throws IOException {
    List<String> overrides =
        new ArrayList<>(
            List.of("seq_len=32", "train_files=tokens.bin", "val_files=tokens.bin", "device=cpu"));
    overrides.add("local_data_path=" + dir);
    if (tiny) {
      overrides.addAll(ModelRegistry.load().get(type(config)).tinySize());
    }
    overrides.addAll(List.of(more));
    MapNode tree = CONF.compose(config, overrides).resolved();
    Path directory = Files.createDirectories(dir.resolve(name));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    RunContext context =
        new RunContext(
            directory,
            ShellCommand.of("./hydrant", "train"),
            print,
            print,
            false,
            PreparationProgress.NONE);
    assertThat(new Train(RunSetup.of(tree, ModelRegistry.load()), context).call().exitCode())
        .isZero();
    return new Ran(directory, out.toString(StandardCharsets.UTF_8));
  }

  private static void twoSteps(String name, String config, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of("debug=fast", "num_iterations=2", "samples=0"));
    all.addAll(List.of("grad_accum_steps=1", "val_loss_every=1", "val_tokens=32"));
    all.addAll(List.of(more));
    Ran ran = train(name, config, true, all.toArray(String[]::new));
    assertThat(ran.rows()).extracting(Metrics::step).containsExactly(0L, 1L, 2L);
    assertThat(ran.rows().get(2).values().get("train_loss")).isFinite();
    assertThat(ran.rows().get(2).values().get("val_loss")).isFinite();
    assertThat(Runs.checkpoint(ran.directory(), 2).resolve("manifest.json")).exists();
  }

  @TestFactory
  Stream<DynamicTest> every_config_trains_two_steps() throws IOException {
    return ShippedConfigs.trainable().stream()
        .map(c -> DynamicTest.dynamicTest(c, () -> twoSteps("config-" + c, c)));
  }

  @TestFactory
  Stream<DynamicTest> every_preset_trains_two_steps() throws IOException {
    Set<String> models = Set.copyOf(ShippedConfigs.trainable());
    return group("experiment").stream()
        .filter(preset -> models.contains(preset.replaceAll("_cpu$", "")))
        .map(
            preset ->
                DynamicTest.dynamicTest(
                    preset,
                    () ->
                        twoSteps(
                            "preset-" + preset,
                            preset.replaceAll("_cpu$", ""),
                            "experiment=" + preset)));
  }

  private static List<String> group(String name) throws IOException {
    try (Stream<Path> files = Files.list(ShippedConfigs.DIRECTORY.resolve(name))) {
      return files.map(p -> p.getFileName().toString().replace(".yaml", "")).sorted().toList();
    }
  }

  @Test
  void every_logger_can_be_chosen_and_together_they_leave_their_files() throws IOException {
    List<String> names = new ArrayList<>(group("logger"));
    names.remove("mlflow");
    Ran ran =
        train(
            "loggers",
            "gpt2",
            true,
            "debug=fast",
            "samples=0",
            "logger=[" + String.join(",", names) + "]");
    assertThat(ran.directory().resolve("metrics.csv")).isNotEmptyFile();
    assertThat(ran.directory().resolve("metrics.jsonl")).isNotEmptyFile();
    assertThat(ran.directory().resolve("tensorboard")).isNotEmptyDirectory();
    assertThat(ran.out()).contains("step 2/2");
    MapNode sent =
        CONF.compose("gpt2", List.of("logger=mlflow", "loggers.mlflow.uri=http://localhost:1"))
            .resolved();
    assertThat(((MapNode) sent.get("loggers")).entries().keySet()).containsExactly("mlflow");
  }

  @Test
  void debug_fast_goes_through_everything_with_a_sample() throws IOException {
    Ran ran =
        train(
            "fast",
            "gpt2",
            false,
            "debug=fast",
            "model_cfg.n_ctx=16",
            "model_cfg.d_model=8",
            "model_cfg.num_heads=2",
            "model_cfg.n_layers=1");
    assertThat(ran.out()).contains("Done: 2 of 2 steps", "validation loss", "  sample  ");
    assertThat(Runs.checkpoint(ran.directory(), 2).resolve("manifest.json")).exists();
  }

  @Test
  void debug_overfit_trains_on_one_batch_and_is_judged_by_it() throws IOException {
    Ran ran = train("overfit", "gpt2", true, "debug=overfit", "num_iterations=50", "lr=0.03");
    List<Metrics> rows = ran.rows();
    Map<String, Double> validated = rows.get(25).values();
    assertThat(rows.get(26).values().get("train_loss"))
        .as("the same batch under the same weights")
        .isCloseTo(validated.get("val_loss"), within(1e-4));
    assertThat(rows.get(50).values().get("train_loss"))
        .isLessThan(0.6 * rows.get(1).values().get("train_loss"));
  }

  @Test
  void debug_profile_leaves_a_trace_of_the_operators_of_two_steps() throws IOException {
    Ran ran = train("profile", "gpt2", true, "debug=profile", "val_tokens=32");
    JsonNode trace = new ObjectMapper().readTree(ran.directory().resolve("profile.json").toFile());
    JsonNode events = trace.isArray() ? trace : trace.path("traceEvents");
    TreeSet<String> names = new TreeSet<>();
    StreamSupport.stream(events.spliterator(), false)
        .forEach(e -> names.add(e.path("name").asText()));
    assertThat(names).anyMatch(n -> n.contains("addmm") || n.contains("mm"));
  }
}
