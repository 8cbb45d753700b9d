package dev.hydrant.config.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.app.AppFixture;
import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.JobStatus;
import dev.hydrant.config.launch.SweepDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Whole sweeps of a program against a real Slurm, and the commands that go on with one. See {@code
 * SlurmLauncherIT} for what it needs.
 */
@Tag("slurm")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class SlurmSweepIT {
  private static final List<String> PROGRAM =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-cp",
          System.getProperty("java.class.path"),
          SweepProgram.class.getName());

  @TempDir Path dir;
  private AppFixture app;

  @BeforeEach
  void config() {
    assertThat(System.getenv("SLURM_CONF")).as("SLURM_CONF of the sandbox").isNotNull();
    app = new AppFixture(dir);
    app.write("conf/config.yaml", "seed: 1\nmillis: 0\nwhat: sleep\n");
  }

  private List<String> arguments(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-m",
                "hydra.sweep.dir=mr",
                "hydra/launcher=slurm",
                "hydra.launcher.poll_s=0.3",
                "hydra.launcher.mem_gb=0.2"));
    all.addAll(Arrays.asList(more));
    return all;
  }

  private int sweep(String... more) {
    return app.builder(SweepProgram::job)
        .childCommand(PROGRAM)
        .build()
        .execute(arguments(more).toArray(String[]::new));
  }

  private int tool(String... words) {
    CommandLine main = new CommandLine(CommandLine.Model.CommandSpec.create());
    app.builder(SweepProgram::job)
        .build()
        .tools()
        .forEach(tool -> main.addSubcommand(tool.getCommandName(), tool));
    return main.execute(words);
  }

  private List<JobStatus> jobs() {
    return new SweepDirectory(dir.resolve("mr"))
        .jobs().stream().map(SweepDirectory.Job::status).toList();
  }

  private void awaitFile(String file) throws InterruptedException {
    while (!Files.exists(dir.resolve(file))) {
      Thread.sleep(20);
    }
  }

  private String array() throws IOException {
    return app.read("mr/.slurm/arrays").split(" ")[0];
  }

  private static String sh(String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(command + "\n" + out).isZero();
    return out.strip();
  }

  @Test
  void a_sweep_waits_for_its_jobs_and_tells_which_failed() {
    assertThat(sweep("seed=1,2", "what=sleep,crash")).isEqualTo(1);
    assertThat(jobs())
        .extracting(JobStatus::state)
        .containsExactly(JobState.DONE, JobState.FAILED, JobState.DONE, JobState.FAILED);
    assertThat(jobs().get(2).metrics()).containsEntry("seed", 2.0);
    assertThat(app.err()).contains("2 done, 2 failed").contains("FAILED");
  }

  @Test
  void a_detached_sweep_is_looked_at_waited_for_and_collected_later() {
    assertThat(sweep("seed=1,2", "millis=3000", "--detach")).isZero();
    assertThat(app.err()).contains("sweep wait " + dir.resolve("mr"));
    assertThat(tool("sweep", "status", "mr", "--json")).isZero();
    assertThat(app.out()).containsPattern("\"state\" : \"(pending|running)\"");
    assertThat(tool("sweep", "wait", "mr")).isZero();
    assertThat(app.out()).contains("2 done");
    assertThat(dir.resolve("mr/sweep.html")).doesNotExist();
    assertThat(tool("sweep", "collect", "mr")).isZero();
    assertThat(app.read("mr/sweep.csv")).contains(",done,");
    assertThat(dir.resolve("mr/sweep.html")).exists();
  }

  @Test
  void a_detached_sweep_is_cancelled_and_then_taken_up_again() throws Exception {
    assertThat(sweep("seed=1,2,3,4,5,6", "millis=2000", "--detach")).isZero();
    awaitFile("mr/0/started-1");
    assertThat(tool("sweep", "cancel", "mr")).isEqualTo(1);
    assertThat(jobs()).extracting(JobStatus::state).contains(JobState.INTERRUPTED);
    assertThat(sh("squeue -h -t pending,running -j " + array())).isEmpty();
    assertThat(sweep("seed=1,2,3,4,5,6", "millis=2000")).isZero();
    assertThat(jobs()).extracting(JobStatus::state).containsOnly(JobState.DONE).hasSize(6);
  }

  @Test
  void an_interrupt_cancels_the_jobs_if_the_launcher_is_told_so() throws Exception {
    List<String> command = new ArrayList<>(PROGRAM);
    command.addAll(
        arguments("seed=1,2,3", "millis=60000", "hydra.launcher.cancel_on_interrupt=true"));
    Process sweep =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("out").toFile())
            .start();
    awaitFile("mr/0/started-1");
    sh("kill -TERM " + sweep.pid());
    assertThat(sweep.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(sweep.exitValue()).isEqualTo(143);
    assertThat(app.read("out")).contains("Stopping");
    assertThat(jobs())
        .as(app.read("out"))
        .extracting(JobStatus::state)
        .doesNotContain(JobState.RUNNING, JobState.DONE);
    assertThat(sh("squeue -h -t pending,running -j " + array())).isEmpty();
  }

  @Test
  void a_process_that_outlives_its_node_cannot_overwrite_its_successor() throws Exception {
    assertThat(sweep("seed=7", "millis=30000", "--detach")).isZero();
    awaitFile("mr/0/started-1");
    Thread.sleep(300); // until the number is in the file
    long zombie = Long.parseLong(app.read("mr/0/started-1"));
    String node = sh("squeue -h -o %N -j " + array());
    String script = Path.of("src/test/slurm/slurm-node.sh").toAbsolutePath().toString();
    sh("bash " + script + " hang " + node);
    try {
      awaitFile("mr/0/started-2");
      assertThat(ProcessHandle.of(zombie)).isPresent();
      JobStatus second = jobs().get(0);
      assertThat(second.attempt()).isEqualTo(2);
      ProcessHandle.of(zombie).ifPresent(p -> p.onExit().orTimeout(60, TimeUnit.SECONDS).join());
      assertThat(jobs().get(0)).isEqualTo(second);
      assertThat(app.read("mr/0/output.log")).contains("attempt 1 of job 0 was replaced");
      assertThat(tool("sweep", "wait", "mr")).isZero();
      assertThat(jobs().get(0).attempt()).isEqualTo(2);
      assertThat(jobs().get(0).state()).isEqualTo(JobState.DONE);
    } finally {
      sh("bash " + script + " start " + node);
    }
  }
}
