package dev.hydrant.trainer.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Small snapshots whose every byte follows from their step. */
final class Snapshots {
  private Snapshots() {}

  static Snapshot at(long step) {
    return at(step, Map.of("val_loss", 10.0 / step));
  }

  static Snapshot at(long step, Map<String, Double> metrics) {
    return new Snapshot(
        step,
        Map.of("model", List.of(floats("w", step, 3, 5), floats("b", step + 7, 5))),
        Json.MAPPER.createObjectNode().put("step", step),
        metrics);
  }

  static TensorSource floats(String name, long seed, long... shape) {
    int n = 1;
    for (long d : shape) {
      n *= (int) d;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      bytes.putFloat(value(seed, i));
    }
    return TensorSource.of(
        name, ElementType.F32, java.util.Arrays.stream(shape).boxed().toList(), bytes.flip());
  }

  static float value(long seed, int i) {
    return (float) Math.sin(seed * 31 + i);
  }
}
