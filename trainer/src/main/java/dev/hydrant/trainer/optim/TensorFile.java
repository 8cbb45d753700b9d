package dev.hydrant.trainer.optim;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTensor;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Writes tensors straight from their memory to a safetensors file; not for checkpoints. */
final class TensorFile {
  private TensorFile() {}

  static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] header = header(tensors).getBytes(StandardCharsets.UTF_8);
      ByteBuffer size = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      all(out, size.putLong(0, header.length));
      all(out, ByteBuffer.wrap(header));
      for (Tensor t : tensors.values()) {
        all(out, EagerTensor.of(t).memory());
      }
    }
  }

  private static void all(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static String header(Map<String, Tensor> tensors) {
    StringBuilder s = new StringBuilder("{");
    long at = 0;
    for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
      Tensor t = e.getValue();
      long end = at + t.numel() * t.dtype().bytes();
      s.append(s.length() > 1 ? "," : "");
      s.append('"').append(e.getKey()).append("\":{\"dtype\":\"").append(name(t.dtype()));
      s.append("\",\"shape\":").append(java.util.Arrays.toString(t.shape()).replace(" ", ""));
      s.append(",\"data_offsets\":[").append(at).append(',').append(end).append("]}");
      at = end;
    }
    s.append('}');
    while (s.length() % 8 != 0) {
      s.append(' ');
    }
    return s.toString();
  }

  private static String name(DType d) {
    return switch (d) {
      case BOOL -> "BOOL";
      case UINT8 -> "U8";
      case INT32 -> "I32";
      case INT64 -> "I64";
      case FLOAT16 -> "F16";
      case BFLOAT16 -> "BF16";
      case FLOAT32 -> "F32";
      case FLOAT64 -> "F64";
    };
  }
}
