package dev.hydrant.config.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.app.HydrantApp;
import dev.hydrant.config.app.JobResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumableSweepsTest {
  @TempDir Path dir;
  private final List<Long> ran = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long failing = -1;

  @BeforeEach
  void config() throws IOException {
    Files.createDirectories(dir.resolve("conf"));
    Files.writeString(dir.resolve("conf/config.yaml"), "seed: 0\n");
  }

  private int sweep(String... overrides) {
    List<String> args = new ArrayList<>(List.of("-m", "hydra.sweep.dir=mr"));
    args.addAll(List.of(overrides));
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return HydrantApp.builder("app")
        .configPath("conf")
        .configName("config")
        .workingDirectory(dir)
        .environment(Map.of())
        .out(stream)
        .err(stream)
        .sweeps(new ResumableSweeps())
        .job(
            context -> {
              long seed = context.config().getLong("seed");
              ran.add(seed);
              if (seed == failing) {
                throw new IllegalStateException("seed " + seed + " is unlucky");
              }
              return JobResult.of(Map.of("loss", 1.0 / seed));
            })
        .build()
        .run(args.toArray(String[]::new));
  }

  private JobStatus status(int job) {
    return new JobDirectory(dir.resolve("mr/" + job)).status().orElseThrow();
  }

  @Test
  void a_second_start_runs_only_what_failed() {
    failing = 2;
    assertThat(sweep("seed=1,2,3")).isEqualTo(1);
    assertThat(ran).containsExactly(1L, 2L, 3L);
    assertThat(status(1).state()).isEqualTo(JobState.FAILED);
    assertThat(status(1).message()).isEqualTo("seed 2 is unlucky");
    failing = -1;
    ran.clear();
    assertThat(sweep("seed=1,2,3")).isZero();
    assertThat(ran).containsExactly(2L);
    assertThat(status(1).state()).isEqualTo(JobState.DONE);
    assertThat(status(1).metrics()).containsEntry("loss", 0.5);
  }

  @Test
  void widening_a_range_runs_only_the_new_jobs_with_new_numbers() {
    sweep("seed=range(1,3)");
    ran.clear();
    assertThat(sweep("seed=range(0,4)")).isZero();
    assertThat(ran).containsExactly(0L, 3L);
    assertThat(status(2).overrides()).containsExactly("seed=0");
  }

  @Test
  void failing_fast_leaves_the_rest_pending() {
    failing = 1;
    assertThat(sweep("seed=1,2", "+hydra.sweep.fail_fast=true")).isEqualTo(1);
    assertThat(ran).containsExactly(1L);
    assertThat(status(1).state()).isEqualTo(JobState.PENDING);
  }

  @Test
  void each_job_has_its_record_and_the_sweep_its_report() {
    assertThat(sweep("seed=1,2")).isZero();
    assertThat(dir.resolve("mr/0/.hydra/config.yaml")).hasContent("seed: 1\n");
    assertThat(dir.resolve("mr/multirun.yaml")).exists();
    assertThat(dir.resolve("mr/sweep.html")).exists();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("2 done; report: ");
  }
}
