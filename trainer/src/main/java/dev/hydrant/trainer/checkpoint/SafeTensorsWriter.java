package dev.hydrant.trainer.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes tensors in the safetensors format: an 8-byte little-endian header length, a JSON header
 * padded with spaces to 8 bytes, then the bytes of the tensors without gaps. Offsets are 64 bits,
 * so neither a file nor a tensor is limited to 2 GB.
 */
final class SafeTensorsWriter {
  private SafeTensorsWriter() {}

  /** Bytes that {@link #write} will hand over. */
  static long size(List<TensorSource> tensors, Map<String, String> metadata) {
    long n = header(tensors, metadata).remaining();
    for (TensorSource t : tensors) {
      n += TensorInfo.bytesOf(t.type(), t.shape());
    }
    return n;
  }

  static void write(
      List<TensorSource> tensors, Map<String, String> metadata, TensorSource.Sink sink)
      throws IOException {
    sink.accept(header(tensors, metadata));
    for (TensorSource t : tensors) {
      long[] left = {TensorInfo.bytesOf(t.type(), t.shape())};
      t.writeTo(
          piece -> {
            left[0] -= piece.remaining();
            sink.accept(piece);
          });
      if (left[0] != 0) {
        throw new IllegalStateException(
            "tensor '%s' of shape %s gave %d bytes too %s"
                .formatted(t.name(), t.shape(), Math.abs(left[0]), left[0] > 0 ? "few" : "many"));
      }
    }
  }

  private static ByteBuffer header(List<TensorSource> tensors, Map<String, String> metadata) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode meta = root.putObject("__metadata__");
      metadata.forEach(meta::put);
    }
    long at = 0;
    for (TensorSource t : tensors) {
      if (root.has(t.name())) {
        throw new IllegalArgumentException("two tensors are named '" + t.name() + "'");
      }
      long end = at + TensorInfo.bytesOf(t.type(), t.shape());
      ObjectNode entry = root.putObject(t.name());
      entry.put("dtype", t.type().name());
      var shape = entry.putArray("shape");
      t.shape().forEach(d -> shape.add((long) d));
      entry.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return ByteBuffer.allocate(8 + padded.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded.length)
        .put(padded)
        .flip();
  }
}
