package dev.hydrant.trainer.data.npy;

import dev.hydrant.trainer.data.DataException;
import java.nio.ByteBuffer;

/** Takes runs of consecutive elements into a Java array, converting them where need be. */
abstract class NpyRuns {
  private final NpyArray array;
  final NpyType type;
  final NpyType.Kind kind;

  NpyRuns(NpyArray array, boolean readable, String as) {
    this.array = array;
    this.type = array.type();
    this.kind = type.kind();
    if (!readable) {
      throw new DataException(
          "%s holds %s, which cannot be read as %s.\nConvert it in Python with a.astype(…), or give another file"
              .formatted(array.where(), type, as));
    }
  }

  /**
   * Takes elements.
   *
   * @param part of the file, in the type's byte order
   * @param at where they begin
   * @param count how many
   * @param position of the first in the array, for messages
   * @param to where they go
   */
  abstract void read(ByteBuffer part, int at, int count, long position, int to);

  final ByteBuffer stretch(ByteBuffer part, int at, int count) {
    return part.slice(at, count * type.bytes()).order(type.order());
  }

  final DataException doesNotFit(String value, long position, String as) {
    return new DataException(
        "%s: the value %s at position %d does not fit %s.\nGive values in range, or another file"
            .formatted(array.where(), value, position, as));
  }

  static final class Floats extends NpyRuns {
    private final float[] into;

    Floats(NpyArray array, float[] into) {
      super(array, !array.type().kind().isText(), "numbers");
      this.into = into;
    }

    @Override
    void read(ByteBuffer part, int at, int count, long position, int to) {
      if (kind == NpyType.Kind.FLOAT32 && count > 1) {
        stretch(part, at, count).asFloatBuffer().get(into, to, count);
        return;
      }
      for (int i = 0; i < count; i++) {
        into[to + i] = (float) Elements.real(kind, part, at + i * type.bytes());
      }
    }
  }

  static final class Doubles extends NpyRuns {
    private final double[] into;

    Doubles(NpyArray array, double[] into) {
      super(array, !array.type().kind().isText(), "numbers");
      this.into = into;
    }

    @Override
    void read(ByteBuffer part, int at, int count, long position, int to) {
      if (kind == NpyType.Kind.FLOAT64 && count > 1) {
        stretch(part, at, count).asDoubleBuffer().get(into, to, count);
        return;
      }
      for (int i = 0; i < count; i++) {
        into[to + i] = Elements.real(kind, part, at + i * type.bytes());
      }
    }
  }

  static final class Ints extends NpyRuns {
    private final int[] into;

    Ints(NpyArray array, int[] into) {
      super(array, array.type().kind().isInteger(), "integers");
      this.into = into;
    }

    @Override
    void read(ByteBuffer part, int at, int count, long position, int to) {
      for (int i = 0; i < count; i++) {
        long value = Elements.integer(kind, part, at + i * type.bytes());
        if (value != (int) value) {
          String shown =
              kind == NpyType.Kind.UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
          throw doesNotFit(shown, position + i, "an integer of 32 bits");
        }
        into[to + i] = (int) value;
      }
    }
  }

  static final class Longs extends NpyRuns {
    private final long[] into;

    Longs(NpyArray array, long[] into) {
      super(array, array.type().kind().isInteger(), "integers");
      this.into = into;
    }

    @Override
    void read(ByteBuffer part, int at, int count, long position, int to) {
      for (int i = 0; i < count; i++) {
        long value = Elements.integer(kind, part, at + i * type.bytes());
        if (value < 0 && kind == NpyType.Kind.UINT64) {
          throw doesNotFit(Long.toUnsignedString(value), position + i, "an integer of 64 bits");
        }
        into[to + i] = value;
      }
    }
  }

  static final class Bytes extends NpyRuns {
    private final byte[] into;

    Bytes(NpyArray array, byte[] into) {
      super(array, !array.type().kind().isText() && array.type().bytes() == 1, "single bytes");
      this.into = into;
    }

    @Override
    void read(ByteBuffer part, int at, int count, long position, int to) {
      part.get(at, into, to, count);
    }
  }

  static final class Booleans extends NpyRuns {
    private final boolean[] into;

    Booleans(NpyArray array, boolean[] into) {
      super(array, array.type().kind() == NpyType.Kind.BOOL, "truth values");
      this.into = into;
    }

    @Override
    void read(ByteBuffer part, int at, int count, long position, int to) {
      for (int i = 0; i < count; i++) {
        into[to + i] = part.get(at + i) != 0;
      }
    }
  }

  static final class Strings extends NpyRuns {
    private final String[] into;

    Strings(NpyArray array, String[] into) {
      super(array, array.type().kind().isText(), "strings");
      this.into = into;
    }

    @Override
    void read(ByteBuffer part, int at, int count, long position, int to) {
      for (int i = 0; i < count; i++) {
        into[to + i] = Elements.text(type, part, at + i * type.bytes());
      }
    }
  }
}
