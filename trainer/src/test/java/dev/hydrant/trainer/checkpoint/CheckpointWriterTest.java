package dev.hydrant.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointWriterTest {
  @TempDir Path dir;

  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> all = new java.util.TreeMap<>();
    try (var paths = Files.walk(root)) {
      for (Path p : paths.filter(Files::isRegularFile).toList()) {
        all.put(
            root.relativize(p).toString(),
            java.util.HexFormat.of().formatHex(Files.readAllBytes(p)));
      }
    }
    return all;
  }

  @Test
  void what_is_written_meanwhile_has_the_bytes_of_what_is_written_at_once() throws IOException {
    Path meanwhile = dir.resolve("meanwhile");
    Path atOnce = dir.resolve("at-once");
    try (CheckpointWriter a = writer(meanwhile, new DiskStorage());
        CheckpointWriter b = writer(atOnce, new DiskStorage())) {
      for (long step = 1; step <= 4; step++) {
        a.begin(Snapshots.at(step));
        assertThat(a.await()).get().extracting(Checkpoint::step).isEqualTo(step);
        b.save(Snapshots.at(step));
      }
    }
    assertThat(files(meanwhile)).hasSize(6).isEqualTo(files(atOnce));
  }

  private static CheckpointWriter writer(Path root, Storage storage) {
    return new CheckpointWriter(new CheckpointStore(root, Retention.last(2), storage));
  }

  /** A storage that does nothing until it may. */
  private static Storage waitingFor(CountDownLatch latch) {
    return new FailingStorage(FailingStorage.Mode.IO_ERROR, -1) {
      @Override
      public void createDirectories(Path directory) throws IOException {
        try {
          latch.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        super.createDirectories(directory);
      }
    };
  }

  @Test
  void training_may_change_the_state_as_soon_as_begin_returns() throws IOException {
    CountDownLatch latch = new CountDownLatch(1);
    ByteBuffer values = ByteBuffer.allocate(400);
    values.put(7, (byte) 42);
    try (CheckpointWriter writer = writer(dir, waitingFor(latch))) {
      writer.begin(of(TensorSource.of("w", ElementType.U8, List.of(400L), values)));
      assertThat(writer.finished()).isEmpty();
      values.put(7, (byte) 13);
      latch.countDown();
      try (SafeTensorsReader r = writer.await().orElseThrow().tensors("model")) {
        assertThat(r.bytes("w").get(7)).isEqualTo((byte) 42);
      }
    }
  }

  private static Snapshot of(TensorSource tensor) {
    return new Snapshot(
        1, Map.of("model", List.of(tensor)), Json.MAPPER.createObjectNode(), Map.of());
  }

  @Test
  void one_checkpoint_is_written_at_a_time() {
    CountDownLatch latch = new CountDownLatch(1);
    try (CheckpointWriter writer = writer(dir, waitingFor(latch))) {
      writer.begin(Snapshots.at(1));
      assertThatThrownBy(() -> writer.begin(Snapshots.at(2)))
          .isInstanceOf(IllegalStateException.class);
      latch.countDown();
    }
    assertThat(new CheckpointStore(dir, Retention.last(1)).newest().orElseThrow().step())
        .as("closing waits")
        .isEqualTo(1);
  }

  @Test
  void without_memory_for_a_copy_it_is_written_at_once() {
    AtomicInteger calls = new AtomicInteger();
    TensorSource sound = Snapshots.floats("w", 1, 3, 5);
    TensorSource tight =
        new TensorSource() {
          @Override
          public String name() {
            return sound.name();
          }

          @Override
          public ElementType type() {
            return sound.type();
          }

          @Override
          public List<Long> shape() {
            return sound.shape();
          }

          @Override
          public void writeTo(Sink sink) throws IOException {
            if (calls.incrementAndGet() == 1) {
              throw new OutOfMemoryError("Cannot reserve direct buffer memory");
            }
            sound.writeTo(sink);
          }
        };
    try (CheckpointWriter writer = writer(dir, new DiskStorage())) {
      writer.begin(of(tight));
      assertThat(writer.finished()).isPresent();
      assertThat(calls).hasValue(2);
    }
  }

  /** Whatever single operation fails, it is told, and the newest checkpoint told of loads. */
  @ParameterizedTest
  @EnumSource(FailingStorage.Mode.class)
  void any_single_failing_operation_is_told_and_leaves_a_valid_checkpoint(
      FailingStorage.Mode mode, @TempDir Path base) throws IOException {
    FailingStorage counting = new FailingStorage(FailingStorage.Mode.IO_ERROR, -1);
    saveTwice(base.resolve("count"), counting);
    for (int n = 1; n <= counting.operations(); n++) {
      Path root = base.resolve("case-" + n);
      FailingStorage storage = new FailingStorage(mode, n);
      long reported = 0;
      try {
        reported = saveTwice(root, storage);
      } catch (Failed e) {
        reported = e.before;
        assertThat(e.getCause())
            .isInstanceOfAny(CheckpointException.class, FailingStorage.Crash.class);
      }
      CheckpointStore after = new CheckpointStore(root, Retention.last(1));
      long newest = after.newest().map(Checkpoint::step).orElse(0L);
      assertThat(newest).as("%s at operation %d", mode, n).isBetween(reported, 2L);
      if (newest > 0) {
        CheckpointStoreTest.assertHolds(after.newest().orElseThrow(), newest);
      }
    }
  }

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final long before;

    Failed(long before, Throwable cause) {
      super(cause);
      this.before = before;
    }
  }

  /** Returns the last step that was reported as saved. */
  private static long saveTwice(Path root, Storage storage) {
    CheckpointWriter writer =
        new CheckpointWriter(new CheckpointStore(root, Retention.last(1), storage));
    long reported = 0;
    try (writer) {
      for (long step = 1; step <= 2; step++) {
        writer.begin(Snapshots.at(step));
        reported = writer.await().orElseThrow().step();
      }
      return reported;
    } catch (CheckpointException | FailingStorage.Crash e) {
      throw new Failed(reported, e);
    }
  }
}
