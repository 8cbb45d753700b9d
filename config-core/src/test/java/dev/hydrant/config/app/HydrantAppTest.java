package dev.hydrant.config.app;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class HydrantAppTest {
  @TempDir Path dir;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<JobContext> runs = new ArrayList<>();

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(dir.resolve("conf/db"));
    Files.writeString(dir.resolve("conf/config.yaml"), "defaults: [db: pg, _self_]\nseed: 1\n");
    Files.writeString(dir.resolve("conf/db/pg.yaml"), "port: 5432\n");
  }

  private HydrantAppBuilder app() {
    return HydrantApp.builder("app")
        .configPath("conf")
        .configName("config")
        .workingDirectory(dir)
        .environment(Map.of())
        .out(new PrintStream(out, true, StandardCharsets.UTF_8))
        .err(new PrintStream(err, true, StandardCharsets.UTF_8))
        .job(
            context -> {
              runs.add(context);
              LoggerFactory.getLogger("work").info("seed {}", context.config().getInt("seed"));
              return JobResult.OK;
            });
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_run_gets_its_directory_record_and_log() throws IOException {
    assertThat(app().build().run("hydra.run.dir=out/${seed}", "seed=7")).isZero();
    assertThat(runs).hasSize(1);
    Path directory = dir.resolve("out/7");
    assertThat(runs.get(0).directory()).isEqualTo(directory);
    assertThat(Files.readString(directory.resolve(".hydra/config.yaml")))
        .isEqualTo("db:\n  port: 5432\nseed: 7\n");
    assertThat(Files.readString(directory.resolve(".hydra/hydra.yaml")))
        .contains("output_dir: " + directory);
    assertThat(Files.readString(directory.resolve("app.log"))).contains("[work][INFO] - seed 7");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("[work][INFO] - seed 7");
  }

  @Test
  void flags_and_overrides_come_in_any_order() {
    assertThat(app().build().run("seed=2", "-cn", "config", "hydra.run.dir=out", "db.port=1"))
        .isZero();
    assertThat(runs.get(0).overrides()).containsExactly("seed=2", "db.port=1");
  }

  @Test
  void a_mistake_in_an_override_is_one_message_and_exit_code_1() {
    assertThat(app().build().run("db=pgg")).isEqualTo(1);
    assertThat(err())
        .contains("Could not find 'db/pgg'")
        .contains("Did you mean pg?")
        .doesNotContain("Exception");
    assertThat(runs).isEmpty();
    assertThat(dir.resolve("outputs")).doesNotExist();
  }

  @Test
  void an_unknown_flag_is_wrong_usage() {
    assertThat(app().build().run("--no-such-flag")).isEqualTo(2);
  }

  @Test
  void a_failing_job_is_a_failure_and_its_exit_code_is_passed_on() {
    assertThat(
            app()
                .job(
                    c -> {
                      throw new IllegalStateException("disk full");
                    })
                .build()
                .run("hydra.run.dir=out"))
        .isEqualTo(1);
    assertThat(err()).contains("disk full");
    assertThat(app().job(c -> JobResult.exit(130)).build().run("hydra.run.dir=out")).isEqualTo(130);
  }

  @Test
  void all_jobs_of_a_sweep_run_although_one_fails() {
    Job job =
        context -> {
          runs.add(context);
          if (context.number().getAsInt() == 0) {
            throw new IllegalStateException("first");
          }
          return JobResult.OK;
        };
    assertThat(app().job(job).build().run("-m", "seed=1,2,3", "hydra.sweep.dir=mr")).isEqualTo(1);
    assertThat(runs).hasSize(3);
    assertThat(err()).contains("Error executing job with overrides: [seed=1]").contains("first");
    assertThat(runs.get(2).directory()).isEqualTo(dir.resolve("mr/2"));
  }

  @Test
  void a_job_that_does_not_compose_stops_the_sweep_before_any_job_runs() {
    assertThat(app().build().run("-m", "db=pg,nope", "hydra.sweep.dir=mr")).isEqualTo(1);
    assertThat(runs).isEmpty();
  }

  @Test
  void a_run_is_repeated_from_its_directory() {
    app().build().run("hydra.run.dir=first", "seed=9", "db.port=1");
    assertThat(app().build().run("--experimental-rerun", "first", "hydra.run.dir=again")).isZero();
    assertThat(runs.get(1).config().node()).isEqualTo(runs.get(0).config().node());
    assertThat(runs.get(1).directory()).isEqualTo(dir.resolve("again"));
  }

  @Test
  void changing_the_working_directory_is_refused_with_what_to_use_instead() {
    assertThat(app().build().run("hydra.job.chdir=true", "hydra.run.dir=out")).isEqualTo(1);
    assertThat(err()).contains("${hydra:runtime.output_dir}");
  }

  static final class OwnFlags {
    @Option(names = "--dry-run")
    boolean dryRun;
  }

  @Command(name = "main")
  static final class Main {}

  @Test
  void an_application_is_a_command_of_a_larger_program_with_flags_of_its_own() {
    OwnFlags flags = new OwnFlags();
    CommandLine main = new CommandLine(new Main());
    main.addSubcommand("train", app().flags(flags).build().commandLine());
    assertThat(main.execute("train", "--dry-run", "seed=3", "hydra.run.dir=out")).isZero();
    assertThat(flags.dryRun).isTrue();
    assertThat(runs.get(0).config().getInt("seed")).isEqualTo(3);
  }

  @Test
  void an_embedding_program_handles_mistakes_itself() {
    List<String> seen = new ArrayList<>();
    CommandLine main = new CommandLine(new Main());
    main.addSubcommand("train", app().build().commandLine());
    main.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          seen.add(e.getMessage());
          return 42;
        });
    assertThat(main.execute("train", "sede=3")).isEqualTo(42);
    assertThat(seen)
        .singleElement()
        .asString()
        .contains("Could not override 'sede'")
        .contains("seed");
  }

  @Test
  void variables_of_the_job_are_seen_by_interpolations() throws IOException {
    Files.writeString(
        dir.resolve("conf/env.yaml"),
        "v: ${oc.env:HERE}\nhydra: {job: {env_set: {HERE: '${hydra.job.name}'}}}\n");
    app()
        .job(
            c -> {
              runs.add(c);
              return JobResult.OK;
            })
        .build()
        .run("-cn", "env", "hydra.run.dir=out");
    assertThat(runs.get(0).config().getString("v")).isEqualTo("app");
    assertThat(runs.get(0).environment()).containsEntry("HERE", "app");
  }
}
