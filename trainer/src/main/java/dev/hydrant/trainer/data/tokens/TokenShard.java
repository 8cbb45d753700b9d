package dev.hydrant.trainer.data.tokens;

import dev.hydrant.trainer.data.SizedFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** A token shard for reading. */
public final class TokenShard implements TokenSequence {
  private final SizedFile file;
  private final int length;

  private TokenShard(SizedFile file, int length) {
    this.file = file;
    this.length = length;
  }

  /**
   * Opens a shard, which must not change from now on, and checks its header and size.
   *
   * @throws dev.hydrant.trainer.data.DataException if it is missing, unreadable or not a whole
   *     shard
   */
  public static TokenShard open(Path path) {
    SizedFile file = SizedFile.open(path);
    ByteBuffer header = file.read(0, (int) Math.min(ShardHeader.BYTES, file.bytes()));
    return new TokenShard(file, ShardHeader.parse(path, header, file.bytes()).tokens());
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long position, long[] into, int offset, int count) {
    TokenSequence.checkRange(this, position, count);
    ByteBuffer bytes = file.read(ShardHeader.BYTES + 2 * position, 2 * count);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      into[offset + i] = bytes.getShort() & 0xFFFF;
    }
  }
}
