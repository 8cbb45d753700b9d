package dev.hydrant.trainer.cli;

import dev.hydrant.config.app.JobResult;
import dev.hydrant.trainer.report.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The program on a terminal of its own, where Ctrl-C is a key and a live bar is drawn. */
@EnabledOnOs(OS.LINUX)
class TerminalSignalsTest {
  private static final String CTRL_C = "\u0003";

  @TempDir Path dir;
  private Path screen;

  @BeforeEach
  void writeConfigs() throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/script")),
        "script (util-linux) makes the terminal, and is not here");
    screen = dir.resolve("screen");
    Program.writeConfigs(
        dir,
        """
        defaults: [data, training, _self_]
        type: toy
        grad_accum_steps: 2
        val_loss_every: 0
        num_iterations: 1000000
        model_cfg: {width: 6, latent: 2}
        """);
  }

  /** Starts the program under {@code script}, whose standard input are the keys that are pressed. */
  private Process onTerminal(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("exec"));
    words.addAll(Program.command("-Dhydrant.terminal=true"));
    words.addAll(List.of("train", "--config-path=" + dir, "--config-name=toy"));
    words.addAll(List.of(arguments));
    String line = words.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
    return new ProcessBuilder("/usr/bin/script", "-q", "-e", "-c", line, "/dev/null")
        .directory(dir.toFile())
        .redirectErrorStream(true)
        .redirectOutput(screen.toFile())
        .start();
  }

  private void awaitOnScreen(String words) {
    await().atMost(Program.PATIENCE).until(() -> Files.readString(screen).contains(words));
  }

  private static void press(Process terminal, String keys) throws IOException {
    terminal.getOutputStream().write(keys.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    terminal.getOutputStream().flush();
  }

  private long checkpoints(Path run) throws IOException {
    try (Stream<Path> s = Files.list(run.resolve("checkpoints"))) {
      return s.filter(p -> p.getFileName().toString().startsWith("step-")).count();
    }
  }

  private void assertThatNothingCrashed() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(p -> p.getFileName().toString()))
          .noneMatch(name -> name.startsWith("hs_err"));
    }
  }

  @Test
  void ctrl_c_while_the_bar_is_drawn_saves_and_says_how_to_go_on()
      throws IOException, InterruptedException {
    Process terminal = onTerminal("hydra.run.dir=" + dir.resolve("run"));
    awaitOnScreen("loss 1.");
    press(terminal, CTRL_C);
    assertThat(Program.finish(terminal)).isEqualTo(130);
    assertThat(Files.readString(screen))
        .contains("Stopping: finishing this step and saving", "Stopped after", "go on");
    assertThat(checkpoints(dir.resolve("run"))).isEqualTo(1);
  }

  @Test
  void ctrl_c_twice_ends_at_once_and_cleanly() throws IOException, InterruptedException {
    Process terminal = onTerminal("hydra.run.dir=" + dir.resolve("run"));
    awaitOnScreen("loss 1.");
    press(terminal, CTRL_C + CTRL_C);
    assertThat(Program.finish(terminal)).isEqualTo(130);
    assertThatNothingCrashed();
  }

  @Test
  void ctrl_c_in_a_sweep_lets_the_job_save_and_marks_it_interrupted()
      throws IOException, InterruptedException {
    Path sweep = dir.resolve("sweep");
    Process terminal = onTerminal("-m", "lr=1e-3,2e-3", "hydra.sweep.dir=" + sweep);
    awaitOnScreen("loss 1.");
    press(terminal, CTRL_C);
    assertThat(Program.finish(terminal)).isEqualTo(130);
    JobResult first = JobResult.of(sweep).get(0);
    assertThat(first.state()).isEqualTo("interrupted");
    assertThat(checkpoints(first.directory())).isEqualTo(1);
    assertThat(JobResult.of(sweep)).noneMatch(j -> j.state().equals("running"));
  }
}
