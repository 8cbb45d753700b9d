package dev.hydrant.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostBuffersTest {
  private static TensorSource counting(String name, byte value, List<String> reads) {
    return TensorSource.written(
        name,
        ElementType.U8,
        List.of(3L),
        sink -> {
          reads.add(name);
          sink.accept(ByteBuffer.wrap(new byte[] {value, value, value}));
        });
  }

  private static List<Integer> bytes(Snapshot snapshot) throws IOException {
    List<Integer> all = new ArrayList<>();
    for (TensorSource t : snapshot.tensors().get("model")) {
      t.writeTo(
          piece -> {
            while (piece.hasRemaining()) {
              all.add((int) piece.get());
            }
          });
    }
    return all;
  }

  private static Snapshot snapshot(byte changing, List<String> reads) {
    List<TensorSource> tensors =
        List.of(
            counting("head", changing, reads),
            TensorSource.constant(counting("encoder", (byte) 7, reads)));
    return new Snapshot(1, Map.of("model", tensors), Json.MAPPER.createObjectNode(), Map.of());
  }

  @Test
  void what_never_changes_is_copied_once_and_is_in_every_snapshot() throws IOException {
    HostBuffers buffers = new HostBuffers();
    List<String> reads = new ArrayList<>();
    assertThat(bytes(buffers.copy(snapshot((byte) 1, reads)))).containsExactly(1, 1, 1, 7, 7, 7);
    assertThat(bytes(buffers.copy(snapshot((byte) 2, reads)))).containsExactly(2, 2, 2, 7, 7, 7);
    assertThat(reads).containsExactly("head", "encoder", "head");
  }
}
