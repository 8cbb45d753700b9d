package dev.hydrant.trainer.exchange;

import dev.hydrant.trainer.checkpoint.ElementType;
import dev.hydrant.trainer.checkpoint.SafeTensorsFile;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.checkpoint.TensorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors of a safetensors file as plain arrays. */
record Stored(Map<String, double[]> values, Map<String, List<Long>> shapes) {
  static Stored read(Path file) throws IOException {
    Map<String, double[]> values = new LinkedHashMap<>();
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
      for (var t : reader.tensors().values()) {
        ByteBuffer b = reader.bytes(t.name());
        double[] v = new double[b.remaining() / 4];
        for (int i = 0; i < v.length; i++) {
          v[i] = b.getFloat();
        }
        values.put(t.name(), v);
        shapes.put(t.name(), t.shape());
      }
    }
    return new Stored(values, shapes);
  }

  double[] get(String name) {
    double[] v = values.get(name);
    if (v == null) {
      throw new AssertionError(name + " is not in " + values.keySet());
    }
    return v;
  }

  void write(Path file) throws IOException {
    List<TensorSource> tensors = new ArrayList<>();
    values.forEach(
        (name, v) -> {
          ByteBuffer b = ByteBuffer.allocate(4 * v.length).order(ByteOrder.LITTLE_ENDIAN);
          for (double d : v) {
            b.putFloat((float) d);
          }
          tensors.add(TensorSource.of(name, ElementType.F32, shapes.get(name), b.flip()));
        });
    SafeTensorsFile.write(file, tensors, Map.of("format", "pt"));
  }
}
