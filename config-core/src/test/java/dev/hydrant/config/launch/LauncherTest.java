package dev.hydrant.config.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir Path dir;
  private final List<String> lines = new ArrayList<>();
  private final AtomicBoolean stop = new AtomicBoolean();

  private List<SweepDirectory.Job> jobs(int count) {
    return new SweepDirectory(dir)
        .plan(
            IntStream.range(0, count)
                .mapToObj(i -> new SweepDirectory.Request("h" + i, List.of("x=" + i), n -> "" + n))
                .toList());
  }

  /** A shell script in a job's directory; it writes its status as the harness would. */
  private LaunchContext shell(Function<SweepDirectory.Job, String> script) {
    return new LaunchContext(
        dir,
        dir,
        job -> List.of("sh", "-c", "cd '" + job.directory().path() + "'; " + script.apply(job)),
        job -> attempt -> Map.of("x", (double) job.status().number()),
        () -> false,
        stop::get,
        lines::add);
  }

  private static String succeed(SweepDirectory.Job job) {
    return "sed -e 's/\"pending\"/\"done\"/; s/\"attempt\" : 0/\"attempt\" : 1/' status.json > t;"
        + " mv t status.json; echo out";
  }

  private List<JobState> states() {
    return new SweepDirectory(dir).jobs().stream().map(j -> j.status().state()).toList();
  }

  @Test
  void theBasicLauncherRunsJobsInOrderInThisJvm() throws Exception {
    new BasicLauncher().launch(jobs(3), shell(j -> ""));
    assertThat(states()).containsOnly(JobState.DONE).hasSize(3);
    assertThat(new SweepDirectory(dir).jobs().get(2).status().metrics()).containsEntry("x", 2.0);
  }

  @Test
  void aFailedJobDoesNotStopTheOthers() throws Exception {
    LaunchContext context = shell(j -> "");
    LaunchContext failing =
        new LaunchContext(
            dir,
            dir,
            context.command(),
            job ->
                attempt -> {
                  if (job.status().number() == 1) {
                    throw new IllegalStateException("no data");
                  }
                  return Map.of();
                },
            () -> false,
            stop::get,
            lines::add);
    new BasicLauncher().launch(jobs(3), failing);
    assertThat(states()).containsExactly(JobState.DONE, JobState.FAILED, JobState.DONE);
    assertThat(new SweepDirectory(dir).jobs().get(1).status().message()).isEqualTo("no data");
  }

  @Test
  void processesRunAndTheirOutputIsKept() throws Exception {
    ProcessLauncher.sharing(2, Map.of()).launch(jobs(5), shell(LauncherTest::succeed));
    assertThat(states()).containsOnly(JobState.DONE).hasSize(5);
    assertThat(Files.readString(dir.resolve("4").resolve(ProcessLauncher.OUTPUT))).contains("out");
  }

  @Test
  void aKilledProcessIsAFailedJobAndHarmsNoOther() throws Exception {
    ProcessLauncher.sharing(2, Map.of())
        .launch(jobs(3), shell(j -> j.status().number() == 1 ? "kill -9 $$" : succeed(j)));
    assertThat(states()).containsExactly(JobState.DONE, JobState.FAILED, JobState.DONE);
    assertThat(new SweepDirectory(dir).jobs().get(1).status().message()).contains("SIGKILL");
    assertThat(lines).singleElement().asString().contains("job 1").contains("output.log");
  }

  @Test
  void everyJobGetsItsShareOfTheCores() throws Exception {
    new ProcessLauncher(1, 3, Map.of("A", "b"), 1)
        .launch(jobs(1), shell(j -> "echo $OMP_NUM_THREADS $A; " + succeed(j)));
    assertThat(Files.readString(dir.resolve("0").resolve(ProcessLauncher.OUTPUT))).contains("3 b");
  }

  @Test
  void stoppingLeavesTheRestPending() throws Exception {
    new ProcessLauncher(1, 1, Map.of(), 1)
        .launch(
            jobs(3),
            shell(
                j -> {
                  stop.set(true);
                  return succeed(j);
                }));
    assertThat(states()).containsExactly(JobState.DONE, JobState.PENDING, JobState.PENDING);
  }

  @Test
  void anInterruptEndsRunningProcessesAndSaysSo() throws Exception {
    List<SweepDirectory.Job> jobs = jobs(1);
    Thread main = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              while (!Files.exists(dir.resolve("0").resolve("up"))) {
                Thread.onSpinWait();
              }
              main.interrupt();
            });
    interrupter.setDaemon(true);
    interrupter.start();
    assertThatThrownBy(
            () ->
                new ProcessLauncher(1, 1, Map.of(), 5)
                    .launch(jobs, shell(j -> "touch up; exec sleep 60")))
        .isInstanceOf(InterruptedException.class);
    assertThat(states()).containsExactly(JobState.INTERRUPTED);
  }
}
