package dev.hydrant.trainer.engine.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.ShellCommand;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.run.Train;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told what, when, and what happens when one of them fails. */
class CallbacksTest {
  private static final String YAML =
      """
      type: toy
      num_iterations: 2
      grad_accum_steps: 1
      val_loss_every: 2
      save_every: 1
      save_async: false
      model_cfg: {width: 5}
      """;

  @TempDir Path dir;

  /** Writes down what it is told, and fails at one of these events. */
  private static final class Witness implements Callback {
    private final String name;
    private final List<String> diary;
    private final String failsAt;

    Witness(String name, List<String> diary, String failsAt) {
      this.name = name;
      this.diary = diary;
      this.failsAt = failsAt;
    }

    private void note(String event) {
      diary.add(name + " " + event);
      if (event.equals(failsAt)) {
        throw new IllegalStateException("the pen broke");
      }
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void onStart(RunInfo run) {
      note("start " + run.type() + " " + run.from() + "-" + run.steps());
    }

    @Override
    public void onStep(Metrics m) {
      note("step " + m.step());
    }

    @Override
    public void onValidation(Metrics m) {
      assertThat(m.values()).containsKey("val_loss").doesNotContainKey("train_loss");
      note("validation " + m.step());
    }

    @Override
    public void onCheckpoint(Checkpoint c) {
      note("checkpoint " + c.step());
    }

    @Override
    public void onEnd(RunEnd end) {
      note("end " + end);
    }

    @Override
    public void onFailure(Throwable failure) {
      note("failure");
    }
  }

  /** Named in configs as {@code diary}. */
  public static final class Diary implements CallbackFactory {
    static final List<String> LINES = new ArrayList<>();

    @Override
    public String name() {
      return "diary";
    }

    @Override
    public Callback create(CallbackContext context) {
      return new Witness("diary", LINES, "");
    }
  }

  @BeforeEach
  void openDiary() {
    Diary.LINES.clear();
  }

  private Train train(String yaml, Callback... more) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    RunContext run =
        new RunContext(dir, ShellCommand.of(), nowhere, nowhere, false, PreparationProgress.NONE);
    Train train = new Train(RunSetup.of(Runs.tree(yaml), ModelRegistry.load()), run);
    List.of(more).forEach(train::with);
    return train;
  }

  @Test
  void a_callback_named_in_the_config_is_told_of_everything_in_order() {
    train(YAML + "callbacks: [diary]").call();
    assertThat(Diary.LINES)
        .containsExactly(
            "diary start toy 0-2",
            "diary validation 0",
            "diary step 0",
            "diary step 1",
            "diary checkpoint 1",
            "diary validation 2",
            "diary step 2",
            "diary checkpoint 2",
            "diary end COMPLETE");
  }

  @Test
  void callbacks_are_told_in_the_order_of_their_registration() {
    List<String> diary = new ArrayList<>();
    train(YAML, new Witness("a", diary, ""), new Witness("b", diary, "")).call();
    assertThat(diary).startsWith("a start toy 0-2", "b start toy 0-2", "a validation 0");
    assertThat(diary).endsWith("a end COMPLETE", "b end COMPLETE");
  }

  @Test
  void one_that_fails_ends_the_run_by_name_and_all_are_told() {
    List<String> diary = new ArrayList<>();
    Train train = train(YAML, new Witness("a", diary, "step 1"), new Witness("b", diary, ""));
    assertThatThrownBy(train::call)
        .isInstanceOf(CallbackException.class)
        .hasMessage("the callback 'a' failed when told of step 1: the pen broke");
    assertThat(diary).endsWith("a step 1", "a failure", "b failure").doesNotContain("b step 1");
  }

  @Test
  void one_that_fails_at_the_end_or_over_a_failure_keeps_nobody_from_hearing_of_it() {
    List<String> diary = new ArrayList<>();
    Train atEnd = train(YAML, new Witness("a", diary, "end COMPLETE"), new Witness("b", diary, ""));
    assertThatThrownBy(atEnd::call).hasMessageContaining("'a' failed when told of the end");
    assertThat(diary).endsWith("a end COMPLETE", "b end COMPLETE");
    diary.clear();
    Callback broken =
        new Callback() {
          @Override
          public void onStep(Metrics m) {
            throw new UnsupportedOperationException("first");
          }
        };
    Train twice =
        train(YAML, new Witness("a", diary, "failure"), broken, new Witness("b", diary, ""));
    assertThatThrownBy(twice::call).hasMessageEndingWith("first");
    assertThat(diary).endsWith("a failure", "b failure");
  }

  @Test
  void a_name_that_is_not_registered_is_answered_with_the_nearest() {
    assertThatThrownBy(() -> train(YAML + "callbacks: [diarry]"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("callbacks: no callback is registered as 'diarry'")
        .hasMessageContaining("diary");
  }

  @Test
  void a_run_that_goes_on_says_from_where() {
    train(YAML).call();
    Diary.LINES.clear();
    train(YAML.replace("iterations: 2", "iterations: 3") + "resume: auto\ncallbacks: [diary]")
        .call();
    assertThat(Diary.LINES).first().isEqualTo("diary start toy 2-3");
  }

  @Test
  void loggers_are_told_every_so_many_steps_and_of_validations_and_the_last() {
    train(
            YAML.replace("iterations: 2", "iterations: 7").replace("every: 2", "every: 5")
                + "log_every: 3\nloggers: {diary: null}\n")
        .call();
    assertThat(Diary.LINES)
        .filteredOn(l -> l.startsWith("diary step"))
        .containsExactly(
            "diary step 0", "diary step 3", "diary step 5", "diary step 6", "diary step 7");
    assertThat(dir.resolve("metrics.jsonl")).doesNotExist();
  }

  @Test
  void a_wrong_setting_of_a_logger_is_named_by_its_place() {
    assertThatThrownBy(() -> train(YAML + "loggers: {tensorboard: {directry: x}}"))
        .hasMessageContaining("loggers.tensorboard.directry")
        .hasMessageContaining("directory");
    assertThatThrownBy(() -> train(YAML + "loggers: {csv: 3}"))
        .hasMessageContaining("loggers.csv must be a map of settings");
  }
}
