package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hydrant.trainer.checkpoint.ResumePoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ctrl-C and a closed window on a real terminal, which the tool {@code script} of Linux makes:
 * there the progress bar is drawn, and the terminal itself sends the signals.
 */
@EnabledOnOs(OS.LINUX)
class TerminalTest {
  private static final int CTRL_C = 3;

  @TempDir Path dir;
  private Path out;

  @BeforeEach
  void writeConfigs() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no tool script");
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
        samples: 0
        num_iterations: 1000000
        model_cfg: {vocab_size: 50257, n_ctx: 16, d_model: 4, num_heads: 1, n_layers: 1}
        """
            .formatted(TinyShards.write(dir, "tokens.bin", 40_000)));
  }

  /**
   * Starts the program in a terminal whose bar has room for all; what is written to the process is
   * typed there.
   */
  private Process start(String arguments) throws IOException {
    String java =
        Program.command("-Dhydrant.terminal=true").stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    String inside =
        "stty cols 160; echo $$ > '" + dir.resolve("pid") + "'; exec " + java + " " + arguments;
    return new ProcessBuilder(List.of("script", "-qefc", inside, "/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  private Process train(String more) throws IOException {
    return start(
        "train --config-path='%1$s' --config-name=toy hydra.run.dir='%1$s/run' %2$s"
            .formatted(dir, more));
  }

  private void awaitText(String words) {
    await()
        .atMost(Program.PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Files.exists(out) && Files.readString(out).contains(words));
  }

  private static void type(Process terminal) throws IOException {
    OutputStream keys = terminal.getOutputStream();
    keys.write(CTRL_C);
    keys.flush();
  }

  /** What a shell or nohup started deaf to a signal stays so, and so does all that it starts. */
  private static void assumeThatInterruptsAreHeard() throws IOException {
    assumeThatItIsHeard(2);
  }

  private static void assumeThatItIsHeard(int signal) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("SigIgn:")) {
        long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        assumeTrue((ignored >> signal - 1 & 1) == 0, "signal " + signal + " is ignored here");
      }
    }
  }

  private String end(Process terminal, int code) throws IOException, InterruptedException {
    int ended = Program.finish(terminal);
    String text = Files.readString(out);
    assertThat(ended).as(text).isEqualTo(code);
    assertThat(text).doesNotContain("hydrant: ", "Exception", "something failed", "SIGSEGV");
    return text;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "before the first step | parameters |",
        "before the first step | batches of | val_loss_every=1000 val_tokens=30000",
        "saving                | loss       | save_every=1",
        "a later validation    | @          | val_loss_every=5 val_tokens=800",
      })
  void ctrl_c_saves_what_there_is(String phase, String words, String more)
      throws IOException, InterruptedException {
    assumeThatInterruptsAreHeard();
    Process terminal = train(more == null ? "" : more);
    awaitText(words);
    type(terminal);
    String text = end(terminal, 130);
    assertThat(text).containsAnyOf("Stopped after", "Stopped before the first step");
    if (text.contains("Stopped after")) {
      assertThat(ResumePoint.find("last", dir.resolve("run"))).as(text).isPresent();
    }
  }

  /** The run is whole by then; the terminal is given back as it was, without a failure. */
  @Test
  void ctrl_c_while_it_samples_ends_with_all_saved() throws IOException, InterruptedException {
    assumeThatInterruptsAreHeard();
    Process terminal =
        train("num_iterations=2 samples=1 sample_tokens=100000 \"sample_prompt='Mr President,'\"");
    awaitText("Mr President,");
    type(terminal);
    assertThat(end(terminal, 130)).contains("Done: 2 of 2 steps", "Stopping: all is saved.");
    assertThat(ResumePoint.find("last", dir.resolve("run"))).isPresent();
  }

  @Test
  void a_second_ctrl_c_ends_at_once_and_cleanly() throws IOException, InterruptedException {
    assumeThatInterruptsAreHeard();
    Process terminal = train("val_loss_every=100000 val_tokens=39000");
    awaitText("batches of");
    type(terminal);
    Thread.sleep(300);
    if (terminal.isAlive()) { // where one was enough, it has ended as it should
      type(terminal);
    }
    assertThat(Program.finish(terminal)).isEqualTo(130);
    assertThat(Files.readString(out)).doesNotContain("SIGSEGV", "Exception");
  }

  @Test
  void closing_the_terminal_saves() throws IOException, InterruptedException {
    assumeThatItIsHeard(1);
    Process terminal = train("");
    awaitText("loss ");
    terminal.destroyForcibly();
    long pid = Long.parseLong(Files.readString(dir.resolve("pid")).strip());
    try {
      await()
          .atMost(Program.PATIENCE)
          .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    } finally {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    assertThat(ResumePoint.find("last", dir.resolve("run"))).isPresent();
  }

  @Test
  void ctrl_c_between_the_jobs_of_a_sweep_leaves_none_running()
      throws IOException, InterruptedException {
    assumeThatInterruptsAreHeard();
    Process terminal =
        start(
            "train -m --config-path='%1$s' --config-name=toy hydra.sweep.dir='%1$s/sweep'"
                    .formatted(dir)
                + " num_iterations=1 'seed=range(0,100)'");
    awaitText("Done: 1 of 1 steps");
    type(terminal);
    String text = end(terminal, 130);
    assertThat(text).contains("pending").doesNotContain("running");
  }

  @Test
  void ctrl_c_ends_what_only_reads() throws IOException, InterruptedException {
    assumeThatInterruptsAreHeard();
    assertThat(Program.finish(train("num_iterations=1"))).isZero();
    for (String reads :
        List.of(
            "generate '%s' 'Mr President,' --max-tokens=1000000",
            "evaluate '%s' --tokens=0:39992",
            "data proteins --generate=1000000 --out='%s/proteins'",
            "data features --sample --rows=2000000 --out='%s/features.h5'")) {
      Files.delete(out);
      Process terminal = start(reads.formatted(dir.resolve("run")));
      awaitText(reads.startsWith("generate") ? "Mr President," : "");
      Thread.sleep(reads.startsWith("generate") ? 0 : 500);
      type(terminal);
      end(terminal, 130);
    }
    assertThat(dir.resolve("run").toFile().list())
        .noneMatch(name -> name.contains("proteins") || name.contains("features"));
  }
}
