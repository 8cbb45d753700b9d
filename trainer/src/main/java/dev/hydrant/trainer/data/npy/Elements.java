package dev.hydrant.trainer.data.npy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads single elements of a type from a buffer in the type's byte order. */
final class Elements {
  private Elements() {}

  /** Any number as a real one. */
  static double real(NpyType.Kind kind, ByteBuffer in, int at) {
    return switch (kind) {
      case FLOAT16 -> half(in.getShort(at));
      case FLOAT32 -> in.getFloat(at);
      case FLOAT64 -> in.getDouble(at);
      case UINT64 -> unsigned(in.getLong(at));
      default -> integer(kind, in, at);
    };
  }

  /** Integers and truth values; of {@code uint64} the bits. */
  static long integer(NpyType.Kind kind, ByteBuffer in, int at) {
    return switch (kind) {
      case BOOL -> in.get(at) == 0 ? 0 : 1;
      case INT8 -> in.get(at);
      case INT16 -> in.getShort(at);
      case INT32 -> in.getInt(at);
      case INT64, UINT64 -> in.getLong(at);
      case UINT8 -> in.get(at) & 0xFFL;
      case UINT16 -> in.getShort(at) & 0xFFFFL;
      case UINT32 -> in.getInt(at) & 0xFFFFFFFFL;
      default -> throw new IllegalArgumentException(kind + " is no integer");
    };
  }

  /** IEEE 754 half precision. */
  static float half(short bits) {
    float sign = bits < 0 ? -1 : 1; // of zero, too
    int exponent = bits >> 10 & 0x1F;
    int mantissa = bits & 0x3FF;
    if (exponent == 0x1F) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return exponent == 0
        ? sign * mantissa * 0x1p-24f
        : sign * Math.scalb(1024 + mantissa, exponent - 25);
  }

  private static double unsigned(long bits) {
    double half = (double) (bits >>> 1 | bits & 1);
    return bits >= 0 ? bits : 2 * half;
  }

  /** A string without the zeros that pad it. */
  static String text(NpyType type, ByteBuffer in, int at) {
    if (type.kind() == NpyType.Kind.BYTES) {
      byte[] bytes = new byte[type.length()];
      in.get(at, bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] == 0) {
        end--;
      }
      return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder();
    int end = type.length();
    while (end > 0 && in.getInt(at + 4 * (end - 1)) == 0) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      int point = in.getInt(at + 4 * i);
      text.appendCodePoint(Character.isValidCodePoint(point) ? point : 0xFFFD);
    }
    return text.toString();
  }
}
