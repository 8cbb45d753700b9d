package dev.hydrant.trainer.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointException;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsRunTest {
  @TempDir Path dir;

  static String yaml(String more) {
    return "type: codes\ngrad_accum_steps: 1\nlr: 0.01\nnum_iterations: 3\nsamples: 0\n" + more;
  }

  private Checkpoint checkpoint(Path run, int step) throws IOException {
    return Checkpoint.open(Runs.checkpoint(run, step));
  }

  @Test
  void facts_are_found_once_and_saved_with_each_checkpoint() throws IOException {
    CodesAdapter.DISCOVERIES.set(0);
    Path run = dir.resolve("run");
    Runs.train(run, yaml("save_every: 1\nkeep_last: 9"));
    assertThat(CodesAdapter.DISCOVERIES).hasValue(1);
    CodesFacts expected = CodesFacts.of(new CodesConfig(37, 9, 1, 8, 5, 1));
    for (int step = 1; step <= 3; step++) {
      CodesFacts saved = Facts.of(checkpoint(run, step)).as(CodesFacts.class);
      assertThat(saved).usingRecursiveComparison().isEqualTo(expected);
    }
  }

  @Test
  void a_run_that_goes_on_reads_them_and_finds_nothing_anew() throws IOException {
    Path run = dir.resolve("run");
    Runs.train(run, yaml(""));
    CodesAdapter.DISCOVERIES.set(0);
    Runs.train(run, yaml("resume: auto").replace("num_iterations: 3", "num_iterations: 5"));
    assertThat(CodesAdapter.DISCOVERIES).hasValue(0);
    assertThat(Facts.of(checkpoint(run, 5))).isEqualTo(Facts.of(checkpoint(run, 5)));
    assertThat(Facts.of(checkpoint(run, 5)).isEmpty()).isFalse();
  }

  @Test
  void data_that_are_not_those_of_the_checkpoint_are_refused_by_what_differs() throws IOException {
    Path run = dir.resolve("run");
    Runs.train(run, yaml(""));
    String changed =
        yaml("model_cfg: {data_seed: 2}\nresume: {from: %s, allow: [model_cfg]}".formatted(run));
    assertThatThrownBy(() -> Runs.train(dir.resolve("other"), changed))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the data are not those of " + Runs.checkpoint(run, 3))
        .hasMessageContaining("data.hash: \"")
        .hasMessageContaining("resume.allow=[facts]");
    Runs.train(dir.resolve("meant"), changed.replace("[model_cfg]", "[model_cfg, facts]"));
  }

  @Test
  void an_altered_file_of_facts_makes_a_checkpoint_unsound() throws IOException {
    Path run = dir.resolve("run");
    Runs.train(run, yaml(""));
    Path file = Runs.checkpoint(run, 3).resolve(Facts.FILE);
    Files.writeString(file, Files.readString(file).replace("37", "38"));
    assertThatThrownBy(() -> checkpoint(run, 3))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("facts.json was altered");
  }

  @Test
  void a_model_without_facts_writes_none() throws IOException {
    Path run = dir.resolve("plain");
    Runs.train(run, "{type: toy, num_iterations: 1, grad_accum_steps: 1, model_cfg: {width: 5}}");
    assertThat(Runs.checkpoint(run, 1).resolve(Facts.FILE)).doesNotExist();
    assertThat(Facts.of(checkpoint(run, 1))).isEqualTo(Facts.NONE);
  }
}
