package dev.hydrant.trainer.data.tokens;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.error.ProgramName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The first 1024 bytes of a shard: 256 little-endian int32, of which three are used: magic number,
 * version, number of tokens. The tokens follow as little-endian uint16.
 *
 * @param tokens number of tokens that follow
 */
record ShardHeader(int tokens) {
  static final int BYTES = 1024;
  static final int MAGIC = 20240520;
  static final int VERSION = 1;

  /** The size of a whole file with this header. */
  long fileBytes() {
    return BYTES + 2L * tokens;
  }

  ByteBuffer toBytes() {
    ByteBuffer header = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, MAGIC).putInt(4, VERSION).putInt(8, tokens);
    return header;
  }

  /**
   * Reads and checks a header.
   *
   * @param header the first bytes of the file, at most 1024
   * @param fileBytes size of the whole file
   */
  static ShardHeader parse(Path file, ByteBuffer header, long fileBytes) {
    if (header.remaining() < BYTES) {
      throw new DataException(
          "Token shard "
              + file
              + " is too short for its header: expected at least 1024 bytes, got "
              + header.remaining()
              + ".\nIt is truncated or no token shard; write it again, e.g. with "
              + ProgramName.typed()
              + " data text");
    }
    header.order(ByteOrder.LITTLE_ENDIAN);
    check(file, "magic number mismatch", MAGIC, header.getInt(header.position()));
    check(file, "version mismatch", VERSION, header.getInt(header.position() + 4));
    int tokens = header.getInt(header.position() + 8);
    if (tokens < 0) {
      throw new DataException(
          "Token shard " + file + ": the header states " + tokens + " tokens, a negative number");
    }
    ShardHeader parsed = new ShardHeader(tokens);
    if (fileBytes != parsed.fileBytes()) {
      throw new DataException(
          "Token shard "
              + file
              + " has the wrong size: expected "
              + parsed.fileBytes()
              + " bytes (1024 + 2 × "
              + tokens
              + " tokens), got "
              + fileBytes
              + (fileBytes < parsed.fileBytes()
                  ? ".\nIt is truncated; copy or write it again"
                  : ".\nThere are bytes behind the last token; copy or write it again"));
    }
    return parsed;
  }

  private static void check(Path file, String what, int expected, int got) {
    if (expected != got) {
      throw new DataException(
          "Token shard "
              + file
              + ": "
              + what
              + ": expected "
              + expected
              + ", got "
              + got
              + ".\nShards are the .bin files of llm.c; "
              + ProgramName.typed()
              + " data text makes them from text");
    }
  }
}
