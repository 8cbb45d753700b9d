package dev.hydrant.config.launch.sweeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.grammar.OverrideParser;
import dev.hydrant.config.launch.JobDirectory;
import dev.hydrant.config.launch.JobEnd;
import dev.hydrant.config.launch.JobRunner;
import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.Reports;
import dev.hydrant.config.launch.SweepDirectory;
import dev.hydrant.config.launch.SweepDirectory.Request;
import dev.hydrant.config.search.Sampler;
import dev.hydrant.config.search.SuccessiveHalving;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchSweeperTest {
  @TempDir Path dir;

  private static Sweeper sweeper(int trials, int parallel) {
    return new SearchSweeper(
        List.of(
                "lr=tag(log,interval(0.0001,1))",
                "n=tag(int,interval(1,9))",
                "layers=range(2,10,2)",
                "act=relu,gelu",
                "seed=7")
            .stream()
            .map(OverrideParser::parse)
            .toList(),
        null,
        Sampler.tpe(3),
        new SearchSettings(trials, parallel, Optional.empty(), Optional.of("loss"), 3),
        overrides -> false);
  }

  private static double loss(List<String> overrides) {
    double lr = Double.parseDouble(overrides.get(0).substring(3));
    return Math.abs(Math.log10(lr) + 2) + (overrides.get(3).equals("act=gelu") ? 0 : 1);
  }

  /** Runs batches until the sweeper has no more, or a number of jobs has run. */
  private List<List<String>> run(Sweeper sweeper, int most) {
    SweepDirectory sweep = new SweepDirectory(dir);
    List<List<String>> order = new ArrayList<>();
    for (var batch = sweeper.next(sweep); !batch.isEmpty(); batch = sweeper.next(sweep)) {
      for (List<String> job : batch) {
        if (order.size() == most) {
          return order;
        }
        var place = sweep.plan(List.of(new Request(job.toString(), job, n -> "" + n))).get(0);
        new JobRunner().run(place.directory(), attempt -> Map.of("time", 1.0, "loss", loss(job)));
        order.add(job);
      }
    }
    return order;
  }

  @Test
  void aTrialIsAnOverrideListOfValuesInsideTheSpace() {
    for (List<String> job : run(sweeper(30, 3), 100)) {
      assertThat(Double.parseDouble(job.get(0).substring(3))).isBetween(1e-4, 1.0);
      assertThat(job.get(1)).matches("n=[1-9]");
      assertThat(job.get(2)).matches("layers=[2468]");
      assertThat(job.get(4)).isEqualTo("seed=7");
    }
    assertThat(new TrialLog(dir).read()).hasSize(30);
  }

  @Test
  void killedAtAnyJobTheSearchGoesOnAsIfNothingHadHappened() throws Exception {
    List<List<String>> straight = run(sweeper(24, 3), 100);
    for (int cut : new int[] {1, 11, 12, 17}) {
      try (var files = Files.walk(dir)) {
        files
            .sorted((a, b) -> b.compareTo(a))
            .filter(f -> !f.equals(dir))
            .forEach(f -> f.toFile().delete());
      }
      List<List<String>> resumed = new ArrayList<>(run(sweeper(24, 3), cut));
      Files.writeString(dir.resolve("trials.jsonl"), "{\"point\": [0.1", StandardOpenOption.APPEND);
      resumed.addAll(run(sweeper(24, 3), 100));
      assertThat(resumed).isEqualTo(straight);
    }
  }

  @Test
  void moreTrialsGoOnFromTheOnesThatAreThere() {
    run(sweeper(10, 2), 100);
    assertThat(run(sweeper(16, 2), 100)).hasSize(6);
  }

  @Test
  void anImpossibleIntervalIsRefusedByName() {
    assertThatThrownBy(
            () ->
                new SearchSweeper(
                    List.of(OverrideParser.parse("lr=tag(log,interval(0,1))")),
                    null,
                    Sampler.random(0),
                    new SearchSettings(1, 1, Optional.empty(), Optional.empty(), 0),
                    overrides -> false))
        .hasMessageContaining("lr=tag(log,interval(0,1))")
        .hasMessageContaining("positive");
  }

  @Test
  void successiveHalvingStopsAJobThatOthersHaveBeaten() {
    SweepDirectory sweep = new SweepDirectory(dir);
    SuccessiveHalving rule = new SuccessiveHalving(10, 2);
    List<SweepDirectory.Job> jobs = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      String hash = "h" + n;
      jobs.add(sweep.plan(List.of(new Request(hash, List.of(hash), i -> "" + i))).get(0));
    }
    for (SweepDirectory.Job job : jobs) {
      double accuracy = 1 - 0.1 * job.status().number();
      new JobRunner()
          .run(
              job.directory(),
              attempt -> {
                for (long step = 5; step <= 40; step += 5) {
                  Reports.addAndDecide(job.directory(), sweep, rule, step, accuracy, -1);
                }
                return Map.of("accuracy", accuracy);
              });
    }
    assertThat(sweep.jobs())
        .extracting(j -> j.status().state())
        .containsExactly(JobState.DONE, JobState.STOPPED, JobState.STOPPED, JobState.STOPPED);
    assertThat(Reports.read(dir.resolve("1")).lastKey()).isEqualTo(10);
  }

  @Test
  void aRequeuedJobIsPendingAgain() {
    JobDirectory job = new JobDirectory(dir.resolve("0"));
    new SweepDirectory(dir).plan(List.of(new Request("h", List.of(), n -> "" + n)));
    new JobRunner()
        .run(
            job,
            attempt -> {
              throw JobEnd.requeue("time limit");
            });
    assertThat(job.status().orElseThrow().state()).isEqualTo(JobState.PENDING);
  }
}
