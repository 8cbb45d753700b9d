package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run that is killed with {@code kill -9} and goes on leaves the bytes of one that never stopped:
 * weights, moments, averages, metrics and order of data, while steps are rolled back and skipped
 * and the end comes early.
 */
@DisabledOnOs(OS.WINDOWS)
class KilledRunTest {
  private static final int STEPS = 14;

  /**
   * Batch 10 is NaN: step 4 rolls back to step 2, and the run goes on with batch 12. Batch 30 makes
   * the loss jump, which is skipped.
   */
  private static final String YAML =
      """
      type: fragile
      num_iterations: 14
      grad_accum_steps: 3
      val_loss_every: 2
      save_every: 2
      keep_last: 2
      lr: 0.02
      ema_decay: 0.9
      on_nonfinite: rollback
      on_spike: skip
      spike_window: 4
      early_stop_patience: 40
      resume: auto
      torch_compile: %s
      model_cfg: {nan_at: [10], jump_at: [30], %s}
      """;

  @TempDir static Path dir;
  private static Path straight;

  @BeforeAll
  static void trainStraight() throws IOException {
    straight = dir.resolve("straight");
    Runs.train(straight, YAML.formatted(true, "most_rows: 1000"));
  }

  private static void assertSame(Path run, Path expected) throws IOException {
    for (String file : List.of("model", "optimizer", "ema")) {
      String name = file + ".safetensors";
      assertThat(Runs.checkpoint(run, STEPS).resolve(name))
          .hasSameBinaryContentAs(Runs.checkpoint(expected, STEPS).resolve(name));
    }
    for (String file : List.of("metrics.jsonl", "metrics.csv")) {
      assertThat(ofTheModel(run.resolve(file))).isEqualTo(ofTheModel(expected.resolve(file)));
    }
    assertThat(state(run)).isEqualTo(state(expected));
  }

  /** The rows without what differs from run to run of the same numbers. */
  private static String ofTheModel(Path file) throws IOException {
    String text = Files.readString(file);
    if (file.toString().endsWith("jsonl")) {
      return text.replaceAll(",\"(points_per_s|memory_mb)\":[0-9.]+", "");
    }
    List<String> columns = List.of(text.lines().findFirst().orElseThrow().split(","));
    return text.lines()
        .map(
            line -> {
              String[] cells = line.split(",", -1);
              return IntStream.range(0, cells.length)
                  .filter(i -> !Metrics.isOfMachine(columns.get(i)))
                  .mapToObj(i -> cells[i])
                  .collect(Collectors.joining(","));
            })
        .collect(Collectors.joining("\n"));
  }

  private static ObjectNode state(Path run) throws IOException {
    Path file = Runs.checkpoint(run, STEPS).resolve("state.json");
    ObjectNode state = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    state.remove("config");
    return state;
  }

  @Test
  void the_run_that_was_not_killed_did_roll_back_and_skip() throws IOException {
    ObjectNode state = state(straight);
    assertThat(state.get("rollbacks").asInt()).isEqualTo(1);
    // Two steps of three batches were passed over.
    assertThat(state.get("next_batch").asLong()).isEqualTo(3 * STEPS + 3 * 2);
    assertThat(state.at("/early_stop/best").isNumber()).isTrue();
    assertThat(state.get("usual_losses")).hasSize(4);
    assertThat(Files.readString(straight.resolve("metrics.jsonl"))).contains("\"grad_norm\":null");
  }

  @ParameterizedTest
  @CsvSource({"true, die_at_read: 13", "true, die_at_read: 34", "false, die_at_loss: 20"})
  void it_goes_on_to_the_same_bytes(boolean recorded, String death)
      throws IOException, InterruptedException {
    Path run = dir.resolve("killed" + death.replaceAll("\\W+", "-"));
    Path expected = straight;
    if (!recorded) {
      expected = dir.resolve("straight-eager");
      Runs.train(expected, YAML.formatted(false, "most_rows: 1000"));
    }
    String died = "died: " + dir.resolve(run.getFileName() + ".died");
    String yaml = YAML.formatted(recorded, death + ", " + died);
    assertThat(ChildRun.run(run, yaml)).isEqualTo(128 + 9);
    assertThat(Files.readString(run.resolve("metrics.jsonl")).lines().count())
        .isBetween(2L, (long) STEPS);
    Runs.train(run, yaml);
    assertSame(run, expected);
  }

  @ParameterizedTest
  @CsvSource({"2", "4", "8", "12"})
  void so_it_does_from_every_checkpoint(int k) throws IOException {
    Path all = dir.resolve("all");
    if (Files.notExists(all)) {
      Runs.train(
          all, YAML.formatted(true, "most_rows: 1000").replace("keep_last: 2", "keep_last: 99"));
    }
    Path run = dir.resolve("from-" + k);
    Path from = Runs.checkpoint(all, k);
    Runs.train(
        run, YAML.formatted(true, "most_rows: 1000").replace("resume: auto", "resume: " + from));
    assertSame(run, straight);
  }
}
