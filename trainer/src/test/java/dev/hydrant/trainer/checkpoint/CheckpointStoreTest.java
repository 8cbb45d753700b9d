package dev.hydrant.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointStoreTest {
  @TempDir Path dir;

  private CheckpointStore store(Retention retention) {
    return new CheckpointStore(dir, retention);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> s = Files.list(dir)) {
      return s.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  static void assertHolds(Checkpoint c, long step) throws IOException {
    assertThat(c.step()).isEqualTo(step);
    assertThat(c.state().path("step").asLong()).isEqualTo(step);
    try (SafeTensorsReader r = c.tensors("model")) {
      ByteBuffer w = r.bytes("w");
      for (int i = 0; i < 15; i++) {
        assertThat(w.getFloat()).isEqualTo(Snapshots.value(step, i));
      }
    }
  }

  @Test
  void the_newest_checkpoint_is_the_one_saved_last() throws IOException {
    CheckpointStore store = store(Retention.last(3));
    assertThat(store.newest()).isEmpty();
    assertHolds(store.save(Snapshots.at(10)), 10);
    store.save(Snapshots.at(20));
    assertHolds(store.newest().orElseThrow(), 20);
  }

  @Test
  void after_a_return_to_an_earlier_step_the_newer_branch_counts() throws IOException {
    CheckpointStore store = store(Retention.last(9));
    store.save(Snapshots.at(10));
    store.save(Snapshots.at(20));
    store.save(Snapshots.at(15));
    assertHolds(store.newest().orElseThrow(), 15);
    store.save(Snapshots.at(20));
    assertThat(names())
        .containsExactly("step-000010", "step-000015", "step-000020", "step-000020-2");
    assertThat(store.newest().orElseThrow().directory()).hasFileName("step-000020-2");
  }

  @Test
  void retention_keeps_the_newest_the_best_and_every_nth() throws IOException {
    CheckpointStore store = store(new Retention(2, 1, "val_loss", true, 40));
    double[] losses = {5, 1, 4, 3, 3.5, 3.2, 3.1};
    for (int i = 0; i < losses.length; i++) {
      store.save(Snapshots.at(10 * (i + 1), Map.of("val_loss", losses[i])));
    }
    assertThat(names())
        .containsExactly(
            "step-000020-val_loss-1.000",
            "step-000040-val_loss-3.000",
            "step-000060-val_loss-3.200",
            "step-000070-val_loss-3.100");
    assertHolds(store.best().orElseThrow(), 20);
  }

  @Test
  void a_metric_to_be_maximised_is() throws IOException {
    CheckpointStore store = store(new Retention(1, 1, "accuracy", false, 0));
    store.save(Snapshots.at(1, Map.of("accuracy", .9)));
    store.save(Snapshots.at(2, Map.of("accuracy", Double.NaN)));
    store.save(Snapshots.at(3, Map.of("accuracy", .2)));
    assertHolds(store.best().orElseThrow(), 1);
    assertThat(names())
        .containsExactly("step-000001-accuracy-0.9000", "step-000003-accuracy-0.2000");
  }

  @Test
  void a_flipped_bit_anywhere_is_detected_and_the_one_before_is_used() throws IOException {
    CheckpointStore store = store(Retention.last(3));
    store.save(Snapshots.at(1));
    Path newest = store.save(Snapshots.at(2)).directory();
    for (String name : List.of("model.safetensors", "state.json")) {
      Path file = newest.resolve(name);
      byte[] sound = Files.readAllBytes(file);
      for (int at = 0; at < sound.length; at++) {
        byte[] damaged = sound.clone();
        damaged[at] ^= (byte) (1 << (at % 8));
        Files.write(file, damaged);
        assertThatThrownBy(() -> Checkpoint.open(newest))
            .hasMessageContaining(name)
            .hasMessageContaining("was altered");
      }
      assertHolds(store.newest().orElseThrow(), 1);
      Files.write(file, sound);
    }
    assertHolds(store.newest().orElseThrow(), 2);
  }

  @Test
  void every_single_flipped_bit_of_a_manifest_makes_the_one_before_count() throws IOException {
    CheckpointStore store = store(Retention.last(3));
    store.save(Snapshots.at(1, Map.of("val_loss", 2.5)));
    Path newest = store.save(Snapshots.at(2, Map.of("val_loss", 1.25))).directory();
    Path file = newest.resolve("manifest.json");
    byte[] sound = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * sound.length; bit++) {
      byte[] damaged = sound.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> Manifest.parse(damaged, "it"))
          .isInstanceOf(CheckpointException.class);
      if (bit % 97 == 0) {
        Files.write(file, damaged);
        assertHolds(store.newest().orElseThrow(), 1);
      }
    }
    Files.write(file, sound);
    assertHolds(store.newest().orElseThrow(), 2);
  }

  @Test
  void a_manifest_names_files_of_its_directory_and_the_state_in_any_case() {
    Manifest.FileEntry entry = new Manifest.FileEntry(1, "ab");
    for (String name : List.of("../x", "/etc/passwd", "a/b", "", ".", "..", "manifest.json")) {
      byte[] json = new Manifest(1, 1, Map.of(), Map.of("state.json", entry, name, entry)).toJson();
      assertThatThrownBy(() -> Manifest.parse(json, "it")).hasMessageContaining("'" + name + "'");
    }
    byte[] empty = new Manifest(1, 1, Map.of(), Map.of()).toJson();
    assertThatThrownBy(() -> Manifest.parse(empty, "it")).hasMessageContaining("state.json");
  }

  @Test
  void a_state_that_is_of_another_step_or_no_object_is_told() throws IOException {
    for (String state : List.of("{\"step\": 7}", "[]", "null", "3")) {
      Path at = store(Retention.last(3)).save(Snapshots.at(2)).directory();
      Files.writeString(at.resolve("state.json"), state);
      Manifest old = Manifest.parse(Files.readAllBytes(at.resolve("manifest.json")), "it");
      Map<String, Manifest.FileEntry> files = new java.util.LinkedHashMap<>(old.files());
      files.put("state.json", HashingFile.read(new DiskStorage(), at.resolve("state.json")));
      Files.write(
          at.resolve("manifest.json"),
          new Manifest(old.serial(), old.step(), old.metrics(), files).toJson());
      assertThatThrownBy(() -> Checkpoint.open(at))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("state.json");
    }
  }

  @Test
  void a_manifest_of_the_version_before_is_still_read() {
    String entry = "{\"bytes\": 2, \"sha256\": \"ab\"}";
    String old =
        "{\"format\": \"hydrant-checkpoint\", \"version\": 1, \"serial\": 3, \"step\": 40, \"metrics\": {}, \"files\": {\"state.json\": "
            + entry
            + "}}";
    assertThat(Manifest.parse(old.getBytes(StandardCharsets.UTF_8), "it").step()).isEqualTo(40);
  }

  @Test
  void cleaning_up_deletes_links_and_never_what_they_lead_to() throws IOException {
    Path mine = Files.createDirectory(dir.resolve("mine"));
    Path kept = Files.writeString(mine.resolve("kept"), "x");
    CheckpointStore store = store(Retention.last(1));
    Path first = store.save(Snapshots.at(1)).directory();
    Files.createSymbolicLink(first.getParent().resolve(".unfinished-a"), mine);
    Path inside = Files.createDirectories(first.getParent().resolve(".discarded-b/c"));
    Files.createSymbolicLink(inside.resolve("link"), mine);
    Files.createSymbolicLink(first.resolve("link"), mine);
    store.save(Snapshots.at(2));
    assertThat(kept).hasContent("x");
    assertThat(names()).containsExactly("mine", "step-000002");
  }

  @Test
  void strays_among_the_checkpoints_end_no_run() throws IOException {
    CheckpointStore store = store(Retention.last(1));
    Path root = store.save(Snapshots.at(1)).directory().getParent();
    Files.writeString(root.resolve("step-000002"), "a note");
    Files.createDirectory(root.resolve("step-000003"));
    Files.createDirectories(root.resolve("step-9/manifest.json"));
    Files.createSymbolicLink(root.resolve("step-8"), root.resolve("nowhere"));
    Files.writeString(root.resolve("notes.txt"), "x");
    Files.writeString(root.resolve(".unfinished-x"), "x");
    assertHolds(store.save(Snapshots.at(2)), 2);
    assertHolds(store.save(Snapshots.at(3)), 3);
    assertHolds(store.newest().orElseThrow(), 3);
    assertThat(root.resolve("step-000002")).hasContent("a note");
  }

  @Test
  void a_file_cut_short_or_missing_is_named() throws IOException {
    CheckpointStore store = store(Retention.last(3));
    store.save(Snapshots.at(1));
    Path newest = store.save(Snapshots.at(2)).directory();
    Path model = newest.resolve("model.safetensors");
    byte[] sound = Files.readAllBytes(model);
    Files.write(model, java.util.Arrays.copyOf(sound, sound.length - 3));
    assertThatThrownBy(() -> Checkpoint.open(newest))
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("cut short");
    Files.delete(model);
    assertThatThrownBy(() -> Checkpoint.open(newest))
        .hasMessageContaining("model.safetensors cannot be read");
    assertHolds(store.newest().orElseThrow(), 1);
  }

  @Test
  void a_damaged_manifest_makes_a_directory_no_checkpoint() throws IOException {
    CheckpointStore store = store(Retention.last(3));
    store.save(Snapshots.at(1));
    Path newest = store.save(Snapshots.at(2)).directory();
    Files.writeString(newest.resolve("manifest.json"), "{\"format\": ");
    assertHolds(store.newest().orElseThrow(), 1);
    Files.delete(newest.resolve("manifest.json"));
    assertHolds(store.newest().orElseThrow(), 1);
    assertThatThrownBy(() -> Checkpoint.open(newest)).hasMessageContaining("is no checkpoint");
  }

  /** Whatever single operation fails, the newest checkpoint reported as saved still loads. */
  @ParameterizedTest
  @EnumSource(FailingStorage.Mode.class)
  void any_single_failing_operation_leaves_a_valid_newest_checkpoint(
      FailingStorage.Mode mode, @TempDir Path base) throws IOException {
    int operations = operationsOfOneSave(base.resolve("count"));
    assertThat(operations).isGreaterThan(20);
    for (int n = 1; n <= operations; n++) {
      Path root = base.resolve("case-" + n);
      CheckpointStore before = new CheckpointStore(root, Retention.last(2));
      before.save(Snapshots.at(1));
      before.save(Snapshots.at(2));
      boolean reported = false;
      try {
        new CheckpointStore(root, Retention.last(2), new FailingStorage(mode, n))
            .save(Snapshots.at(3));
        reported = true;
      } catch (CheckpointException | FailingStorage.Crash expected) {
        assertThat(expected).isNotNull();
      }
      CheckpointStore after = new CheckpointStore(root, Retention.last(2));
      Checkpoint newest = after.newest().orElseThrow();
      assertHolds(newest, newest.step());
      assertThat(newest.step()).as("%s at operation %d", mode, n).isIn(reported ? 3L : 2L, 3L);
      after.save(Snapshots.at(4));
      assertHolds(after.newest().orElseThrow(), 4);
      assertThat(Files.list(root).toList()).as("no rubbish stays").hasSize(2);
    }
  }

  private int operationsOfOneSave(Path root) {
    CheckpointStore store = new CheckpointStore(root, Retention.last(2));
    store.save(Snapshots.at(1));
    store.save(Snapshots.at(2));
    FailingStorage counting = new FailingStorage(FailingStorage.Mode.IO_ERROR, -1);
    new CheckpointStore(root, Retention.last(2), counting).save(Snapshots.at(3));
    return counting.operations();
  }

  @Test
  void a_disk_without_room_is_refused_before_anything_is_written() throws IOException {
    Storage full =
        new FailingStorage(FailingStorage.Mode.IO_ERROR, -1) {
          @Override
          public long freeBytes(Path path) {
            return 100;
          }
        };
    assertThatThrownBy(
            () -> new CheckpointStore(dir, Retention.last(1), full).save(Snapshots.at(1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("step 1")
        .hasMessageContaining("0 MB are free");
    assertThat(names()).isEmpty();
  }
}
