package dev.hydrant.trainer.data.tokens;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a stream of tokens as {@code <prefix>_000000.bin}, {@code <prefix>_000001.bin}, …. Nothing
 * is visible under these names until {@link #publish}; closed before, nothing remains. A document
 * may begin in one shard and end in the next.
 */
public final class ShardSetWriter implements Closeable {
  /** Tokens in a full shard, as the FineWeb scripts write them. */
  public static final int TOKENS_PER_SHARD = 100_000_000;

  private final Path directory;
  private final String prefix;
  private final int tokensPerShard;
  private final List<ShardWriter> shards = new ArrayList<>();
  private long tokens;

  /** Starts a set in a directory, which must exist. */
  public ShardSetWriter(Path directory, String prefix, int tokensPerShard) {
    if (tokensPerShard < 1) {
      throw new IllegalArgumentException("a shard holds at least one token");
    }
    this.directory = directory;
    this.prefix = prefix;
    this.tokensPerShard = tokensPerShard;
  }

  /** Appends one token, {@code 0 <= token < 65536}. */
  public void write(int token) throws IOException {
    if (tokens % tokensPerShard == 0) {
      next();
    }
    shards.get(shards.size() - 1).write(token);
    tokens++;
  }

  /** Number of tokens so far. */
  public long tokens() {
    return tokens;
  }

  /**
   * Makes all shards durable under their temporary names, in order; no token may be written
   * afterwards.
   */
  public List<FinishedShard> finish() throws IOException {
    if (!shards.isEmpty()) {
      shards.get(shards.size() - 1).finish();
    }
    return shards.stream().map(ShardWriter::finished).toList();
  }

  /** Moves the finished shards to their places. */
  public void publish() throws IOException {
    for (ShardWriter shard : shards) {
      shard.publish();
    }
  }

  /** Returns when the names in a directory would survive a power failure. */
  public static void force(Path directory) throws IOException {
    if (directory.getFileSystem().getSeparator().equals("\\")) {
      return; // Windows opens no directories, and journals renames
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void next() throws IOException {
    if (!shards.isEmpty()) {
      shards.get(shards.size() - 1).finish();
    }
    Files.createDirectories(directory);
    shards.add(
        new ShardWriter(directory.resolve(String.format("%s_%06d.bin", prefix, shards.size()))));
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (ShardWriter shard : shards) {
      try {
        shard.close();
      } catch (IOException e) {
        first = e;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
