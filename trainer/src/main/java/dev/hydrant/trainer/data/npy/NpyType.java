package dev.hydrant.trainer.data.npy;

import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/**
 * The type of an array's elements.
 *
 * @param kind what they are
 * @param order of the bytes of an element
 * @param length characters of a string, padded with zeros; 1 for numbers
 */
public record NpyType(Kind kind, ByteOrder order, int length) {
  /** What elements are, by NumPy's names. */
  public enum Kind {
    BOOL("b1"),
    INT8("i1"),
    INT16("i2"),
    INT32("i4"),
    INT64("i8"),
    UINT8("u1"),
    UINT16("u2"),
    UINT32("u4"),
    UINT64("u8"),
    FLOAT16("f2"),
    FLOAT32("f4"),
    FLOAT64("f8"),
    /** Strings of bytes, NumPy's {@code S}. */
    BYTES("S"),
    /** Strings of Unicode characters, four bytes each, NumPy's {@code U}. */
    STR("U");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** Whether elements are text. */
    public boolean isText() {
      return this == BYTES || this == STR;
    }

    /** Whether elements are integers. */
    public boolean isInteger() {
      return code.charAt(0) == 'i' || code.charAt(0) == 'u';
    }

    int unit() {
      return this == STR ? 4 : this == BYTES ? 1 : code.charAt(1) - '0';
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A number in the byte order that NumPy writes by default. */
  static NpyType of(Kind kind) {
    return new NpyType(kind, ByteOrder.LITTLE_ENDIAN, 1);
  }

  /** Bytes of one element. */
  public int bytes() {
    return kind.unit() * length;
  }

  /** NumPy's description, such as {@code <f4}. */
  String descr() {
    String size = kind.isText() ? kind.code + length : kind.code;
    return (kind.unit() == 1 ? '|' : order == ByteOrder.LITTLE_ENDIAN ? '<' : '>') + size;
  }

  /** Reads a description; empty if it is of a type that is not read here. */
  static Optional<NpyType> parse(String descr) {
    if (!descr.matches("[<>|=](b1|[iu][1248]|f[248]|[SU][1-9]\\d{0,7})")) {
      return Optional.empty();
    }
    ByteOrder order =
        switch (descr.charAt(0)) {
          case '>' -> ByteOrder.BIG_ENDIAN;
          case '=' -> ByteOrder.nativeOrder();
          default -> ByteOrder.LITTLE_ENDIAN;
        };
    String code = descr.substring(1);
    for (Kind kind : Kind.values()) {
      if (kind.isText() && code.startsWith(kind.code)) {
        return Optional.of(new NpyType(kind, order, Integer.parseInt(code.substring(1))));
      }
      if (kind.code.equals(code)) {
        return Optional.of(new NpyType(kind, order, 1));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return kind.isText() ? kind + "[" + length + "]" : kind.toString();
  }
}
