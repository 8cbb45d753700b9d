package dev.hydrant.trainer.protein.promod3;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A database of two chains, ACG and DE; value i of the positions is i hundredths of an Å. */
public final class Promod3File {
  private static final String HEADER =
      "d2040000020000000400000004000000020000000800000002000000060000005800000028000000"
          + "180000000600000004000000010000000000803f01010001000000000000000100ffffffff";

  private Promod3File() {}

  /** Its bytes. */
  public static byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    out.put(HexFormat.of().parseHex(HEADER)).putLong(2);
    entry(out, "1ABC", "A", 0, 3);
    entry(out, "2XYZ", "B", 3, 2);
    array(out, "ACGDE".getBytes(StandardCharsets.US_ASCII));
    out.putLong(5);
    for (int i = 0; i < 5 * 12; i++) {
      out.putShort((short) i);
    }
    for (int width : new int[] {4, 2, 2, 1, 40, 40}) {
      out.putLong(5).put(new byte[5 * width]);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void entry(ByteBuffer out, String id, String chain, int offset, int size) {
    out.putInt(id.length()).put(id.getBytes(StandardCharsets.US_ASCII));
    out.putInt(chain.length()).put(chain.getBytes(StandardCharsets.US_ASCII));
    out.putInt(offset).putShort((short) size).putShort((short) 1);
    out.putFloat(1).putFloat(2).putFloat(3);
  }

  private static void array(ByteBuffer out, byte[] values) {
    out.putLong(values.length).put(values);
  }
}
