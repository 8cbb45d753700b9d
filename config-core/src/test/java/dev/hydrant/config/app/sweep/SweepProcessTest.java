package dev.hydrant.config.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.JobStatus;
import dev.hydrant.config.launch.SweepDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps in processes of their own, which are asked to stop, or killed. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class SweepProcessTest {
  @TempDir Path dir;

  @BeforeEach
  void config() throws IOException {
    Files.createDirectories(dir.resolve("conf"));
    Files.writeString(
        dir.resolve("conf/config.yaml"), "seed: 1\nmillis: 0\nwhat: sleep\nat: ${now:%f}\n");
  }

  private Process start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SweepProgram.class.getName(),
                "-m",
                "hydra.sweep.dir=mr"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .directory(dir.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("out").toFile()))
        .start();
  }

  private int finish(Process process) throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(out()).isTrue();
    return process.exitValue();
  }

  private String out() throws IOException {
    return Files.readString(dir.resolve("out"));
  }

  private void signal(String name, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor();
  }

  /** A shell starts what it puts into the background deaf to SIGINT, and children inherit that. */
  private static boolean interruptsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  private void await(String file) throws InterruptedException {
    while (!Files.exists(dir.resolve(file))) {
      Thread.sleep(5);
    }
  }

  private List<JobStatus> jobs() {
    return new SweepDirectory(dir.resolve("mr"))
        .jobs().stream().map(SweepDirectory.Job::status).toList();
  }

  private List<JobState> states() {
    return jobs().stream().map(JobStatus::state).toList();
  }

  @Test
  void jobs_run_in_children_whose_output_is_followed_and_whose_crash_harms_no_other()
      throws Exception {
    Process sweep =
        start("hydra/launcher=process", "seed=4,5", "what=sleep,crash", "--config-name=config");
    assertThat(finish(sweep)).isEqualTo(1);
    assertThat(states())
        .containsExactly(JobState.DONE, JobState.FAILED, JobState.DONE, JobState.FAILED);
    assertThat(jobs().get(2).metrics()).containsEntry("seed", 5.0);
    assertThat(jobs().get(1).message()).contains("SIGABRT");
    assertThat(out()).contains("#2 | working on seed 5", "2 done, 2 failed");
  }

  @Test
  void an_interrupt_lets_the_running_job_save_and_the_next_start_goes_on() throws Exception {
    Process sweep = start("seed=1,2", "millis=60000");
    await("mr/0/started-1");
    boolean ignored = interruptsAreIgnored();
    signal(ignored ? "TERM" : "INT", sweep.pid());
    assertThat(finish(sweep)).isEqualTo(ignored ? 143 : 130);
    assertThat(states()).containsExactly(JobState.INTERRUPTED, JobState.PENDING);
    assertThat(out()).contains("Stopping", "1 pending, 1 interrupted");
    assertThat(out().substring(out().indexOf("go on with")))
        .contains("seed=1,2", "millis=60000", "hydra.sweep.dir=" + dir.resolve("mr"));
  }

  @Test
  void a_request_to_end_reaches_the_jobs_of_other_processes() throws Exception {
    Process sweep = start("hydra/launcher=process", "seed=1,2,3", "millis=60000");
    await("mr/0/started-1");
    await("mr/1/started-1");
    signal("TERM", sweep.pid());
    assertThat(finish(sweep)).isEqualTo(143);
    assertThat(states())
        .containsExactly(JobState.INTERRUPTED, JobState.INTERRUPTED, JobState.PENDING);
    assertThat(jobs().get(0).message()).isEqualTo("saved");
  }

  @Test
  void killing_a_sweep_loses_the_running_job_alone() throws Exception {
    Files.writeString(dir.resolve("jobs.yaml"), "- [seed=1]\n- [seed=2, millis=60000]\n");
    Process sweep = start("--sweep-file=jobs.yaml");
    await("mr/1/started-1");
    sweep.destroyForcibly();
    finish(sweep);
    assertThat(states()).containsExactly(JobState.DONE, JobState.RUNNING);
    Process again = start("--sweep-file=jobs.yaml");
    await("mr/1/started-2");
    signal("TERM", again.pid());
    assertThat(finish(again)).isEqualTo(143);
    assertThat(jobs().get(0).attempt()).isEqualTo(1);
    assertThat(states()).containsExactly(JobState.DONE, JobState.INTERRUPTED);
  }

  @Test
  void children_do_not_outlive_a_sweep_that_was_killed() throws Exception {
    Process sweep = start("hydra/launcher=process", "seed=1", "millis=60000");
    await("mr/0/started-1");
    Thread.sleep(200); // until the number is in the file
    long child = Long.parseLong(Files.readString(dir.resolve("mr/0/started-1")));
    sweep.destroyForcibly();
    finish(sweep);
    ProcessHandle.of(child).ifPresent(p -> p.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    assertThat(states()).containsExactly(JobState.INTERRUPTED);
  }

  @Test
  void a_planned_job_that_is_told_to_save_asks_to_be_run_again() throws Exception {
    Process sweep = start("hydra/launcher=process", "seed=1", "millis=60000");
    await("mr/0/started-1");
    Thread.sleep(200);
    signal("USR1", Long.parseLong(Files.readString(dir.resolve("mr/0/started-1"))));
    assertThat(finish(sweep)).isEqualTo(1);
    assertThat(states()).containsExactly(JobState.PENDING);
  }
}
