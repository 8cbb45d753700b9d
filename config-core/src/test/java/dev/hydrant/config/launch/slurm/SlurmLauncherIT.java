package dev.hydrant.config.launch.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.LaunchException;
import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.JobStatus;
import dev.hydrant.config.launch.LaunchContext;
import dev.hydrant.config.launch.SweepDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a real Slurm of two nodes on loopback, started by {@code src/test/slurm/start-slurm.sh};
 * {@code SLURM_CONF} and {@code SANDBOX_DIR} name it. Runs in the profile {@code slurm}.
 */
@Tag("slurm")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class SlurmLauncherIT {
  @TempDir Path dir;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final SlurmLauncher launcher =
      new SlurmLauncher(
          SettingsFixture.of(
              "{poll_s: 0.3, cpus_per_task: 1, mem_gb: 0.1, timeout_min: 5, signal_delay_s: 1}"));

  @BeforeAll
  static void needsTheSandbox() {
    assertThat(System.getenv("SLURM_CONF")).as("SLURM_CONF of the sandbox").isNotNull();
  }

  private List<SweepDirectory.Job> jobs(int count) {
    return new SweepDirectory(dir)
        .plan(
            IntStream.range(0, count)
                .mapToObj(i -> new SweepDirectory.Request("h" + i, List.of(), n -> "" + n))
                .toList());
  }

  /** Jobs as shell scripts; {@code mark STATE} writes the status as the harness would. */
  private LaunchContext shell(String script) {
    String mark =
        "mark() { sed -e \"s/\\\"state\\\" : \\\"[a-z]*\\\"/\\\"state\\\" : \\\"$1\\\"/;"
            + " s/\\\"attempt\\\" : 0/\\\"attempt\\\" : 1/\" status.json >t; mv t status.json; }; ";
    return new LaunchContext(
        dir,
        dir,
        job -> {
          String home = job.directory().path().toString();
          return List.of(
              "sh", "-c", mark + "cd '" + home + "'; N=" + job.status().number() + "; " + script);
        },
        job -> attempt -> Map.of(),
        () -> false,
        () -> false,
        lines::add);
  }

  private List<JobState> states() {
    return new SweepDirectory(dir).jobs().stream().map(j -> j.status().state()).toList();
  }

  private static void sh(String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
    assertThat(process.waitFor()).as(command).isZero();
  }

  private void until(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(50);
    }
  }

  private String array() {
    return new Submissions(dir).read().get(0).id();
  }

  @Test
  void anArrayRunsToItsEnd() throws Exception {
    launcher.launch(jobs(6), shell("mark done"));
    assertThat(states()).containsOnly(JobState.DONE).hasSize(6);
  }

  @Test
  void moreJobsThanAnArrayMayHaveBecomeSeveral() throws Exception {
    new SlurmLauncher(SettingsFixture.of("{poll_s: 0.3, mem_gb: 0.1, max_array_size: 2}"))
        .launch(jobs(5), shell("mark done"));
    assertThat(states()).containsOnly(JobState.DONE).hasSize(5);
    assertThat(new Submissions(dir).read())
        .extracting(a -> a.jobs().size())
        .containsExactly(2, 2, 1);
  }

  @Test
  void aJobThatDiesIsFailedWithItsExitCodeAndTheOthersRun() throws Exception {
    launcher.launch(jobs(3), shell("[ $N = 1 ] && exit 3; mark done"));
    assertThat(states()).containsExactly(JobState.DONE, JobState.FAILED, JobState.DONE);
    JobStatus failed = new SweepDirectory(dir).jobs().get(1).status();
    assertThat(failed.message()).contains("exit code 3");
  }

  @Test
  void cancellingEndsWaitingAndRunningJobs() throws Exception {
    List<SweepDirectory.Job> jobs = jobs(6);
    LaunchContext context = shell("touch up; sleep 60");
    launcher.submit(jobs, context);
    until(dir.resolve("0").resolve("up"));
    launcher.cancel(dir);
    launcher.await(jobs, context);
    assertThat(states()).containsOnly(JobState.INTERRUPTED);
  }

  @Test
  void aJobToldToSaveIsRequeuedAndGoesOn() throws Exception {
    List<SweepDirectory.Job> jobs = jobs(1);
    LaunchContext context =
        shell(
            "[ -e saved ] && { mark done; exit; }; trap 'touch saved; exit 75' USR1; touch up;"
                + " while :; do sleep 0.1; done");
    launcher.submit(jobs, context);
    until(dir.resolve("0").resolve("up"));
    sh("scancel -b -s USR1 " + array());
    launcher.await(jobs, context);
    assertThat(states()).containsExactly(JobState.DONE);
    assertThat(dir.resolve("0").resolve("saved")).exists();
  }

  @Test
  void aJobOnANodeThatDiesRunsAgainElsewhere() throws Exception {
    List<SweepDirectory.Job> jobs = jobs(1);
    LaunchContext context =
        shell("[ -e once ] && { mark done; exit; }; echo $SLURMD_NODENAME >once; sleep 100");
    launcher.submit(jobs, context);
    until(dir.resolve("0").resolve("once"));
    String node = Files.readString(dir.resolve("0").resolve("once")).strip();
    sh("scontrol update nodename=" + node + " state=down reason=test");
    try {
      launcher.await(jobs, context);
      assertThat(states()).containsExactly(JobState.DONE);
    } finally {
      sh("scontrol update nodename=" + node + " state=resume");
    }
  }

  @Test
  void aControllerThatRestartsLosesNothing() throws Exception {
    List<SweepDirectory.Job> jobs = jobs(2);
    LaunchContext context = shell("touch up; sleep 3; mark done");
    launcher.submit(jobs, context);
    until(dir.resolve("0").resolve("up"));
    sh("kill -TERM $(cat \"$SANDBOX_DIR/pid/slurmctld.pid\")");
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                launcher.await(jobs, context);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Thread.sleep(4000);
    sh("slurmctld -f \"$SLURM_CONF\"");
    waiting.get(2, TimeUnit.MINUTES);
    assertThat(states()).containsOnly(JobState.DONE);
  }

  @Test
  void aSecondLauncherWaitsForWhatAKilledOneSubmitted() throws Exception {
    List<SweepDirectory.Job> jobs = jobs(2);
    LaunchContext context = shell("echo run >>runs; sleep 1; mark done");
    launcher.submit(jobs, context);
    new SlurmLauncher(SettingsFixture.of("{poll_s: 0.3}")).launch(jobs, context);
    assertThat(states()).containsOnly(JobState.DONE);
    assertThat(Files.readAllLines(dir.resolve("0").resolve("runs"))).hasSize(1);
    assertThat(new Submissions(dir).read()).hasSize(1);
  }

  @Test
  void whatSbatchRefusesIsReportedInItsWords() {
    var impossible = new SlurmLauncher(SettingsFixture.of("partition: nowhere"));
    assertThatThrownBy(() -> impossible.launch(jobs(1), shell("true")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("partition");
  }
}
