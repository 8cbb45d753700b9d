package dev.hydrant.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.checkpoint.Best.Order;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedCheckpointsTest {
  @TempDir Path dir;

  private static Best accuracy(int keep) {
    return new Best(
        new Order("val/acc", false, Optional.of(new Order("val/tok", false, Optional.empty()))),
        keep,
        Optional.of(new CheckpointName("best-acc-{epoch:03d}-{val/acc:.4f}")));
  }

  private static Best loss(int keep) {
    return new Best(
        new Order("val/loss", true, Optional.empty()),
        keep,
        Optional.of(new CheckpointName("best-loss-{epoch:03d}-{val/loss:.4f}")));
  }

  private static Snapshot at(int epoch, double acc, double tok, double loss) {
    Snapshot s = Snapshots.at(epoch);
    return new Snapshot(
        s.step(),
        s.tensors(),
        s.state(),
        Map.of("epoch", (double) epoch, "val/acc", acc, "val/tok", tok, "val/loss", loss));
  }

  private List<String> names(Path root) throws IOException {
    try (Stream<Path> s = Files.list(root)) {
      return s.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> links() throws IOException {
    return names(dir).stream().filter(n -> !n.startsWith("step-")).toList();
  }

  @Test
  void the_best_by_each_rule_and_the_last_have_their_names() throws IOException {
    CheckpointStore store =
        new CheckpointStore(dir, new Retention(1, List.of(accuracy(1), loss(1)), 0));
    store.save(at(1, .1, 0, 3));
    store.save(at(2, .9, 0, 4));
    store.save(at(3, .5, 0, 2));
    store.save(at(4, .4, 0, 5));
    assertThat(names(dir))
        .containsExactly(
            "best-acc-002-0.9000",
            "best-loss-003-2.0000",
            "last",
            "step-000002",
            "step-000003",
            "step-000004");
    assertThat(Checkpoint.open(dir.resolve("best-acc-002-0.9000")).step()).isEqualTo(2);
    assertThat(Checkpoint.open(dir.resolve("last")).step()).isEqualTo(4);
    assertThat(store.best().orElseThrow().step()).isEqualTo(2);
    assertThat(store.newest().orElseThrow().step()).isEqualTo(4);
  }

  @Test
  void so_many_of_the_best_stay() throws IOException {
    CheckpointStore store = new CheckpointStore(dir, new Retention(1, List.of(accuracy(3)), 0));
    double[] values = {.1, .3, .2, .5, .4};
    for (int i = 0; i < 5; i++) {
      store.save(at(i + 1, values[i], 0, 1));
    }
    assertThat(links())
        .containsExactly(
            "best-acc-002-0.3000", "best-acc-004-0.5000", "best-acc-005-0.4000", "last");
  }

  @Test
  void all_or_none_stay_where_it_is_said_so() throws IOException {
    CheckpointStore all =
        new CheckpointStore(dir, new Retention(1, List.of(accuracy(Best.ALL)), 0));
    all.save(at(1, .1, 0, 1));
    all.save(at(2, .3, 0, 1));
    assertThat(links()).hasSize(3);
    CheckpointStore none = new CheckpointStore(dir, new Retention(1, List.of(accuracy(0)), 0));
    none.save(at(3, .9, 0, 1));
    assertThat(names(dir)).containsExactly("last", "step-000003");
  }

  @Test
  void of_equals_the_second_metric_decides_then_the_later_one() throws IOException {
    CheckpointStore store = new CheckpointStore(dir, new Retention(1, List.of(accuracy(1)), 0));
    store.save(at(1, 0, .5, 1));
    store.save(at(2, 0, .7, 1));
    store.save(at(3, 0, .6, 1));
    assertThat(links()).containsExactly("best-acc-002-0.0000", "last");
    store.save(at(4, 0, .7, 1));
    assertThat(links()).containsExactly("best-acc-004-0.0000", "last");
  }

  @Test
  void a_checkpoint_is_admitted_if_it_would_be_one_of_the_best() {
    CheckpointStore store = new CheckpointStore(dir, new Retention(1, List.of(accuracy(1)), 0));
    assertThat(store.admits(Map.of("epoch", 1.0, "val/acc", .1))).isTrue();
    store.save(at(1, .5, 0, 1));
    assertThat(store.admits(Map.of("epoch", 2.0, "val/acc", .4))).isFalse();
    assertThat(store.admits(Map.of("epoch", 2.0, "val/acc", .6))).isTrue();
    assertThatThrownBy(() -> store.admits(Map.of("epoch", 2.0, "other", .6)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("{val/acc}, which this run does not measure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"best-{epoch", "best-{epoch:3q}", "step-{step}", ".x", "last"})
  void a_template_that_makes_no_name_is_refused(String template) {
    assertThatThrownBy(() -> new CheckpointName(template))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(template);
  }

  @Test
  void a_name_is_never_a_path_and_says_what_it_lacks() {
    CheckpointName name = new CheckpointName("a/{val/acc}-{step:06d}");
    assertThat(name.of(7, Map.of("val/acc", .25))).isEqualTo("a_0.25-000007");
    assertThatThrownBy(() -> name.of(7, Map.of("val/los", 1.0)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("{val/acc}, which this run does not measure")
        .hasMessageContaining("val/los");
  }

  @ParameterizedTest
  @EnumSource(
      value = FailingStorage.Mode.class,
      names = {"CRASH_BEFORE", "CRASH_AFTER"})
  void wherever_a_save_is_cut_off_no_name_means_nothing(FailingStorage.Mode mode)
      throws IOException {
    Retention retention = new Retention(1, List.of(accuracy(1), loss(1)), 0);
    int operations = operations(retention, mode);
    for (int failing = 1; failing <= operations; failing++) {
      Path root = dir.resolve("at-" + mode + failing);
      new CheckpointStore(root, retention).save(at(1, .1, 0, 1));
      new CheckpointStore(root, retention).save(at(2, .2, 0, 2));
      FailingStorage storage = new FailingStorage(mode, failing);
      try {
        new CheckpointStore(root, retention, storage).save(at(3, .3, 0, .5));
      } catch (FailingStorage.Crash e) {
        // as a process that ends there
      }
      CheckpointStore store = new CheckpointStore(root, retention);
      assertThat(store.newest().orElseThrow().step()).isBetween(2L, 3L);
      for (String name : names(root)) {
        if (Files.isSymbolicLink(root.resolve(name)) && !name.startsWith(".")) {
          assertThat(Checkpoint.open(root.resolve(name)).step()).as(name).isBetween(1L, 3L);
        }
      }
      store.save(at(4, .1, 0, 9));
      assertThat(names(root)).contains("last").noneMatch(n -> n.startsWith(".unfinished"));
      assertThat(Checkpoint.open(root.resolve("last")).step()).isEqualTo(4);
    }
  }

  private int operations(Retention retention, FailingStorage.Mode mode) throws IOException {
    Path root = dir.resolve("count-" + mode);
    new CheckpointStore(root, retention).save(at(1, .1, 0, 1));
    new CheckpointStore(root, retention).save(at(2, .2, 0, 2));
    FailingStorage storage = new FailingStorage(mode, Integer.MAX_VALUE);
    new CheckpointStore(root, retention, storage).save(at(3, .3, 0, .5));
    return storage.operations();
  }
}
