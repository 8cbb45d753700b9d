package dev.hydrant.config.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composition;
import dev.hydrant.config.Sweep;
import dev.hydrant.config.app.AppFixture;
import dev.hydrant.config.app.program.AppFacts;
import dev.hydrant.config.app.program.Job;
import dev.hydrant.config.app.program.StopSignal;
import dev.hydrant.config.launch.JobDirectory;
import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.JobStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps in this JVM. */
class MultirunTest {
  @TempDir Path dir;
  private AppFixture app;
  private long unlucky = -1;
  private final Job job =
      (config, context) -> {
        if (config.getLong("seed") == unlucky) {
          throw new IllegalStateException("seed " + unlucky + " is unlucky");
        }
        return Map.of("loss", 1.0 / config.getLong("seed"));
      };

  @BeforeEach
  void files() {
    app = new AppFixture(dir);
  }

  private int sweep(String... args) {
    return app.sweep(job, args);
  }

  private JobStatus status(int number) {
    return new JobDirectory(dir.resolve("mr/" + number)).status().orElseThrow();
  }

  @Test
  void every_combination_runs_in_its_own_directory_and_a_report_remains() {
    assertThat(sweep("seed=1,2", "db=glob(*)")).isZero();
    assertThat(app.ran).containsExactly(1L, 1L, 2L, 2L);
    assertThat(app.read("mr/3/.hydra/config.yaml")).isEqualTo("db:\n  port: 5432\nseed: 2\n");
    assertThat(status(3).metrics()).containsEntry("loss", 0.5);
    assertThat(status(3).overrides()).containsExactly("seed=2", "db=pg");
    assertThat(app.read("mr/multirun.yaml")).contains("seed: 1", "hydra:");
    assertThat(app.read("mr/sweep.csv").lines()).hasSize(5);
    assertThat(app.err()).contains("#2 *", "4 done", "sweep.html");
  }

  @Test
  void a_second_start_runs_only_what_failed() {
    unlucky = 2;
    assertThat(sweep("seed=1,2,3")).isEqualTo(1);
    assertThat(app.ran).containsExactly(1L, 2L, 3L);
    assertThat(status(1).state()).isEqualTo(JobState.FAILED);
    assertThat(status(1).message()).contains("seed 2 is unlucky");
    assertThat(app.err()).contains("#1 failed", "seed 2 is unlucky", "2 done, 1 failed");
    unlucky = -1;
    app.ran.clear();
    assertThat(sweep("seed=1,2,3")).isZero();
    assertThat(app.ran).containsExactly(2L);
    assertThat(status(1).attempt()).isEqualTo(2);
  }

  @Test
  void widening_a_range_runs_only_the_new_jobs_with_new_numbers() {
    sweep("seed=range(1,3)");
    app.ran.clear();
    assertThat(sweep("seed=range(1,5)")).isZero();
    assertThat(app.ran).containsExactly(3L, 4L);
    assertThat(status(2).overrides()).containsExactly("seed=3");
  }

  @Test
  void a_job_is_known_by_what_it_computes_not_by_its_number_directory_or_time() {
    app.write("conf/config.yaml", "seed: 1\nout: ${hydra:runtime.output_dir}\nat: ${now:%f}\n");
    sweep("seed=1,2");
    app.ran.clear();
    assertThat(sweep("seed=2,1")).isZero();
    assertThat(app.ran).isEmpty();
  }

  @Test
  void what_a_killed_sweep_left_running_runs_again() {
    sweep("seed=1,2");
    JobDirectory killed = new JobDirectory(dir.resolve("mr/1"));
    killed.begin(Instant.now());
    app.ran.clear();
    assertThat(sweep("seed=1,2")).isZero();
    assertThat(app.ran).containsExactly(2L);
    assertThat(killed.status().orElseThrow().attempt()).isEqualTo(3);
  }

  @Test
  void failing_fast_leaves_the_rest_pending() {
    unlucky = 1;
    assertThat(sweep("seed=1,2", "hydra.sweep.fail_fast=true")).isEqualTo(1);
    assertThat(app.ran).containsExactly(1L);
    assertThat(status(1).state()).isEqualTo(JobState.PENDING);
  }

  @Test
  void a_job_that_does_not_compose_stops_the_sweep_before_any_job_runs() {
    assertThat(sweep("db=pg,nope")).isEqualTo(1);
    assertThat(app.ran).isEmpty();
    assertThat(dir.resolve("mr/0")).doesNotExist();
  }

  @Test
  void an_interrupted_job_ends_the_sweep_and_is_taken_up_again() {
    Job stopped =
        (config, context) -> {
          throw context.stoppedBy(StopSignal.INT, "saved");
        };
    assertThat(app.sweep(stopped, "seed=1,2")).isEqualTo(130);
    assertThat(status(0).state()).isEqualTo(JobState.INTERRUPTED);
    assertThat(status(1).state()).isEqualTo(JobState.PENDING);
    app.ran.clear();
    assertThat(sweep("seed=1,2")).isZero();
    assertThat(app.ran).containsExactly(1L, 2L);
  }

  @Test
  void a_finished_search_that_is_started_again_shows_what_it_found() {
    String[] search = {
      "hydra/sweeper=random", "hydra.sweeper.n_trials=3", "seed=range(1,100)", "db=pg"
    };
    assertThat(sweep(search)).isZero();
    assertThat(app.ran).hasSize(3);
    String first = app.err();
    assertThat(sweep(search)).isZero();
    assertThat(app.ran).hasSize(3);
    String second = app.err().substring(first.length());
    assertThat(second).contains("#0", "#1", "#2", "3 done", "report: ");
    assertThat(app.out()).contains("3 of 3 jobs are done");
    search[1] = "hydra.sweeper.n_trials=4";
    assertThat(sweep(search)).isZero();
    assertThat(app.ran).hasSize(4);
    assertThat(app.err()).contains("4 done");
  }

  @Test
  void keys_move_together_in_a_zip() {
    assertThat(sweep("seed=1,2,3", "db.port=10,20,30", "+x=a,b", "--zip=seed,db.port")).isZero();
    assertThat(app.ran).containsExactlyInAnyOrder(1L, 1L, 2L, 2L, 3L, 3L);
    assertThat(app.read("mr/2/.hydra/overrides.yaml"))
        .isEqualTo("- +x=a\n- seed=3\n- db.port=30\n");
    assertThat(sweep("seed=1,2,3", "db.port=10,20", "--zip=seed,db.port")).isEqualTo(1);
    assertThat(app.err()).contains("[3, 2] values");
  }

  @Test
  void jobs_can_be_listed_in_a_file_or_in_java() {
    app.write("jobs.yaml", "- [seed=1, db=mysql]\n- [seed=2]\n- ['seed=3', 'db.port=1,2']\n");
    assertThat(sweep("--sweep-file=jobs.yaml")).isZero();
    assertThat(app.ran).containsExactly(1L, 2L, 3L, 3L);
    app.ran.clear();
    Job noted =
        (config, context) -> {
          app.ran.add(config.getLong("seed"));
          return job.run(config, context);
        };
    Sweep jobs = Sweep.of("seed", 2, 9).zip(Sweep.of("db.port", 5432, 7)).plus(Sweep.job("seed=5"));
    assertThat(app.builder(noted).build().sweep(jobs, "hydra.sweep.dir=mr")).isZero();
    assertThat(app.ran).containsExactly(9L, 5L);
  }

  @Test
  void sweeps_stand_in_config_files_and_the_command_line_replaces_them() {
    app.write(
        "conf/swept.yaml",
        "seed: 1\nx: 0\nhydra: {mode: MULTIRUN, sweeper: {params: {seed: '1,2', x: '5,6'}}}\n");
    assertThat(app.sweep(job, "-cn", "swept", "x=7")).isZero();
    assertThat(app.ran).containsExactly(1L, 2L);
  }

  @Test
  void a_search_is_seeded_and_goes_on_where_it_was_stopped() {
    String[] search = {"hydra/sweeper=random", "hydra.sweeper.n_trials=6", "seed=range(1,1000)"};
    assertThat(sweep(search)).isZero();
    assertThat(app.ran).hasSize(6);
    var first = java.util.List.copyOf(app.ran);
    app.ran.clear();
    search[1] = "hydra.sweeper.n_trials=8";
    assertThat(sweep(search)).isZero();
    assertThat(app.ran).hasSize(2).doesNotContainAnyElementsOf(first);
    for (String name : new String[] {"tpe", "cmaes"}) {
      int code =
          app.run(
              job,
              "-m",
              "hydra.sweep.dir=" + name,
              "hydra/sweeper=" + name,
              "hydra.sweeper.n_trials=3",
              "seed=range(1,100)");
      assertThat(code).isZero();
      assertThat(dir.resolve(name + "/trials.jsonl")).exists();
    }
  }

  @Test
  void bad_jobs_are_stopped_early_by_what_they_report() {
    Job reporting =
        (config, context) -> {
          for (long step = 1; step <= 9; step++) {
            context.report(step, config.getLong("seed"));
          }
          return Map.of("loss", (double) config.getLong("seed"));
        };
    for (String sweeper : new String[] {"asha", "[random,asha]"}) {
      String place = sweeper.replaceAll("\\W", "");
      app.run(
          reporting,
          "-m",
          "hydra.sweep.dir=" + place,
          "hydra/sweeper=" + sweeper,
          "seed=1,2,3,4,5,6");
      assertThat(app.read(place + "/sweep.yaml")).contains("state: stopped", "state: done");
    }
  }

  /** The sweep's own config lacks what is swept, so that it tells nothing. */
  @Test
  void a_job_tells_what_is_better_where_a_required_key_is_swept() {
    app.write("conf/config.yaml", "style: ???\n");
    AppFacts facts =
        new AppFacts() {
          @Override
          public List<JobMetric> metrics(Composition config) {
            String style = config.getString("style");
            return List.of(new JobMetric("score", "", style.startsWith("up")));
          }
        };
    Job job =
        (config, context) -> Map.of("score", config.getString("style").equals("up1") ? 1.0 : 2.0);
    int code =
        app.builder(job).facts(facts).build().execute("-m", "hydra.sweep.dir=mr", "style=up1,up2");
    assertThat(code).isZero();
    assertThat(app.err()).containsPattern("#1 \\*").doesNotContainPattern("#0 \\*");
  }

  @Test
  void a_sweep_that_runs_already_is_not_run_twice() {
    Job again =
        (config, context) -> {
          assertThat(sweep("seed=3")).isEqualTo(1);
          return Map.of();
        };
    assertThat(app.run(again, "-m", "hydra.sweep.dir=mr", "seed=1")).isZero();
    assertThat(app.err()).contains("another process runs the sweep");
  }

  @Test
  void an_unknown_launcher_or_sweeper_is_refused() {
    assertThat(sweep("seed=1,2", "hydra/launcher=slrum")).isEqualTo(1);
    assertThat(app.err()).contains("slurm");
    assertThat(sweep("seed=1,2", "--detach")).isEqualTo(1);
    assertThat(app.err()).contains("--detach goes with hydra/launcher=slurm");
    assertThat(app.ran).isEmpty();
  }
}
