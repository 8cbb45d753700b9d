package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twenty steps of every language model, with its own configuration cut to a tiny size, go as they
 * were recorded: losses, final weights and optimizer, and the sample, to the bit on the processor
 * of the record, and losses to 1e-4 on others. {@code -Dupdate.golden=true} records them.
 */
class GoldenCurvesTest {
  private static final Path FILE = Path.of("src/test/resources/golden/curves.json");
  private static final boolean RECORD = Boolean.getBoolean("update.golden");
  private static final Composer CONF = Composer.builder().searchPath("../conf").build();
  private static final int STEPS = 20;
  private static final String PROMPT = "Mr";
  private static final Map<String, GoldenCurve> SEEN = new HashMap<>();

  @TempDir static Path dir;

  @BeforeAll
  static void writeShards() {
    SplittableRandom random = new SplittableRandom(11);
    for (String name : List.of("train_0", "train_1", "val_0")) {
      int[] tokens = random.ints(300, 0, 61).toArray();
      Shards.file(dir.resolve(name + ".bin"), Shards.bytes(tokens));
    }
  }

  @AfterAll
  static void record() throws IOException {
    if (RECORD) {
      new GoldenFile(GoldenFile.signature(), SEEN).write(FILE);
    }
  }

  static Stream<String> types() {
    return ModelPagesTest.models().map(a -> a.type());
  }

  /** With GPT-2's whole vocabulary, so that a text can be sampled; MegaByte's is of bytes. */
  private static MapNode job(String type) {
    List<String> overrides = new ArrayList<>(ModelRegistry.load().get(type).tinySize());
    overrides.replaceAll(o -> o.replace("vocab_size=61", "vocab_size=50257"));
    overrides.addAll(
        List.of(
            "num_iterations=" + STEPS,
            "grad_accum_steps=2",
            "seq_len=32",
            "val_tokens=64",
            "val_loss_every=0",
            "local_data_path=" + dir,
            "train_files=train_*.bin",
            "val_files=val_*.bin",
            "samples=1",
            "sample_prompt=" + PROMPT,
            "sample_tokens=12"));
    return CONF.compose(ModelRegistry.load().get(type).configName(), overrides).resolved();
  }

  private static GoldenCurve train(String type) throws IOException {
    Path run = dir.resolve(type);
    String out = Runs.train(run, job(type)).out();
    List<Metrics> rows = MetricsLog.read(run, STEPS);
    Path checkpoint = Runs.checkpoint(run, STEPS);
    return new GoldenCurve(
        rows.stream().map(r -> r.values().get("train_loss")).filter(Objects::nonNull).toList(),
        rows.get(rows.size() - 1).values().get("val_loss"),
        GoldenCurve.hash(checkpoint.resolve("model.safetensors")),
        GoldenCurve.hash(checkpoint.resolve("optimizer.safetensors")),
        sample(out));
  }

  /** What stands between the report's table and its last words. */
  private static String sample(String out) {
    int from = out.indexOf("\n\n  " + PROMPT);
    int to = out.lastIndexOf("\n\n  go on");
    assertThat(from).as(out).isBetween(0, to);
    return out.substring(from, to).strip();
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_short_training_goes_as_it_was_recorded(String type) throws IOException {
    GoldenCurve seen = train(type);
    assertThat(seen.losses()).hasSize(STEPS);
    if (RECORD) {
      SEEN.put(type, seen);
      return;
    }
    GoldenFile file = GoldenFile.read(FILE);
    GoldenCurve recorded = file.curves().get(type);
    assertThat(recorded).as("the record of %s", type).isNotNull();
    if (file.processor().equals(GoldenFile.signature())) {
      assertThat(seen).isEqualTo(recorded);
      return;
    }
    for (int i = 0; i < STEPS; i++) {
      assertClose("loss of step " + (i + 1), seen.losses().get(i), recorded.losses().get(i));
    }
    assertClose("validation loss", seen.validation(), recorded.validation());
  }

  private static void assertClose(String what, double seen, double recorded) {
    assertThat(seen).as(what).isCloseTo(recorded, within(1e-4 * Math.abs(recorded)));
  }
}
