package dev.hydrant.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunClaimTest {
  @TempDir Path dir;
  private Path run;

  @BeforeEach
  void useADirectory() throws IOException {
    run = dir.resolve("run");
    Files.createDirectories(run.resolve("checkpoints/step-000001"));
    Files.writeString(run.resolve("metrics.jsonl"), "{}");
  }

  private static MapNode with(String key, Object value) {
    return Runs.tree(key + ": " + value);
  }

  private void take(MapNode tree) throws IOException {
    RunClaim.take(tree, run, false).close();
  }

  @Test
  void a_directory_that_a_run_has_used_is_refused_with_three_ways_on() throws IOException {
    assertThatThrownBy(() -> take(with("save_every", 0)))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "holds a run already", "resume=auto", "hydra.run.dir=", "overwrite=true");
    assertThat(run.resolve("checkpoints/step-000001")).exists();
    assertThat(run.resolve(RunLock.FILE)).doesNotExist();
  }

  @Test
  void metrics_alone_are_a_run_too() throws IOException {
    Files.delete(run.resolve("checkpoints/step-000001"));
    assertThatThrownBy(() -> take(with("save_every", 0)))
        .hasMessageContaining("holds a run already");
    Files.writeString(run.resolve("metrics.jsonl"), "");
    take(with("save_every", 0));
  }

  @Test
  void who_goes_on_in_it_may_have_it() throws IOException {
    take(with("resume", "auto"));
    take(with("resume", "best"));
    take(with("resume", run.toString()));
    take(with("resume", run.resolve("checkpoints/step-000001").toString()));
    RunClaim.take(with("save_every", 0), run, true).close();
    assertThatThrownBy(() -> take(with("resume", dir.resolve("other").toString())))
        .hasMessageContaining("holds a run already");
  }

  @Test
  void overwriting_deletes_what_the_old_run_left_and_follows_no_link() throws IOException {
    Path kept = Files.writeString(Files.createDirectory(dir.resolve("kept")).resolve("x"), "x");
    Files.createSymbolicLink(run.resolve("checkpoints/link"), kept.getParent());
    take(with("overwrite", true));
    assertThat(run).isEmptyDirectory();
    assertThat(kept).exists();
  }

  @Test
  void only_one_run_at_a_time_has_a_directory() throws IOException {
    MapNode again = with("resume", "auto");
    try (RunClaim first = RunClaim.take(again, run, false)) {
      assertThatThrownBy(() -> take(again))
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll(
              "is in use", "process " + ProcessHandle.current().pid(), "hydra.run.dir=");
    }
    assertThatCode(() -> take(again)).doesNotThrowAnyException();
    assertThat(run.resolve(RunLock.FILE)).doesNotExist();
  }
}
