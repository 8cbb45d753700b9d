package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.engine.Interrupts;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.run.Train;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The best checkpoint is judged by the test files at the end of a run, and later in the same way.
 */
class FinalTestTest {
  private static final int STEPS = 4;

  /** With the highest loss as the best, the first checkpoint is tested and not the last. */
  private static final String FIRST_IS_BEST = "mode: max\nsave_every: 1\n";

  @TempDir static Path dir;

  @BeforeAll
  static void writeShards() {
    SplittableRandom random = new SplittableRandom(4);
    for (String name : List.of("train_0", "val_0", "test_0", "test_1")) {
      int[] tokens = random.ints(150, 0, 40).toArray();
      Shards.file(dir.resolve(name + ".bin"), Shards.bytes(tokens));
    }
    Shards.file(dir.resolve("foreign_0.bin"), Shards.bytes(new int[] {7, 999, 7, 7, 7, 7, 7, 7}));
  }

  private static String yaml(String more) {
    return """
        type: gpt2
        model_cfg: {vocab_size: 40, n_ctx: 8, d_model: 16, num_heads: 2, n_layers: 1}
        local_data_path: %s
        train_files: train_*.bin
        val_files: val_*.bin
        test_files: test_*.bin
        seq_len: 16
        val_tokens: 64
        num_iterations: %d
        grad_accum_steps: 1
        val_loss_every: 1
        warmup_frac: 0
        lr: 0.01
        samples: 0
        %s
        """
        .formatted(dir, STEPS, more);
  }

  private static Runs.Outcome train(String name, String yaml, Callback... callbacks)
      throws IOException {
    Path run = dir.resolve(name);
    Runs.Outcome outcome = Runs.train(run, yaml, callbacks);
    Files.createDirectories(run.resolve(".hydra"));
    Files.writeString(run.resolve(".hydra/config.yaml"), yaml);
    return outcome;
  }

  /** The row of the test, which is the last one. */
  private static Metrics tested(Path run) {
    List<Metrics> rows = MetricsLog.read(run, 99);
    assertThat(rows).filteredOn(Metrics::isTest).hasSize(1);
    return rows.get(rows.size() - 1);
  }

  private static String evaluate(Path run, String... args) {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    List<String> all = new ArrayList<>(List.of("evaluate", run.toString()));
    all.addAll(Arrays.asList(args));
    line.execute(all.toArray(String[]::new));
    return out.toString();
  }

  private static JsonNode json(Path run, String... args) throws IOException {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    return new ObjectMapper().readTree(evaluate(run, all));
  }

  @Test
  void the_best_checkpoint_is_judged_once_at_the_end_and_later_to_the_same_bits()
      throws IOException {
    Runs.Outcome outcome = train("best", yaml(FIRST_IS_BEST + "ema_decay: 0.5"));
    Path run = outcome.directory();
    Metrics row = tested(run);
    assertThat(row.step()).isEqualTo(STEPS);
    assertThat(row.values().keySet())
        .containsExactly(
            "test_step",
            "test_loss",
            "test_bytes_per_token",
            "test_perplexity",
            "test_bits_per_byte",
            "test_ema_loss",
            "test_ema_bytes_per_token",
            "test_ema_perplexity",
            "test_ema_bits_per_byte");
    assertThat(row.values()).containsEntry("test_step", 1.0);
    assertThat(outcome.out())
        .contains("test loss        %.3f, of step 1".formatted(row.values().get("test_loss")));
    assertThat(run.resolve("metrics.csv")).content().contains(",test_loss,");

    JsonNode later = json(run, "--test");
    assertThat(later.at("/step").asLong()).isEqualTo(1);
    assertThat(later.at("/data/tokens").asLong()).as("all whole batches").isEqualTo(2 * 144);
    assertThat(later.at("/data/files/1/file").asText()).endsWith("test_1.bin");
    for (String name : List.of("loss", "perplexity", "bits_per_byte")) {
      assertThat(later.at("/result/" + name).asDouble())
          .isEqualTo(row.values().get("test_" + name));
    }
    assertThat(json(run, "--test", "--weights=ema").at("/result/loss").asDouble())
        .isEqualTo(row.values().get("test_ema_loss"));
    assertThat(json(run, "--test", "--checkpoint=last").at("/result/loss").asDouble())
        .isNotEqualTo(row.values().get("test_loss"));
    assertThat(json(run, "--test", "--tokens=0:16").at("/data/files/0/file").asText())
        .endsWith("test_0.bin");
  }

  @Test
  void the_test_changes_neither_weights_nor_samples_nor_other_metrics() throws IOException {
    String sampling = FIRST_IS_BEST + "samples: 1\nsample_prompt: ''\nsample_tokens: 3\n";
    String with =
        yaml(sampling).replace("samples: 0\n", "").replace("vocab_size: 40", "vocab_size: 50257");
    Runs.Outcome tested = train("with", with);
    Runs.Outcome plain = train("without", with.replace("test_files: test_*.bin\n", ""));
    assertThat(Files.readAllBytes(checkpoint(tested.directory())))
        .isEqualTo(Files.readAllBytes(checkpoint(plain.directory())));
    assertThat(closing(tested)).isEqualTo(closing(plain));
    assertThat(rows(tested.directory()).subList(0, STEPS + 1)).isEqualTo(rows(plain.directory()));
    assertThat(plain.out()).doesNotContain("test loss");
  }

  private static Path checkpoint(Path run) throws IOException {
    return Runs.checkpoint(run, STEPS).resolve("model.safetensors");
  }

  /** The samples. */
  private static String closing(Runs.Outcome outcome) {
    int from = outcome.out().indexOf("loss.png");
    return outcome.out().substring(from, outcome.out().indexOf("  go on"));
  }

  private static List<Map<String, Double>> rows(Path run) {
    List<Map<String, Double>> rows = new ArrayList<>();
    for (Metrics m : MetricsLog.read(run, 99)) {
      Map<String, Double> row = new TreeMap<>(m.values());
      row.keySet().removeIf(Metrics::isOfMachine);
      rows.add(row);
    }
    return rows;
  }

  @Test
  void without_checkpoints_the_last_weights_are_judged() throws IOException {
    Path run = train("last", yaml("save_checkpoint: false\ntest_tokens: 32")).directory();
    assertThat(tested(run).values()).containsEntry("test_step", (double) STEPS);
    Path saved = train("saved", yaml("test_tokens: 32")).directory();
    assertThat(tested(saved).values().get("test_loss"))
        .isEqualTo(tested(run).values().get("test_loss"));
    assertThat(json(saved, "--test").at("/data/tokens").asLong()).isEqualTo(32);
  }

  @ParameterizedTest
  @CsvSource({"early_stop_patience: 1, NO_BETTER", "max_minutes: 1e-9, OUT_OF_TIME"})
  void a_run_that_ends_early_is_judged_as_well(String ending, RunEnd expected) throws IOException {
    List<RunEnd> ends = new ArrayList<>();
    Callback witness =
        new Callback() {
          private boolean tested;

          @Override
          public void onTest(Metrics metrics) {
            tested = true;
          }

          @Override
          public void onEnd(RunEnd end) {
            assertThat(tested).isTrue();
            ends.add(end);
          }
        };
    Path run = train(expected.name(), yaml(FIRST_IS_BEST + ending), witness).directory();
    assertThat(ends).containsExactly(expected);
    assertThat(tested(run).step()).isLessThan(STEPS);
  }

  @Test
  void a_run_that_goes_on_leaves_the_metrics_of_one_that_never_stopped() throws IOException {
    Path straight = train("straight", yaml(FIRST_IS_BEST)).directory();
    String parts = yaml(FIRST_IS_BEST + "resume: auto");
    train("parts", parts + "max_minutes: 1e-9\n");
    assertThat(tested(dir.resolve("parts")).step()).isEqualTo(1);
    Path run = train("parts", parts).directory();
    assertThat(rows(run)).isEqualTo(rows(straight));
  }

  /** Stops a run as a signal does, when its checkpoint of a step is written. */
  private static Callback interruptAt(Train train, long step) {
    return new Callback() {
      @Override
      public void onCheckpoint(Checkpoint checkpoint) {
        if (checkpoint.step() == step) {
          train.stop(Interrupts.Kind.TERM);
        }
      }
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {2, STEPS})
  void a_signal_leaves_the_test_until_the_run_goes_on(long step) throws IOException {
    String yaml = yaml(FIRST_IS_BEST + "save_async: false\nresume: auto");
    Path run = dir.resolve("stopped-" + step);
    assertThat(Runs.trainWatched(run, yaml, t -> interruptAt(t, step)).exitCode()).isEqualTo(143);
    assertThat(MetricsLog.read(run, 99)).noneMatch(Metrics::isTest);
    assertThat(train("stopped-" + step, yaml).exitCode()).isZero();
    assertThat(tested(run).values()).containsEntry("test_step", 1.0);
    assertThat(MetricsLog.read(run, 99)).hasSize(STEPS + 2);
  }

  @Test
  void what_is_wrong_with_the_test_data_is_told_before_training() {
    Path run = dir.resolve("refused");
    String yaml = yaml("");
    assertThatThrownBy(() -> Runs.train(run, yaml.replace("test_*.bin", "tset_*.bin")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("No file matches test_files=tset_*.bin.")
        .hasMessageContaining("test_files='my_data/test_*.bin'");
    assertThatThrownBy(() -> Runs.train(run, yaml + "test_tokens: 4000\n"))
        .hasMessageContaining("test_tokens 4,000 is more than test_*.bin offers")
        .hasMessageContaining("test_tokens=288");
    assertThatThrownBy(() -> Runs.train(run, yaml + "test_tokens: 4\n"))
        .hasMessageContaining("test_tokens 4 is less than one batch of seq_len 16 tokens");
    assertThatThrownBy(
            () ->
                Runs.train(
                    run,
                    yaml.replace("test_*.bin", "foreign_*.bin")
                        .replace("seq_len: 16", "seq_len: 4")))
        .hasMessageContaining("Token 999 at position 1 of")
        .hasMessageContaining("outside the vocabulary of 40");
    assertThat(run.resolve("metrics.jsonl")).doesNotExist();
  }

  @Test
  void a_run_without_test_data_says_how_to_give_them() throws IOException {
    Path run =
        train("none", yaml("").replace("test_files: test_*.bin", "test_files: null")).directory();
    assertThat(evaluate(run, "--test")).contains("this run has no test data", "test_files='");
    assertThat(json(run, "--test", "test_files=test_*.bin").at("/data/tokens").asLong())
        .isEqualTo(288);
  }

  @ParameterizedTest
  @CsvSource({
    "megabyte, '{vocab_size: 258, n_ctx: 8, patch_size: 4, d_local: 8, d_global_pre_patch: 4,"
        + " n_layers_d_global: 1, n_layers_d_local: 1, local_n_heads: 2, global_n_heads: 2}'",
    "recurrent-depth, '{vocab_size: 40, n_ctx: 8, d_model: 16, num_heads: 2, l_p: 1, l_core: 1,"
        + " l_c: 1, eval_recurrence: 2}'",
    "mdlm, '{vocab_size: 40, n_ctx: 8, d_model: 16, num_heads: 2, n_layers: 1}'"
  })
  void bytes_and_other_ways_of_reading_are_judged_as_in_validation(String type, String model)
      throws IOException {
    String yaml =
        yaml(FIRST_IS_BEST)
                .replace("type: gpt2", "type: " + type)
                .replaceAll("model_cfg: .*", "model_cfg: " + model)
                .replace("test_*.bin", "val_*.bin")
            + "test_tokens: 64\n";
    Path run = train(type, yaml).directory();
    List<Metrics> rows = MetricsLog.read(run, 99);
    Metrics test = tested(run);
    Metrics validated = rows.get(test.values().get("test_step").intValue());
    validated.values().entrySet().stream()
        .filter(e -> e.getKey().startsWith("val_"))
        .forEach(
            e ->
                assertThat(test.values())
                    .containsEntry(e.getKey().replaceFirst("val_", "test_"), e.getValue()));
    assertThat(json(run, "--test").at("/result/loss").asDouble())
        .isEqualTo(test.values().get("test_loss"));
  }
}
