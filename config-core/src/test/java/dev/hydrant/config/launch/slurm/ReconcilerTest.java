package dev.hydrant.config.launch.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.JobStatus;
import dev.hydrant.config.launch.SweepDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against recorded answers of the client commands. */
class ReconcilerTest {
  @TempDir Path dir;
  private final List<String> commands = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private List<SweepDirectory.Job> jobs;
  private Command.Answer squeue = new Command.Answer(0, "", "");
  private Command.Answer others = new Command.Answer(1, "", "Invalid job id specified");
  private Reconciler reconciler;

  @BeforeEach
  void plan() {
    jobs =
        new SweepDirectory(dir)
            .plan(
                IntStream.range(0, 2)
                    .mapToObj(i -> new SweepDirectory.Request("h" + i, List.of(), n -> "" + n))
                    .toList());
    reconciler =
        new Reconciler(
            new Queue(
                line -> {
                  commands.add(String.join(" ", line));
                  return line.get(0).equals("squeue") ? squeue : others;
                }),
            dir,
            lines::add);
  }

  private boolean look(String... rows) throws Exception {
    squeue = new Command.Answer(0, String.join("\n", rows), "");
    return reconciler.settle(List.of(new Submissions.Array("7", List.of("0", "1"))), jobs);
  }

  private JobStatus status(int job) {
    return jobs.get(job).directory().status().orElseThrow();
  }

  @Test
  void oneCallAsksForAllJobs() throws Exception {
    assertThat(look("7|0|RUNNING|None|0|n1|", "7|1|PENDING|Resources|0||")).isFalse();
    assertThat(commands).singleElement().asString().startsWith("squeue -h -r -t all -j 7 -O ");
  }

  @Test
  void aJobsOwnWordCountsMoreThanSlurms() throws Exception {
    int attempt = jobs.get(0).directory().begin(Instant.now()).attempt();
    jobs.get(0).directory().end(attempt, s -> s.done(Instant.now(), Map.of("loss", 1.0)));
    look("7|0|FAILED|NonZeroExitCode|768|n1|", "7|1|RUNNING|None|0|n2|");
    assertThat(status(0).state()).isEqualTo(JobState.DONE);
  }

  @Test
  void aTaskThatEndedSilentlyIsSettledFromWhatSlurmSays() throws Exception {
    jobs.get(0).directory().begin(Instant.now());
    assertThat(look("7|0|FAILED|NonZeroExitCode|768|n1|", "7|1|CANCELLED|None|15||")).isTrue();
    assertThat(status(0).state()).isEqualTo(JobState.FAILED);
    assertThat(status(0).message())
        .contains("NonZeroExitCode")
        .contains("exit code 3")
        .contains("n1");
    assertThat(status(1).state()).isEqualTo(JobState.INTERRUPTED);
  }

  @Test
  void aSilentControllerChangesNothingAndIsReportedOnce() throws Exception {
    squeue = new Command.Answer(1, "", "Unable to contact slurm controller");
    List<Submissions.Array> arrays = List.of(new Submissions.Array("7", List.of("0", "1")));
    assertThat(reconciler.settle(arrays, jobs)).isFalse();
    assertThat(reconciler.settle(arrays, jobs)).isFalse();
    assertThat(lines).hasSize(1);
    assertThat(status(0).state()).isEqualTo(JobState.PENDING);
  }

  @Test
  void aTaskNobodyKnowsIsLostAfterThreeLooks() throws Exception {
    assertThat(look("7|1|RUNNING|None|0|n2|")).isFalse();
    look("7|1|RUNNING|None|0|n2|");
    assertThat(status(0).state()).isEqualTo(JobState.PENDING);
    look("7|1|RUNNING|None|0|n2|");
    assertThat(status(0).state()).isEqualTo(JobState.FAILED);
    assertThat(commands).anyMatch(c -> c.startsWith("scontrol show job -o 7_0"));
    assertThat(commands).anyMatch(c -> c.startsWith("sacct "));
  }

  @Test
  void aTaskMissingFromTheQueueIsLookedUpWithTheController() throws Exception {
    others = new Command.Answer(0, "JobId=9 JobState=TIMEOUT Reason=TimeLimit Dependency=\n", "");
    look("7|1|RUNNING|None|0|n2|");
    assertThat(status(0).message()).contains("TIMEOUT").contains("TimeLimit");
  }

  @Test
  void aHeldTaskIsReleasedOnce() throws Exception {
    String held = "7|0|PENDING|launch failed requeued held|0||";
    look(held, "7|1|RUNNING|None|0|n2|");
    look(held, "7|1|RUNNING|None|0|n2|");
    assertThat(commands.stream().filter("scontrol release 7_0"::equals)).hasSize(1);
  }
}
