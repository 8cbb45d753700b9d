package dev.hydrant.trainer.data.hdf5;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Compares a file's length with the one that it gives for itself, which shows that it was cut short
 * even where what is missing is never read.
 *
 * <p>Source: HDF5 File Format Specification 3.0, section II.A (superblock).
 */
final class Hdf5Length {
  private static final long SIGNATURE = 0x894844460D0A1A0AL;
  private static final int LONGEST = 56;

  private Hdf5Length() {}

  static void check(SizedFile file) {
    ByteBuffer head = file.read(0, (int) Math.min(LONGEST, file.bytes()));
    if (head.remaining() < 8 || head.getLong(0) != SIGNATURE) {
      return; // it may begin behind a user's own block
    }
    if (head.remaining() < LONGEST) {
      throw cutShort(file, "within its first block");
    }
    head.order(ByteOrder.LITTLE_ENDIAN);
    int version = head.get(8);
    int at =
        switch (version) {
          case 0 -> 40;
          case 1 -> 44;
          default -> 28;
        };
    int addressBytes = head.get(version < 2 ? 13 : 9);
    long whole = addressBytes == 8 ? head.getLong(at) : 0;
    if (file.bytes() < whole) {
      throw cutShort(file, "it should have %,d bytes and has %,d".formatted(whole, file.bytes()));
    }
  }

  private static DataException cutShort(SizedFile file, String how) {
    return new DataException(
        "%s is cut short: %s.\nCopy it again, or write it again".formatted(file.path(), how));
  }
}
