package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A command that the program prints does what it says when a shell is given it, in any place. */
@DisabledOnOs(OS.WINDOWS)
class PrintedCommandsTest {
  private static final String CONFIGS = "--config-path='the configs' --config-dir='my own' ";

  @TempDir Path temp;
  private Path dir;

  @BeforeEach
  void writeProgramAndConfigs() throws IOException {
    dir = Files.createDirectories(temp.resolve("it's a place"));
    Files.createDirectories(dir.resolve("bin dir"));
    StringBuilder java = new StringBuilder();
    for (String word : Program.command("-Dhydrant.terminal=false")) {
      java.append('\'').append(word).append("' ");
    }
    int main = java.lastIndexOf("'" + Main.class.getName());
    java.insert(main, "-Dhydrant.command=\"$0\" ");
    script("bin dir/hydrant", "exec " + java + "\"$@\"\n");
    ShippedConfigs.copyTo(dir.resolve("the configs"));
    TinyShards.write(dir, "my tokens.bin", 4_000);
    Files.createDirectories(dir.resolve("my own"));
    Files.writeString(
        dir.resolve("my own/a toy.yaml"),
        """
        defaults: [data, training, _self_]
        type: gpt2
        train_files: my tokens.bin
        val_files: my tokens.bin
        seq_len: 8
        grad_accum_steps: 1
        val_loss_every: 0
        val_tokens: 8
        num_iterations: 3
        sample_tokens: 2
        samples: 1
        sample_prompt: it's "me", $HOME
        model_cfg: {vocab_size: 50257, n_ctx: 16, d_model: 4, num_heads: 1, n_layers: 1}
        """);
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(dir.resolve(name), "#!/bin/sh\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Gives a line to a shell. Returns what it printed. */
  private String sh(int code, String line) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder(List.of("sh", "-c", line)).directory(dir.toFile());
    shell.environment().put("PATH", dir.resolve("bin dir") + ":" + System.getenv("PATH"));
    Process process = shell.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(Program.finish(process)).as(line + "\n" + out).isEqualTo(code);
    return out;
  }

  /** The command that follows some words, on their line or the next. */
  private static String after(String words, String out) {
    var found = Pattern.compile(Pattern.quote(words) + "\\s+('.*bin dir/hydrant' .*)").matcher(out);
    assertThat(found.find()).as(words + " in\n" + out).isTrue();
    return found.group(1);
  }

  @Test
  void a_run_goes_on_and_is_sampled() throws IOException, InterruptedException {
    String out =
        sh(0, "hydrant train " + CONFIGS + "-cn 'a toy' 'hydra.run.dir=\"run 1, {x}\"' lr=0.02");
    assertThat(sh(0, after("go on", out))).contains("Done: 6 of 6 steps");
    assertThat(sh(0, after("sample", out))).contains("it's \"me\", $HOME");
  }

  @Test
  void what_changes_the_numbers_goes_on_by_the_command_that_allows_it()
      throws IOException, InterruptedException {
    sh(0, "hydrant train " + CONFIGS + "-cn 'a toy' 'hydra.run.dir=run 1' samples=0");
    String refused =
        sh(
            2,
            "hydrant train "
                + CONFIGS
                + "-cn 'a toy' samples=0 num_iterations=4 '+resume.from=run 1' 'betas=[0.5, 0.9]'");
    assertThat(sh(0, after("all the same:", refused))).contains("Done: 4 of 4 steps");
  }

  @Test
  void a_detached_sweep_is_waited_for() throws IOException, InterruptedException {
    script(
        "bin dir/sbatch",
        """
        for last; do :; done
        SLURM_ARRAY_TASK_ID=0 sh "$last" >/dev/null 2>&1
        echo 7
        """);
    script("bin dir/squeue", "exit 0\n");
    script("bin dir/scontrol", "exit 1\n");
    String out =
        sh(
            0,
            "hydrant train -m --detach "
                + CONFIGS
                + "-cn 'a toy' 'hydra.sweep.dir=\"sweep 1, {x}\"' hydra/launcher=slurm samples=0 lr=0.02");
    assertThat(sh(0, after("collect:", out))).contains("1 done");
  }
}
