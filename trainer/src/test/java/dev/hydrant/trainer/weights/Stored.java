package dev.hydrant.trainer.weights;

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
import java.util.function.Predicate;

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
    write(file, ElementType.F32);
  }

  /** Only some of the tensors, by name. */
  Stored only(Predicate<String> wanted) {
    Map<String, double[]> some = new LinkedHashMap<>(values);
    some.keySet().removeIf(wanted.negate());
    return new Stored(some, shapes);
  }

  /** Values that the type cannot hold are cut to those it can. */
  void write(Path file, ElementType type) throws IOException {
    List<TensorSource> tensors = new ArrayList<>();
    values.forEach(
        (name, v) -> {
          ByteBuffer b =
              ByteBuffer.allocate(type.bytes() * v.length).order(ByteOrder.LITTLE_ENDIAN);
          for (double d : v) {
            switch (type) {
              case F64 -> b.putDouble(d);
              case BF16 -> b.putShort((short) (Float.floatToIntBits((float) d) >> 16));
              case F16 -> b.putShort(half(d));
              default -> b.putFloat((float) d);
            }
          }
          tensors.add(TensorSource.of(name, type, shapes.get(name), b.flip()));
        });
    SafeTensorsFile.write(file, tensors, Map.of("format", "pt"));
  }

  private static short half(double d) {
    double size = Math.abs(d);
    int sign = Double.doubleToRawLongBits(d) < 0 ? 0x8000 : 0;
    if (size < 0x1p-14) {
      return (short) (sign | (int) (size * 0x1p24));
    }
    int exponent = Math.getExponent(size);
    int fraction = (int) ((size / Math.pow(2, exponent) - 1) * 1024);
    return (short) (sign | exponent + 15 << 10 | fraction);
  }
}
