package dev.hydrant.trainer.data.npy;

import dev.hydrant.trainer.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What stands before the elements of an array.
 *
 * @param type of the elements
 * @param fortranOrder whether the first dimension varies fastest
 * @param shape one number for each dimension; none for a single element
 * @param dataOffset where the elements begin
 */
record NpyHeader(NpyType type, boolean fortranOrder, long[] shape, int dataOffset) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** NumPy leaves room for the first dimension to grow to this many digits. */
  private static final int GROWTH = 21;

  private static final int ALIGNMENT = 64;

  /** Longest header that is read; NumPy itself stops at 10,000 bytes. */
  static final int LONGEST = 1 << 16;

  /**
   * Reads a header.
   *
   * @param where file (and array) for messages
   * @param head the first bytes: all there are, or {@link #LONGEST}
   */
  static NpyHeader read(String where, ByteBuffer head) {
    ByteBuffer in = head.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (byte expected : MAGIC) {
      if (!in.hasRemaining()) {
        throw cutShort(where, head);
      }
      if (in.get() != expected) {
        throw new DataException(
            where
                + " is no .npy file: it does not begin with \\x93NUMPY.\n"
                + "Write one in Python with np.save");
      }
    }
    if (in.remaining() < 2) {
      throw cutShort(where, head);
    }
    int version = in.get();
    in.get();
    if (version < 1 || version > 3) {
      throw new DataException(
          "%s has version %d of the .npy format; 1, 2 and 3 are known. It is damaged, or newer than this program"
              .formatted(where, version));
    }
    if (in.remaining() < (version == 1 ? 2 : 4)) {
      throw cutShort(where, head);
    }
    long length = version == 1 ? in.getShort() & 0xFFFFL : in.getInt() & 0xFFFFFFFFL;
    if (length > LONGEST - in.position()) {
      throw new DataException(
          "%s has a header of %,d bytes, more than the %,d that are read: it is damaged, or of a type with too many fields.\nSave each field as an array of its own"
              .formatted(where, length, LONGEST));
    }
    if (in.remaining() < length) {
      throw cutShort(where, head);
    }
    byte[] text = new byte[(int) length];
    in.get(text);
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return parse(where, new String(text, charset), in.position());
  }

  private static NpyHeader parse(String where, String text, int dataOffset) {
    Map<?, ?> fields =
        PythonLiteral.dictionary(text).orElseThrow(() -> malformed(where, text.strip()));
    if (!(fields.get("fortran_order") instanceof Boolean fortran)
        || !(fields.get("shape") instanceof List<?> shape)
        || !shape.stream().allMatch(Long.class::isInstance)
        || !fields.containsKey("descr")) {
      throw malformed(where, text.strip());
    }
    long[] sizes = shape.stream().mapToLong(n -> (Long) n).toArray();
    boolean oneWay = sizes.length < 2; // then both orders are the same
    return new NpyHeader(type(where, fields.get("descr")), fortran && !oneWay, sizes, dataOffset);
  }

  private static NpyType type(String where, Object descr) {
    if (descr instanceof String s) {
      if (s.endsWith("O")) {
        throw new DataException(
            where
                + " holds Python objects (a pickle), which may run any code when loaded: such files"
                + " are never read.\nSave plain numbers or strings, e.g. np.save(f,"
                + " a.astype(np.float32)), or one array of all rows in place of a list of arrays");
      }
      return NpyType.parse(s).orElseThrow(() -> unknown(where, s));
    }
    throw new DataException(
        "%s holds records with fields (%s).\nSave each field as an array of its own, e.g. np.savez(f, x=a['x'], y=a['y'])"
            .formatted(where, descr));
  }

  private static DataException unknown(String where, String descr) {
    return new DataException(
        "%s holds elements of type %s, which is not read; bool, integers of 1 to 8 bytes, float16, float32, float64 and strings are.\nConvert it in Python, e.g. np.save(f, a.astype(np.float32))"
            .formatted(where, descr));
  }

  private static DataException malformed(String where, String header) {
    String shown = header.length() <= 120 ? header : header.substring(0, 120) + "…";
    return new DataException(
        "%s has a damaged header: %s\nExpected is what NumPy writes, such as {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }. Copy the file again, or write it again with np.save"
            .formatted(where, shown.replaceAll("\\p{Cntrl}", "?")));
  }

  private static DataException cutShort(String where, ByteBuffer head) {
    return new DataException(
        "%s is cut short: it ends after %,d bytes, within its header.\nCopy it again, or write it again with np.save"
            .formatted(where, head.remaining()));
  }

  /** Number of elements. */
  long count(String where) {
    try {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new DataException(
          where
              + " has a damaged header: no file holds as many elements as its shape "
              + Arrays.toString(shape));
    }
  }

  /** The bytes of this header, as NumPy writes them. */
  byte[] toBytes() {
    String dictionary =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
            .formatted(type.descr(), fortranOrder ? "True" : "False", tuple(shape));
    int growth = shape.length == 0 ? 0 : GROWTH - Long.toString(shape[0]).length();
    int prefix = MAGIC.length + 4;
    int plain = prefix + dictionary.length() + growth + 1;
    int total = (plain + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (plain % ALIGNMENT == 0) {
      total += ALIGNMENT; // as NumPy does
    }
    ByteBuffer out = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - prefix));
    out.put(dictionary.getBytes(StandardCharsets.ISO_8859_1));
    while (out.remaining() > 1) {
      out.put((byte) ' ');
    }
    return out.put((byte) '\n').array();
  }

  private static String tuple(long[] shape) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : ", ").append(shape[i]);
    }
    return text.append(shape.length == 1 ? ",)" : ")").toString();
  }
}
