package dev.hydrant.trainer.protein.shard;

import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A chain as the bytes of a shard, and back; see the package's description. */
final class ChainCodec {
  private static final byte FLOATS = 0;
  private static final byte STEPS = 1;
  private static final double STEP = 0.01;
  private static final int PREFIX = 10;
  private static final int ROW = 3 * AtomSlots.COUNT;

  private ChainCodec() {}

  static byte[] encode(ProteinChain chain, Precision precision) {
    byte[] id = chain.id().getBytes(StandardCharsets.UTF_8);
    byte[] source = chain.source().file().getBytes(StandardCharsets.UTF_8);
    float[] low = filled(3, Float.POSITIVE_INFINITY);
    float[] high = filled(3, Float.NEGATIVE_INFINITY);
    int atoms = extent(chain, low, high);
    boolean steps = precision == Precision.COMPACT && fits(low, high);
    int size =
        PREFIX
            + id.length
            + source.length
            + 3 * chain.length()
            + (steps ? 12 + 6 * atoms : 12 * atoms);
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(chain.length()).put(steps ? STEPS : FLOATS).put((byte) 0);
    out.putShort(length(id)).putShort(length(source)).put(id).put(source);
    out.put(chain.sequence().getBytes(StandardCharsets.US_ASCII));
    for (short set : chain.atoms()) {
      out.putShort(set);
    }
    if (steps) {
      out.putFloat(low[0]).putFloat(low[1]).putFloat(low[2]);
    }
    for (int i = 0; i < chain.length(); i++) {
      for (int slot = 0; slot < AtomSlots.COUNT; slot++) {
        if (chain.has(i, slot)) {
          put(out, chain.coordinates(), chain.at(i, slot), steps ? low : null);
        }
      }
    }
    return out.array();
  }

  private static void put(ByteBuffer out, float[] coordinates, int at, float[] low) {
    for (int k = 0; k < 3; k++) {
      float value = coordinates[at + k];
      if (low == null) {
        out.putFloat(value);
      } else {
        out.putShort((short) Math.round(((double) value - low[k]) / STEP));
      }
    }
  }

  private static int extent(ProteinChain chain, float[] low, float[] high) {
    int atoms = 0;
    for (int i = 0; i < chain.length(); i++) {
      for (int slot = 0; slot < AtomSlots.COUNT; slot++) {
        if (chain.has(i, slot)) {
          atoms++;
          for (int k = 0; k < 3; k++) {
            float value = chain.coordinates()[chain.at(i, slot) + k];
            low[k] = Math.min(low[k], value);
            high[k] = Math.max(high[k], value);
          }
        }
      }
    }
    return atoms;
  }

  private static boolean fits(float[] low, float[] high) {
    for (int k = 0; k < 3; k++) {
      if (!(((double) high[k] - low[k]) / STEP < 65_535)) {
        return false;
      }
    }
    return true;
  }

  private static float[] filled(int count, float value) {
    float[] all = new float[count];
    Arrays.fill(all, value);
    return all;
  }

  private static short length(byte[] text) {
    if (text.length > 0xFFFF) {
      throw new IllegalArgumentException("names have at most 65535 bytes, got " + text.length);
    }
    return (short) text.length;
  }

  static ProteinChain decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = in.getInt();
    boolean steps = in.get() == STEPS;
    in.get();
    int idLength = in.getShort() & 0xFFFF;
    int sourceLength = in.getShort() & 0xFFFF;
    String id = text(in, idLength);
    String source = text(in, sourceLength);
    String sequence = text(in, length);
    short[] atoms = new short[length];
    for (int i = 0; i < length; i++) {
      atoms[i] = in.getShort();
    }
    double[] low = steps ? new double[] {in.getFloat(), in.getFloat(), in.getFloat()} : null;
    float[] coordinates = new float[length * ROW];
    for (int i = 0; i < length; i++) {
      for (int slot = 0; slot < AtomSlots.COUNT; slot++) {
        if ((atoms[i] >> slot & 1) == 1) {
          int at = i * ROW + 3 * slot;
          for (int k = 0; k < 3; k++) {
            coordinates[at + k] =
                steps ? (float) (low[k] + STEP * (in.getShort() & 0xFFFF)) : in.getFloat();
          }
        }
      }
    }
    return new ProteinChain(id, sequence, coordinates, atoms, List.of(), Source.named(source));
  }

  private static String text(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
