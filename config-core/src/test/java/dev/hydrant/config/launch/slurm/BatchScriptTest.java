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

  private Process start(String job, int task) throws Exception {
    List<String> jobs = List.of("echo another", job);
    Path list = Files.writeString(dir.resolve("it's jobs"), BatchScript.jobList(jobs));
    Path script =
        Files.writeString(
            dir.resolve("run.sh"),
            BatchScript.text(settings("setup: ['export GREETING=hi']"), list.toString()));
    ProcessBuilder builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
    builder.environment().put("SLURM_ARRAY_TASK_ID", Integer.toString(task));
    return builder.directory(dir.toFile()).start();
  }

  @Test
  void everyTaskRunsItsOwnCommandAfterTheSetup() throws Exception {
    Process process = start("printenv GREETING >out 2>&1", 1);
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(dir.resolve("out"))).isEqualTo("hi\n");
  }

  @Test
  void theExitCodeOfTheJobIsTheScripts() throws Exception {
    assertThat(start("sh -c 'exit 3'", 1).waitFor()).isEqualTo(3);
  }

  @Test
  void usr1ReachesTheJobAndTheScriptWaitsForItsEnd() throws Exception {
    String job =
        "sh -c 'trap \"echo saved >saved; exit 4\" USR1; echo up >up; while :; do sleep 0.05; done'";
    Process process = start(job, 1);
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
    assertThat(start(line, 1).waitFor()).isZero();
    assertThat(Files.readString(dir.resolve("out"))).isEqualTo(String.join("|", words) + "|");
  }

  @Test
  void noCharacterOfAWordIsRun() throws Exception {
    StringBuilder all = new StringBuilder();
    for (char c = 1; c < 256; c++) {
      all.append(c).append("touch pwned").append(c);
    }
    String name = "\ntouch pwned\n;;\n1) touch pwned ;;\nesac\n";
    List<String> words = List.of(all.toString(), name, "$(touch pwned)", "`touch pwned`", "'");
    String line = "printf '%s|' " + BatchScript.commandLine(words) + " >out";
    assertThat(start(line, 1).waitFor()).isZero();
    assertThat(Files.readString(dir.resolve("out"))).isEqualTo(String.join("|", words) + "|");
    assertThat(dir.resolve("pwned")).doesNotExist();
  }

  @Test
  void directoriesAreReadBackWhateverTheyAreCalled() {
    Submissions submissions = new Submissions(dir);
    List<String> names = List.of("a\nb", "x y", "\r", "\"", "é\u2028", "%j");
    submissions.prepare("array-0", names, List.of("true"), "");
    submissions.submitted("7", "array-0");
    assertThat(submissions.read()).containsExactly(new Submissions.Array("7", names));
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
            "100%j");
    assertThat(options)
        .contains(
            "--output=100%%j/%A_%a.out",
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
