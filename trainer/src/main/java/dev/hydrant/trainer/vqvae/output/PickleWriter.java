package dev.hydrant.trainer.vqvae.output;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes values as a pickle of protocol 2, with the few codes that {@code torch.load} allows with
 * {@code weights_only=True}. Tensors are references to storages outside of it. Pickles are never
 * read here: they are programs.
 */
final class PickleWriter {
  private static final byte[] PROTOCOL_2 = {(byte) 0x80, 2};
  private static final int TRUE = 0x88;
  private static final int FALSE = 0x89;
  private static final int LONG1 = 0x8a;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Storage> storages = new ArrayList<>();

  PickleWriter() {
    out.writeBytes(PROTOCOL_2);
  }

  /** The storages that were referred to, in the order of their keys: 0, 1, … */
  List<Storage> storages() {
    return List.copyOf(storages);
  }

  /** Ends the pickle. */
  byte[] finish() {
    out.write('.');
    return out.toByteArray();
  }

  /**
   * Writes a value.
   *
   * @param value null, a boolean, a number, text, a {@link Storage}, a list or a map of such, an
   *     int[] (as a list) or an Object[] (as a tuple)
   */
  void put(Object value) {
    if (value == null) {
      out.write('N');
    } else if (value instanceof Boolean b) {
      out.write(b ? TRUE : FALSE);
    } else if (value instanceof Integer || value instanceof Long) {
      put(((Number) value).longValue());
    } else if (value instanceof Number n) {
      out.write('G');
      out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(n.doubleValue()).array());
    } else if (value instanceof CharSequence text) {
      byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
      out.write('X');
      little(utf8.length);
      out.writeBytes(utf8);
    } else if (value instanceof Storage tensor) {
      put(tensor);
    } else if (value instanceof Map<?, ?> map) {
      out.write('}');
      out.write('(');
      map.forEach(
          (k, v) -> {
            put(k);
            put(v);
          });
      out.write('u');
    } else if (value instanceof List<?> list) {
      out.write(']');
      out.write('(');
      list.forEach(this::put);
      out.write('e');
    } else if (value instanceof int[] numbers) {
      put(Arrays.stream(numbers).boxed().toList());
    } else if (value instanceof Object[] tuple) {
      out.write('(');
      Arrays.stream(tuple).forEach(this::put);
      out.write('t');
    } else {
      throw new IllegalArgumentException("no pickle of " + value.getClass());
    }
  }

  private void little(int value) {
    out.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private void put(long value) {
    if (value >= 0 && value < 256) {
      out.write('K');
      out.write((int) value);
    } else if (value == (int) value) {
      out.write('J');
      little((int) value);
    } else {
      out.write(LONG1);
      out.write(Long.BYTES);
      out.writeBytes(
          ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }
  }

  private void global(String module, String name) {
    out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** {@code _rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())}. */
  private void put(Storage tensor) {
    String key = Integer.toString(storages.size());
    storages.add(tensor);
    global("torch._utils", "_rebuild_tensor_v2");
    out.write('(');
    out.write('(');
    put("storage");
    global("torch", tensor.type());
    put(key);
    put("cpu");
    put((long) tensor.count());
    out.write('t');
    out.write('Q');
    put(0L);
    put(Arrays.stream(tensor.shape()).boxed().toArray());
    put(Arrays.stream(strides(tensor.shape())).boxed().toArray());
    out.write(FALSE);
    global("collections", "OrderedDict");
    out.write(')');
    out.write('R');
    out.write('t');
    out.write('R');
  }

  private static long[] strides(long[] shape) {
    long[] strides = new long[shape.length];
    long next = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = next;
      next *= shape[i];
    }
    return strides;
  }
}
