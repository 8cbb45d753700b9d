package dev.hydrant.config.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepDirectoryTest {
  private static final Instant NOW = Instant.parse("2025-01-02T03:04:05Z");
  @TempDir Path dir;

  private static SweepDirectory.Request request(String hash) {
    return new SweepDirectory.Request(hash, List.of("a=" + hash), Integer::toString);
  }

  @Test
  void aStatusSurvivesItsFile() {
    JobDirectory job = new JobDirectory(dir.resolve("3"));
    job.plan(JobStatus.pending(3, "abc", List.of("a=1", "b='x y'")));
    int attempt = job.begin(NOW).attempt();
    JobStatus done = job.end(attempt, s -> s.done(NOW, Map.of("loss", 0.25)));
    assertThat(job.status()).contains(done);
    assertThat(done.metrics()).containsEntry("loss", 0.25);
    job.end(attempt, s -> s.done(NOW, Map.of("loss", Double.NaN)));
    assertThat(job.status().orElseThrow().metrics().get("loss")).isNaN();
  }

  @Test
  void wideningASweepAddsOnlyTheNewJobs() {
    SweepDirectory sweep = new SweepDirectory(dir);
    sweep.plan(List.of(request("x"), request("y")));
    var wider = sweep.plan(List.of(request("w"), request("x"), request("y"), request("z")));
    assertThat(wider).extracting(j -> j.status().number()).containsExactly(2, 0, 1, 3);
    assertThat(sweep.jobs()).extracting(j -> j.status().hash()).containsExactly("x", "y", "w", "z");
  }

  @Test
  void equalJobsShareOneDirectory() {
    var jobs = new SweepDirectory(dir).plan(List.of(request("x"), request("x")));
    assertThat(jobs.get(0).directory().path()).isEqualTo(jobs.get(1).directory().path());
  }

  @Test
  void twoJobsInOneDirectoryAreRefused() {
    var same =
        List.of(
            new SweepDirectory.Request("x", List.of(), n -> "s"),
            new SweepDirectory.Request("y", List.of(), n -> "s"));
    assertThatThrownBy(() -> new SweepDirectory(dir).plan(same))
        .hasMessageContaining("hydra.sweep.subdir");
  }

  @Test
  void aZombieOfAnEarlierAttemptCannotOverwriteItsSuccessor() {
    JobDirectory job = new JobDirectory(dir.resolve("0"));
    job.plan(JobStatus.pending(0, "h", List.of()));
    int zombie = job.begin(NOW).attempt();
    int successor = job.begin(NOW).attempt();
    assertThatThrownBy(() -> job.end(zombie, s -> s.done(NOW, Map.of())))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> job.ensureCurrent(zombie)).isInstanceOf(FencedException.class);
    job.ensureCurrent(successor);
    assertThat(job.status().orElseThrow().state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void aTornStatusFileIsNoJob() throws IOException {
    Path torn = Files.createDirectories(dir.resolve("0")).resolve("status.json");
    Files.writeString(torn, "{\"number\": 0, \"hash\": \"x\", \"sta");
    assertThat(new JobDirectory(torn.getParent()).status()).isEmpty();
    assertThat(new SweepDirectory(dir).jobs()).isEmpty();
  }

  @Test
  void planningLeavesNoTemporaryFiles() throws IOException {
    new SweepDirectory(dir).plan(List.of(request("x")));
    try (var files = Files.list(dir.resolve("0"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("status.json", ".status.lock");
    }
  }

  private static SweepDirectory.Request at(String hash, String subdirectory) {
    return new SweepDirectory.Request(hash, List.of("a=" + hash), n -> subdirectory);
  }

  @Test
  void jobsAreFoundHoweverDeepTheyLie() {
    String deep = "a/b/c/d/e/f/g/h/i/j";
    new SweepDirectory(dir).plan(List.of(at("x", deep), at("y", "path=/data/set")));
    assertThat(new SweepDirectory(dir).jobs())
        .extracting(j -> dir.relativize(j.directory().path()).toString())
        .containsExactly(deep, "path=/data/set");
  }

  @Test
  void directoriesThatLeaveTheSweepAreRefusedBeforeAnythingIsMade() {
    Path sweep = dir.resolve("sweep");
    for (String out : List.of("../x", "a/../../x", "/tmp/x", "..")) {
      assertThatThrownBy(() -> new SweepDirectory(sweep).plan(List.of(at("w", "0"), at("x", out))))
          .hasMessageContaining("hydra.sweep.subdir gives '" + out + "'");
    }
    assertThat(sweep).doesNotExist();
    assertThat(new SweepDirectory(sweep).plan(List.of(at("x", "a/../b")))).hasSize(1);
    assertThat(sweep.resolve("b")).exists();
  }

  @Test
  void whatWasNotPlannedIsNoJob() throws IOException {
    SweepDirectory sweep = new SweepDirectory(dir);
    sweep.plan(List.of(request("x")));
    Path copy = Files.createDirectories(dir.resolve("copy"));
    Files.copy(dir.resolve("0/status.json"), copy.resolve("status.json"));
    assertThat(sweep.jobs()).hasSize(1);
  }

  @Test
  void aPlanThatWasCutByACrashGoesOn() throws IOException {
    SweepDirectory sweep = new SweepDirectory(dir);
    sweep.plan(List.of(request("x"), request("y")));
    Path list = dir.resolve("jobs.jsonl");
    Files.writeString(list, Files.readString(list).stripTrailing().replaceFirst(".{5}$", ""));
    assertThat(sweep.jobs()).hasSize(1);
    Files.delete(dir.resolve("1/status.json")); // it is made after the plan is on the disk
    assertThat(sweep.plan(List.of(request("x"), request("z"))))
        .extracting(j -> j.status().hash())
        .containsExactly("x", "z");
    assertThat(new SweepDirectory(dir).jobs()).hasSize(2);
  }
}
