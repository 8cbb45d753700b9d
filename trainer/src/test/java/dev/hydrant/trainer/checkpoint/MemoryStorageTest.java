package dev.hydrant.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryStorageTest {
  @Test
  void a_store_in_memory_keeps_the_newest_checkpoint_to_the_bit() throws IOException {
    CheckpointStore store = CheckpointStore.inMemory();
    assertThat(store.newest()).isEmpty();
    store.save(Snapshots.at(3));
    store.save(Snapshots.at(5));
    Checkpoint newest = store.newest().orElseThrow();
    assertThat(newest.step()).isEqualTo(5);
    assertThat(newest.state().get("step").asLong()).isEqualTo(5);
    try (SafeTensorsReader model = newest.tensors("model")) {
      ByteBuffer w = model.bytes("w");
      for (int i = 0; i < 15; i++) {
        assertThat(w.getFloat()).isEqualTo(Snapshots.value(5, i));
      }
    }
  }

  @Test
  void files_are_read_from_anywhere_across_their_pieces() throws IOException {
    MemoryStorage storage = new MemoryStorage();
    Path file = Path.of("d/f");
    try (Storage.Writer writer = storage.create(file)) {
      writer.write(ByteBuffer.wrap(new byte[] {0, 1, 2}));
      writer.write(ByteBuffer.wrap(new byte[] {3, 4}));
    }
    try (var channel = storage.open(file)) {
      ByteBuffer three = ByteBuffer.allocate(3);
      channel.position(1);
      while (three.hasRemaining()) {
        channel.read(three);
      }
      assertThat(three.array()).containsExactly(1, 2, 3);
      assertThat(channel.size()).isEqualTo(5);
      channel.position(5);
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    assertThatThrownBy(() -> storage.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    storage.rename(Path.of("d"), Path.of("e"));
    assertThat(storage.list(Path.of("e"))).isEqualTo(List.of(Path.of("e/f")));
    assertThat(storage.list(Path.of("d"))).isEmpty();
  }
}
