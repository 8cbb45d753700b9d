package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every signal in every phase: a code that tells what happened, and never a failure. */
@DisabledOnOs(OS.WINDOWS)
class SignalsTest {
  @TempDir Path dir;
  private Path out;

  @BeforeEach
  void writeConfigs() throws IOException {
    out = dir.resolve("out");
    Program.writeConfigs(
        dir,
        """
        defaults: [data, training, _self_]
        type: gpt2
        train_files: %1$s
        val_files: %1$s
        seq_len: 8
        grad_accum_steps: 1
        val_loss_every: 0
        val_tokens: 8
        num_iterations: 1000000
        model_cfg: {vocab_size: 50257, n_ctx: 16, d_model: 4, num_heads: 1, n_layers: 1}
        """
            .formatted(TinyShards.write(dir, "tokens.bin", 40_000)));
  }

  private Process train(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--config-path=" + dir,
                "--config-name=toy",
                "hydra.run.dir=" + dir.resolve("run")));
    arguments.addAll(List.of(more));
    return Program.start(out, arguments);
  }

  private void signalAt(Process process, String words, String signal)
      throws IOException, InterruptedException {
    await()
        .atMost(Program.PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Files.exists(out) && Files.readString(out).contains(words));
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** What a shell or nohup started deaf to a signal stays so, and so does what it starts. */
  private static void assumeThatItIsHeard(int signal) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("SigIgn:")) {
        long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        assumeTrue((ignored >> signal - 1 & 1) == 0, "signal " + signal + " is ignored here");
      }
    }
  }

  private void assertThatItEnded(Process process, int code)
      throws IOException, InterruptedException {
    assertThat(Program.finish(process)).isEqualTo(code);
    assertThat(Files.readString(out))
        .doesNotContain("hydrant: ", "Exception", "something failed", "SIGSEGV");
  }

  @ParameterizedTest
  @CsvSource("USR1, 75")
  void before_the_first_step_it_is_no_failure(String signal, int code)
      throws IOException, InterruptedException {
    Process process = train();
    signalAt(process, "parameters", signal);
    assertThatItEnded(process, code);
  }

  @ParameterizedTest
  @CsvSource("HUP, 129")
  void during_a_long_validation_before_the_first_step_there_is_nothing_to_save(
      String signal, int code) throws IOException, InterruptedException {
    assumeThatItIsHeard(1);
    Process process = train("val_loss_every=1000", "val_tokens=30000");
    signalAt(process, "batches of", signal);
    assertThatItEnded(process, code);
  }

  @ParameterizedTest
  @CsvSource("TERM, 143")
  void while_it_samples_all_is_saved(String signal, int code)
      throws IOException, InterruptedException {
    Process process =
        train(
            "num_iterations=2",
            "sample_tokens=100000",
            "samples=1",
            "sample_prompt='Mr President,'");
    signalAt(process, "Mr President,", signal);
    assertThatItEnded(process, code);
    assertThat(Files.readString(out)).contains("Done: 2 of 2 steps", "Stopping: all is saved.");
  }

  @ParameterizedTest
  @CsvSource("HUP, 129")
  void what_only_reads_a_run_ends_at_once(String signal, int code)
      throws IOException, InterruptedException {
    assumeThatItIsHeard(1);
    assertThat(Program.finish(train("num_iterations=1", "samples=0"))).isZero();
    Files.delete(out);
    Process generate =
        Program.start(
            out,
            List.of(
                "generate",
                dir.resolve("run").toString(),
                "Mr President,",
                "--max-tokens=1000000"));
    signalAt(generate, "Mr President,", signal);
    assertThatItEnded(generate, code);
  }
}
