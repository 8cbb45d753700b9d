package dev.hydrant.trainer.protein.promod3;

import dev.hydrant.trainer.data.SizedFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The entries and the place behind them. */
record EntryTable(List<Promod3Entry> entries, long end) {
  private static final int BLOCK = 1 << 16;
  private static final int LONGEST = 256;
  private static final int LARGEST_ENTRY = 2 * (4 + LONGEST) + 20;

  static EntryTable read(SizedFile file, long start) {
    Promod3Database.require(file, start + 8);
    long count = file.read(start, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (count < 0 || count > file.bytes() / 28) {
      throw Promod3Database.damaged(file, "it states " + count + " entries");
    }
    List<Promod3Entry> entries = new ArrayList<>((int) count);
    long at = start + 8;
    ByteBuffer block = ByteBuffer.allocate(0);
    while (entries.size() < count) {
      if (block.remaining() < LARGEST_ENTRY) {
        block =
            file.read(at, (int) Math.min(BLOCK, file.bytes() - at)).order(ByteOrder.LITTLE_ENDIAN);
      }
      int before = block.position();
      entries.add(entry(file, block));
      at += block.position() - before;
    }
    return new EntryTable(List.copyOf(entries), at);
  }

  private static Promod3Entry entry(SizedFile file, ByteBuffer block) {
    String structure = text(file, block).trim();
    String chain = text(file, block).trim();
    need(file, block, 20);
    long offset = block.getInt() & 0xFFFFFFFFL;
    int size = block.getShort() & 0xFFFF;
    block.position(block.position() + 14);
    return new Promod3Entry(structure, chain, offset, size);
  }

  private static String text(SizedFile file, ByteBuffer block) {
    need(file, block, 4);
    int length = block.getInt();
    if (length < 0 || length > LONGEST) {
      throw Promod3Database.damaged(file, "a name of " + length + " bytes");
    }
    need(file, block, length);
    byte[] bytes = new byte[length];
    block.get(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void need(SizedFile file, ByteBuffer block, int bytes) {
    if (block.remaining() < bytes) {
      throw Promod3Database.damaged(file, "it ends within its list of entries");
    }
  }
}
