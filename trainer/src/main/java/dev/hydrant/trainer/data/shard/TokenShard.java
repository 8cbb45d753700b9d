package dev.hydrant.trainer.data.shard;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.TokenSequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A token shard for reading, mapped into memory. The mapping goes with the garbage collector; the
 * file itself is closed at once.
 */
public final class TokenShard implements TokenSequence {
  /** A mapping holds at most 2 GiB; a shard may have twice that. */
  private static final int MAPPED_TOKENS = 1 << 29;

  private final Path path;
  private final int length;
  private final int pieceTokens;
  private final ShortBuffer[] pieces;

  private TokenShard(Path path, int length, int pieceTokens, ShortBuffer[] pieces) {
    this.path = path;
    this.length = length;
    this.pieceTokens = pieceTokens;
    this.pieces = pieces;
  }

  /**
   * Opens a shard and checks its header and size.
   *
   * @throws DataException if it is missing, unreadable or not a whole shard
   */
  public static TokenShard open(Path path) {
    return open(path, MAPPED_TOKENS);
  }

  static TokenShard open(Path path, int pieceTokens) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      int tokens = header(path, channel).tokens();
      ShortBuffer[] pieces =
          new ShortBuffer[(int) (((long) tokens + pieceTokens - 1) / pieceTokens)];
      for (int i = 0; i < pieces.length; i++) {
        long from = (long) i * pieceTokens;
        long count = Math.min(pieceTokens, tokens - from);
        pieces[i] =
            channel
                .map(FileChannel.MapMode.READ_ONLY, ShardHeader.BYTES + 2 * from, 2 * count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
      }
      return new TokenShard(path, tokens, pieceTokens, pieces);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * Returns the number of tokens of a shard after checking its header and size, mapping nothing.
   */
  public static int tokensIn(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return header(path, channel).tokens();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(long position, long[] into, int offset, int count) {
    if (position < 0 || position + count > length) {
      throw new IndexOutOfBoundsException(
          "tokens " + position + " to " + (position + count) + " of " + length + " in " + path);
    }
    short[] raw = new short[count];
    int done = 0;
    while (done < count) {
      long from = position + done;
      int inPiece = (int) (from % pieceTokens);
      int some = Math.min(count - done, pieceTokens - inPiece);
      copy(pieces[(int) (from / pieceTokens)], inPiece, raw, done, some);
      done += some;
    }
    for (int i = 0; i < count; i++) {
      into[offset + i] = raw[i] & 0xFFFF;
    }
  }

  /** A page that is not there any more (truncated file, failing disk) arrives as InternalError. */
  private void copy(ShortBuffer piece, int from, short[] raw, int offset, int count) {
    try {
      piece.get(from, raw, offset, count);
    } catch (InternalError e) {
      throw new DataException(
          "Token shard "
              + path
              + " was cut short or became unreadable while it was being read.\n"
              + "Put the whole file back and resume",
          e);
    }
  }

  private static ShardHeader header(Path path, FileChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(ShardHeader.BYTES);
    while (header.hasRemaining() && channel.read(header) >= 0) {
      // reads until the header is full or the file ends
    }
    return ShardHeader.parse(path, header.flip(), channel.size());
  }

  private static DataException unreadable(Path path, IOException e) {
    String reason = e instanceof NoSuchFileException ? "there is no such file" : e.toString();
    return new DataException("Cannot read token shard " + path + ": " + reason, e);
  }
}
