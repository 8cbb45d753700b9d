package dev.hydrant.trainer.data.hdf5;

import dev.hydrant.trainer.data.DataException;
import java.lang.reflect.Array;
import java.math.BigInteger;

/** Takes jHDF's values, single ones or nested arrays of them, into flat arrays of one type. */
final class Hdf5Values {
  private Hdf5Values() {}

  /** Number of values. */
  static int count(Object data) {
    if (!data.getClass().isArray()) {
      return 1;
    }
    int length = Array.getLength(data);
    if (data.getClass().getComponentType().isPrimitive() || length == 0) {
      return length;
    }
    int count = 0;
    for (Object part : (Object[]) data) {
      count += count(part);
    }
    return count;
  }

  static double[] doubles(String where, Object data) {
    double[] into = new double[count(data)];
    intoDoubles(where, data, into, 0);
    return into;
  }

  static String[] texts(String where, Object data) {
    String[] into = new String[count(data)];
    intoTexts(where, data, into, 0);
    return into;
  }

  /** Takes values to a place of an array; returns the place behind them. */
  static int intoFloats(String where, Object data, float[] into, int at) {
    if (data instanceof float[] values) {
      System.arraycopy(values, 0, into, at, values.length);
      return at + values.length;
    }
    return each(data, at, (leaf, i, to) -> into[to] = (float) real(where, leaf, i));
  }

  /** As above, in double precision. */
  static int intoDoubles(String where, Object data, double[] into, int at) {
    if (data instanceof double[] values) {
      System.arraycopy(values, 0, into, at, values.length);
      return at + values.length;
    }
    return each(data, at, (leaf, i, to) -> into[to] = real(where, leaf, i));
  }

  /** As above, with integers. */
  static int intoLongs(String where, Object data, long[] into, int at) {
    return each(data, at, (leaf, i, to) -> into[to] = integer(where, leaf, i));
  }

  /** As above, with texts. */
  static int intoTexts(String where, Object data, String[] into, int at) {
    return each(
        data,
        at,
        (leaf, i, to) -> {
          if (!(leaf instanceof String text)) {
            throw wrongType(where, leaf, "texts");
          }
          into[to] = text;
        });
  }

  private interface Sink {
    /** Takes element {@code i} of an array of primitives, or a value that is no array. */
    void take(Object leaf, int i, int to);
  }

  private static int each(Object data, int at, Sink sink) {
    int to = at;
    if (data instanceof Object[] parts) {
      for (Object part : parts) {
        to = each(part, to, sink);
      }
    } else if (data.getClass().isArray()) {
      int length = Array.getLength(data);
      for (int i = 0; i < length; i++) {
        sink.take(data, i, to++);
      }
    } else {
      sink.take(data, 0, to++);
    }
    return to;
  }

  private static double real(String where, Object leaf, int i) {
    if (leaf instanceof float[] v) {
      return v[i];
    }
    if (leaf instanceof double[] v) {
      return v[i];
    }
    if (leaf instanceof Float || leaf instanceof Double || leaf instanceof BigInteger) {
      return ((Number) leaf).doubleValue();
    }
    return integer(where, leaf, i);
  }

  private static long integer(String where, Object leaf, int i) {
    if (leaf instanceof int[] v) {
      return v[i];
    }
    if (leaf instanceof long[] v) {
      return v[i];
    }
    if (leaf instanceof short[] v) {
      return v[i];
    }
    if (leaf instanceof byte[] v) {
      return v[i];
    }
    if (leaf instanceof BigInteger v) {
      if (v.bitLength() > 63) {
        throw new DataException(where + " holds " + v + ", which does not fit 64 bits");
      }
      return v.longValue();
    }
    if (leaf instanceof Long
        || leaf instanceof Integer
        || leaf instanceof Short
        || leaf instanceof Byte) {
      return ((Number) leaf).longValue();
    }
    throw wrongType(where, leaf, leaf instanceof String ? "numbers" : "integers");
  }

  private static DataException wrongType(String where, Object leaf, String wanted) {
    String found =
        leaf instanceof String
            ? "texts"
            : leaf instanceof float[]
                    || leaf instanceof double[]
                    || leaf instanceof Float
                    || leaf instanceof Double
                ? "real numbers"
                : leaf instanceof Number || leaf.getClass().isArray()
                    ? "integers"
                    : "values of another kind (" + leaf.getClass().getSimpleName() + ")";
    return new DataException(
        "%s holds %s, not %s.\nGive another dataset, or convert it in Python with a.astype(…)"
            .formatted(where, found, wanted));
  }
}
