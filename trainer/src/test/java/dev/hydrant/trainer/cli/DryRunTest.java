package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.forecast.Forecast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A dry run tells what a run would be, and leaves nothing. */
class DryRunTest {
  @TempDir Path dir;
  private Path shard;

  @BeforeEach
  void writeShard() throws IOException {
    shard = TinyShards.write(dir, "tokens.bin", 150_000);
  }

  private Forecast forecast(String name, String... more) {
    return Forecasts.of(shard, name, more);
  }

  private Seen dryRun(String... more) {
    List<String> args = new ArrayList<>(List.of("train", "--dry-run"));
    args.add("--config-path=" + ShippedConfigs.DIRECTORY.toAbsolutePath().normalize());
    args.add("--config-name=gpt2_small");
    args.add("hydra.run.dir=" + dir.resolve("run"));
    args.addAll(TinyShards.overrides(shard));
    args.addAll(List.of(more));
    return Seen.run(args.toArray(String[]::new));
  }

  /** At full size: 747 million parameters are counted, not allocated. */
  @TestFactory
  Stream<DynamicTest> every_config_can_be_looked_at_at_its_full_size() throws IOException {
    return ShippedConfigs.trainable().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Forecast f = forecast(name);
                      assertThat(f.step()).as(f.eager()).isNotNull();
                      assertThat(f.groups().stream().mapToLong(Forecast.Group::parameters).sum())
                          .isEqualTo(f.parameters());
                      assertThat(f.step().weightBytes())
                          .isBetween(4 * f.parameters(), 4 * (f.parameters() + f.buffers()) * 2);
                      assertThat(f.step().flops() / f.itemsPerStep())
                          .as("recorded against the model's own formula")
                          .isBetween(0.3 * f.flopsPerItem(), 2.5 * f.flopsPerItem());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> every_model_takes_rows_of_2048_tokens_run_operator_by_operator()
      throws IOException {
    return ShippedConfigs.trainable().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Forecast f =
                          forecast(
                              name,
                              "seq_len=2048",
                              "num_iterations=1000",
                              "use_liger=false",
                              "torch_compile=false");
                      assertThat(f.run().steps()).isEqualTo(1000);
                      assertThat(f.itemsPerStep()).isEqualTo(f.microBatches() * 2048L);
                      assertThat(f.step()).as(f.eager()).isNotNull();
                      assertThat(f.step().script()).isNull();
                    }));
  }

  @Test
  void gpt2_counts_as_its_formula_does() {
    Forecast f = forecast("gpt2");
    double formula = 6 * (12 * 12 * 768.0 * 768 + 50257 * 768.0) + 12 * 14 * 1024.0 * 768;
    assertThat(f.step().flops()).isEqualTo(f.itemsPerStep() * formula);
    assertThat(f.run().flops()).isEqualTo(f.run().items() * f.flopsPerItem());
    assertThat(f.run().items()).isEqualTo(1750 * 8 * 8192.0);
    // 0, every 125 steps, which the last is one of
    assertThat(f.run().validations()).isEqualTo(15);
  }

  @Test
  void a_stated_peak_gives_the_least_time() {
    Forecast f = forecast("gpt2", "peak_flops=1e12");
    assertThat(f.run().secondsAtPeak()).isEqualTo(f.run().flops() / 1e12);
    assertThat(forecast("gpt2").run().secondsAtPeak()).isNull();
  }

  @Test
  void sixteen_bits_take_less_memory_and_recomputing_takes_less_still() {
    long whole = forecast("gpt2").step().intermediateBytes();
    assertThat(forecast("gpt2", "precision=bf16").step().intermediateBytes()).isLessThan(whole);
    assertThat(forecast("gpt2", "recompute=true").step().intermediateBytes()).isLessThan(whole / 2);
  }

  @Test
  void muon_has_its_own_rule_for_the_matrices_of_blocks() {
    assertThat(forecast("gpt2", "optimizer=muon").groups())
        .filteredOn(g -> g.name().equals("hidden"))
        .singleElement()
        .satisfies(g -> assertThat(g.rule()).isEqualTo("muon"))
        .satisfies(g -> assertThat(g.lr()).isEqualTo(0.05));
  }

  @Test
  void it_prints_a_page_and_leaves_no_run() {
    Seen seen = dryRun();
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out())
        .contains("gpt2: 16,090,880 parameters", "highest lr", "weight decay", "hidden", "head")
        .contains("inputs [8, 256] int64", "2,048 tokens", "memory", "arithmetic", "cosine")
        .contains("170 steps, 348,160 tokens", "checkpoints of")
        .contains("     0.0015 |", "step 169");
    assertThat(dir.resolve("run")).doesNotExist();
  }

  @Test
  void as_json_it_holds_the_same() throws IOException {
    JsonNode json = new ObjectMapper().readTree(dryRun("--json").out());
    assertThat(json.path("parameters").asLong()).isEqualTo(16_090_880);
    assertThat(json.path("groups")).hasSize(4);
    assertThat(json.at("/groups/0/weight_decay").isNumber()).isTrue();
    assertThat(json.at("/step/total_bytes").asLong()).isPositive();
    assertThat(json.has("script")).isFalse();
    JsonNode withScript = new ObjectMapper().readTree(dryRun("--json", "--show-script").out());
    assertThat(withScript.path("script").asText()).contains("def main(", "def step(");
  }

  @Test
  void the_script_is_the_one_that_training_runs() {
    Seen seen = dryRun("--show-script");
    assertThat(seen.out())
        .contains("def main(", "def micro(", "def optimize(", "def step(", "self.adamw(")
        .contains("# ");
  }

  @Test
  void the_schedule_can_be_drawn() throws IOException {
    Path out = dir.resolve("pictures");
    Seen seen = dryRun("--out=" + out);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(ImageIO.read(out.resolve("schedule.png").toFile()).getWidth()).isEqualTo(960);
    try (var files = Files.list(out)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void its_flags_alone_and_a_script_of_what_is_not_recorded_are_refused() {
    Seen alone = Seen.run("train", "--json", "--config-path=" + ShippedConfigs.DIRECTORY);
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("go with --dry-run");
    Seen eager = dryRun("--show-script", "torch_compile=false");
    assertThat(eager.code()).isEqualTo(2);
    assertThat(eager.err()).contains("torch_compile=false");
  }
}
