package dev.hydrant.config.launch.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class BatchScriptTest {
  @TempDir Path dir;

  private static SlurmSettings settings(String yaml) {
    return SettingsFixture.of(yaml);
  }

  private Process start(String jobs, int task) throws Exception {
    Path list = Files.writeString(dir.resolve("it's jobs"), jobs);
    Path script =
        Files.writeString(
            dir.resolve("run.sh"),
            BatchScript.text(settings("setup: ['export GREETING=hi']"), list.toString()));
    ProcessBuilder builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
    builder.environment().put("SLURM_ARRAY_TASK_ID", Integer.toString(task));
    return builder.directory(dir.toFile()).start();
  }

  @Test
  void everyTaskRunsItsOwnLineAfterTheSetup() throws Exception {
    Process process = start("echo a\necho \"$GREETING b\" >out 2>&1\n", 1);
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(dir.resolve("out"))).isEqualTo("hi b\n");
  }

  @Test
  void theExitCodeOfTheJobIsTheScripts() throws Exception {
    assertThat(start("exit 3\n", 0).waitFor()).isEqualTo(3);
  }

  @Test
  void usr1ReachesTheJobAndTheScriptWaitsForItsEnd() throws Exception {
    String job =
        "sh -c 'trap \"echo saved >saved; exit 4\" USR1; echo up >up; while :; do sleep 0.05; done'\n";
    Process process = start(job, 0);
    while (!Files.exists(dir.resolve("up"))) {
      Thread.sleep(10);
    }
    new ProcessBuilder("kill", "-USR1", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(4);
    assertThat(dir.resolve("saved")).exists();
  }

  @Test
  void wordsAreQuotedForTheShell() throws Exception {
    List<String> words = List.of("a b", "it's", "$HOME", "x=[1,2]", "", "\\", "\"");
    String line = "printf '%s|' " + BatchScript.commandLine(words) + " >out";
    assertThat(start(line + "\n", 0).waitFor()).isZero();
    assertThat(Files.readString(dir.resolve("out"))).isEqualTo(String.join("|", words) + "|");
  }

  @Test
  void settingsBecomeOptionsOfSbatch() {
    var options =
        BatchScript.options(
            settings(
                """
                partition: gpu
                timeout_min: 90
                cpus_per_task: 4
                mem_gb: 1.5
                gres: 'gpu:2'
                array_parallelism: 7
                signal_delay_s: 30
                additional_parameters: {mail_type: END, exclusive: ''}
                """),
            5,
            "o");
    assertThat(options)
        .contains(
            "--array=0-4%7",
            "--partition=gpu",
            "--time=90",
            "--cpus-per-task=4",
            "--mem=1536M",
            "--gres=gpu:2",
            "--signal=B:USR1@30",
            "--mail-type=END",
            "--exclusive")
        .noneMatch(o -> o.startsWith("--account"));
  }
}
