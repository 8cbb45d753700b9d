package dev.hydrant.trainer.logging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads event files from the written format: frames, checksums bit by bit, messages. */
final class ReadEvents {
  record Event(
      double wallTime,
      long step,
      String version,
      boolean starts,
      Map<String, Float> scalars,
      Map<String, String> texts) {}

  private record Field(int number, long bits, ByteBuffer body) {}

  private ReadEvents() {}

  static List<Event> of(Path file) throws IOException {
    ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (b.hasRemaining()) {
      byte[] length = take(b, 8);
      require(b.getInt() == masked(length), "checksum of a length");
      byte[] data = take(b, (int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
      require(b.getInt() == masked(data), "checksum of data");
      events.add(event(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN)));
    }
    return events;
  }

  private static byte[] take(ByteBuffer b, int n) {
    byte[] out = new byte[n];
    b.get(out);
    return out;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what + " is wrong");
    }
  }

  /** CRC-32C by polynomial division, then the mask of TFRecord files. */
  private static int masked(byte[] bytes) {
    int crc = -1;
    for (byte x : bytes) {
      crc ^= x & 0xff;
      for (int k = 0; k < 8; k++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
      }
    }
    long c = ~crc & 0xffffffffL;
    return (int) ((c >>> 15 | c << 17) + 0xa282ead8L);
  }

  private static List<Field> fields(ByteBuffer b) {
    List<Field> out = new ArrayList<>();
    while (b.hasRemaining()) {
      long tag = varint(b);
      int number = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> out.add(new Field(number, varint(b), null));
        case 1 -> out.add(new Field(number, b.getLong(), null));
        case 5 -> out.add(new Field(number, b.getInt(), null));
        case 2 -> {
          int n = (int) varint(b);
          out.add(new Field(number, 0, b.slice(b.position(), n).order(ByteOrder.LITTLE_ENDIAN)));
          b.position(b.position() + n);
        }
        default -> throw new AssertionError("wire type " + (tag & 7));
      }
    }
    return out;
  }

  private static long varint(ByteBuffer b) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte x = b.get();
      value |= (long) (x & 0x7f) << shift;
      if (x >= 0) {
        return value;
      }
    }
  }

  private static String text(ByteBuffer b) {
    return StandardCharsets.UTF_8.decode(b.duplicate()).toString();
  }

  private static Event event(ByteBuffer b) {
    double time = 0;
    long step = 0;
    String version = null;
    boolean starts = false;
    Map<String, Float> scalars = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (Field f : fields(b)) {
      switch (f.number()) {
        case 1 -> time = Double.longBitsToDouble(f.bits());
        case 2 -> step = f.bits();
        case 3 -> version = text(f.body());
        case 5 -> fields(f.body()).forEach(v -> value(v.body(), scalars, texts));
        case 7 -> starts = fields(f.body()).get(0).bits() == 1;
        default -> throw new AssertionError("field " + f.number());
      }
    }
    return new Event(time, step, version, starts, scalars, texts);
  }

  private static void value(ByteBuffer b, Map<String, Float> scalars, Map<String, String> texts) {
    String tag = null;
    for (Field f : fields(b)) {
      switch (f.number()) {
        case 1 -> tag = text(f.body());
        case 2 -> scalars.put(tag, Float.intBitsToFloat((int) f.bits()));
        case 8 ->
            texts.put(
                tag,
                text(
                    fields(f.body()).stream()
                        .filter(t -> t.number() == 8)
                        .findFirst()
                        .orElseThrow()
                        .body()));
        case 9 -> require(text(f.body()).contains("text"), "the plugin");
        default -> throw new AssertionError("field " + f.number());
      }
    }
  }
}
