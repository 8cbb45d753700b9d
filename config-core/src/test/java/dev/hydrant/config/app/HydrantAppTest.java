package dev.hydrant.config.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.program.Job;
import dev.hydrant.config.app.program.JobContext;
import dev.hydrant.config.app.program.StopSignal;
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
  private record Run(Composition config, JobContext context) {}

  @TempDir Path dir;
  private AppFixture app;
  private final List<Run> runs = new ArrayList<>();

  @BeforeEach
  void files() {
    app = new AppFixture(dir);
  }

  private int run(String... args) {
    return app.run(this::note, args);
  }

  private Map<String, Double> note(Composition config, JobContext context) {
    runs.add(new Run(config, context));
    LoggerFactory.getLogger("work").info("seed {}", config.getInt("seed"));
    LoggerFactory.getLogger("work").debug("detail");
    return Map.of();
  }

  @Test
  void a_run_gets_its_directory_record_and_log() {
    assertThat(run("hydra.run.dir=out/${seed}", "seed=7")).isZero();
    Path directory = dir.resolve("out/7");
    assertThat(runs).hasSize(1);
    assertThat(runs.get(0).context().outputDirectory()).isEqualTo(directory);
    assertThat(app.read("out/7/.hydra/config.yaml")).isEqualTo("db:\n  port: 5432\nseed: 7\n");
    assertThat(app.read("out/7/.hydra/hydra.yaml")).contains("output_dir: " + directory);
    assertThat(app.read("out/7/app.log")).contains("[work][INFO] - seed 7");
    assertThat(app.out()).contains("[work][INFO] - seed 7").doesNotContain("detail");
  }

  @Test
  void verbose_shows_debugging_of_all_or_of_one_logger() {
    run("hydra.run.dir=a", "hydra.verbose=true");
    run("hydra.run.dir=b", "hydra.verbose=work");
    run("hydra.run.dir=c", "hydra.verbose=[other]");
    assertThat(app.read("a/app.log")).contains("[work][DEBUG] - detail");
    assertThat(app.read("b/app.log")).contains("[work][DEBUG] - detail");
    assertThat(app.read("c/app.log")).doesNotContain("detail");
  }

  @Test
  void logging_can_be_plain_or_off() {
    run("hydra.run.dir=a", "hydra/job_logging=stdout");
    assertThat(app.out()).isEqualTo("seed 1\n");
    run("hydra.run.dir=b", "hydra/job_logging=disabled");
    assertThat(app.out()).isEqualTo("seed 1\n");
    assertThat(dir.resolve("b/app.log")).doesNotExist();
  }

  @Test
  void flags_and_overrides_come_in_any_order() {
    assertThat(run("seed=2", "-cn", "config", "hydra.run.dir=out", "--run", "db.port=1")).isZero();
    assertThat(runs.get(0).config().overrides()).containsExactly("seed=2", "db.port=1");
    assertThat(run("~db", "--cfg", "job", "+x={a: 1}")).isZero();
    assertThat(app.out()).endsWith("seed: 1\nx:\n  a: 1\n");
    assertThat(run("-i", "seed=3")).isZero();
    assertThat(app.out()).contains("Defaults Tree", "Config search path", "Sweeper:");
  }

  @Test
  void a_mistake_in_an_override_is_one_message_and_exit_code_1() {
    assertThat(run("db=pgg")).isEqualTo(1);
    assertThat(app.err())
        .contains("Could not find 'db/pgg'", "Did you mean pg?")
        .doesNotContain("Exception");
    assertThat(dir.resolve("outputs")).doesNotExist();
  }

  @Test
  void a_stack_trace_is_shown_when_it_is_asked_for() {
    assertThat(run("db=pgg", "--debug")).isEqualTo(1);
    assertThat(app.err()).contains("\tat ");
  }

  private static final class Show {
    @Option(names = "--show-port")
    boolean port;
  }

  private int withShow(String... args) {
    Show show = new Show();
    return app.builder(this::note)
        .flags(show)
        .look(
            () -> show.port,
            (config, out) -> {
              out.println("port " + config.getInt("db.port"));
              return config.getInt("db.port") == 3306 ? 1 : 0;
            })
        .build()
        .execute(args);
  }

  @Test
  void a_flag_of_the_program_can_show_something_instead_of_running() {
    assertThat(withShow("--show-port", "db.port=7")).isZero();
    assertThat(app.out()).isEqualTo("port 7\n");
    assertThat(withShow("-m", "db=pg,mysql", "--show-port")).isEqualTo(1);
    assertThat(app.out()).endsWith("#0 : db=pg\nport 5432\n#1 : db=mysql\nport 3306\n");
    assertThat(runs).isEmpty();
    assertThat(dir.toFile().list()).containsExactly("conf");
    assertThat(withShow("hydra.run.dir=out")).isZero();
    assertThat(runs).hasSize(1);
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertThat(run("--no-such-flag")).isEqualTo(2);
    assertThat(run("--cfg=everything")).isEqualTo(2);
    assertThat(run("--resolve")).isEqualTo(1);
    assertThat(run("-m", "-r")).isEqualTo(1);
    assertThat(app.err()).contains("choose from", "--multirun exclude each other");
    assertThat(runs).isEmpty();
  }

  @Test
  void a_failing_job_is_a_failure_in_its_own_words() {
    Job failing =
        (config, context) -> {
          throw new IllegalStateException("disk full");
        };
    assertThat(app.run(failing, "hydra.run.dir=out", "seed=4")).isEqualTo(1);
    assertThat(app.err()).contains("[seed=4]", "disk full").doesNotContain("\tat ");
  }

  @Test
  void a_stopped_job_ends_with_the_code_of_its_signal() {
    for (StopSignal signal : StopSignal.values()) {
      Job stopped =
          (config, context) -> {
            throw context.stoppedBy(signal, "saved: resume=here");
          };
      int expected = signal == StopSignal.USR1 ? 75 : signal.exitCode();
      assertThat(app.run(stopped, "hydra.run.dir=out")).isEqualTo(expected);
    }
    assertThat(app.err()).contains("saved: resume=here");
  }

  @Test
  void a_run_is_repeated_from_what_it_saved_whatever_has_become_of_the_configs() {
    run("hydra.run.dir=first", "seed=9", "db.port=1");
    app.write("conf/config.yaml", "other: 1\n");
    assertThat(run("--experimental-rerun", "first")).isZero();
    assertThat(runs.get(1).config().node()).isEqualTo(runs.get(0).config().node());
    assertThat(runs.get(1).context().outputDirectory()).isEqualTo(dir.resolve("first"));
  }

  @Test
  void changing_the_working_directory_is_refused_with_what_to_use_instead() {
    assertThat(run("hydra.job.chdir=true", "hydra.run.dir=out")).isEqualTo(1);
    assertThat(app.err()).contains("${hydra:runtime.output_dir}");
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @Test
  void variables_of_the_job_are_seen_by_interpolations() {
    app.write(
        "conf/env.yaml",
        "v: ${oc.env:HERE}\nseed: 1\nhydra: {job: {env_set: {HERE: '${hydra.job.name}'}}}\n");
    assertThat(run("-cn", "env", "hydra.run.dir=out")).isZero();
    assertThat(runs.get(0).config().getString("v")).isEqualTo("app");
    assertThat(runs.get(0).context().environment()).containsEntry("HERE", "app");
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
    List<String> seen = new ArrayList<>();
    CommandLine main = new CommandLine(new Main());
    main.addSubcommand("train", app.builder(this::note).flags(flags).build().commandLine());
    main.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          seen.add(e.getMessage());
          return 42;
        });
    assertThat(main.execute("train", "--dry-run", "seed=3", "hydra.run.dir=out")).isZero();
    assertThat(flags.dryRun).isTrue();
    assertThat(runs.get(0).config().getInt("seed")).isEqualTo(3);
    assertThat(main.execute("train", "sede=3")).isEqualTo(42);
    assertThat(seen).singleElement().asString().contains("Could not override 'sede'", "seed");
  }

  @Test
  void help_names_groups_and_config() {
    assertThat(run("--help", "seed=5")).isZero();
    assertThat(app.out()).contains("db: mysql, pg", "seed: 5");
    assertThat(run("--hydra-help")).isZero();
    assertThat(app.out()).contains("--sweep-file", "hydra/launcher: basic, process, slurm");
    assertThat(Files.exists(dir.resolve("outputs"))).isFalse();
  }
}
