package dev.hydrant.trainer.protein.shard;

import dev.hydrant.trainer.data.NewFile;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Writes a protein shard to a temporary file beside its place; {@link #publish} makes it durable
 * and moves it there in one step. Closed before, nothing remains. Of the chains only 16 bytes each
 * stay in memory.
 *
 * <pre>{@code
 * try (ProteinShardWriter shard = new ProteinShardWriter(Path.of("all.hps"), Precision.EXACT)) {
 *   chains.forEach(shard::add);
 *   shard.publish();
 * }
 * }</pre>
 */
public final class ProteinShardWriter implements Closeable {
  private final NewFile file;
  private final Precision precision;
  private final FileChannel channel;
  private final MessageDigest digest;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(1 << 18);
  private ByteBuffer index =
      ByteBuffer.allocate(64 * ShardHeader.INDEX_ENTRY).order(ByteOrder.LITTLE_ENDIAN);
  private long position = ShardHeader.BYTES;
  private int chains;
  private long residues;

  /** Begins a shard; its folder is made if it is missing. */
  public ProteinShardWriter(Path target, Precision precision) throws IOException {
    this.file = NewFile.in(target);
    this.precision = precision;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    this.channel =
        FileChannel.open(
            file.temporary(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    channel.position(ShardHeader.BYTES);
  }

  /** Appends a chain. */
  public void add(ProteinChain chain) throws IOException {
    byte[] bytes = ChainCodec.encode(chain, precision);
    if (index.remaining() < ShardHeader.INDEX_ENTRY) {
      index =
          ByteBuffer.wrap(Arrays.copyOf(index.array(), 2 * index.capacity()))
              .order(ByteOrder.LITTLE_ENDIAN)
              .position(index.position());
    }
    index.putLong(position + pending.size()).putInt(chain.length());
    index.putInt(ShardHeader.crc(bytes, 0, bytes.length));
    pending.writeBytes(bytes);
    chains++;
    residues += chain.length();
    if (pending.size() >= 1 << 18) {
      drain();
    }
  }

  /** Number of chains so far. */
  public int chains() {
    return chains;
  }

  /** Number of residues so far. */
  public long residues() {
    return residues;
  }

  /** Completes the file, waits until it would survive a power failure, and gives it its name. */
  public void publish() throws IOException {
    drain();
    long indexAt = position;
    byte[] entries = Arrays.copyOf(index.array(), index.position());
    pending.writeBytes(entries);
    drain();
    CRC32 crc = new CRC32();
    crc.update(entries);
    ByteBuffer header =
        new ShardHeader(chains, residues, indexAt, position, digest.digest(), (int) crc.getValue())
            .toBytes();
    while (header.hasRemaining()) {
      channel.write(header, header.position());
    }
    channel.close();
    file.publish();
  }

  private void drain() throws IOException {
    byte[] bytes = pending.toByteArray();
    pending.reset();
    digest.update(bytes);
    position += bytes.length;
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      channel.close();
    }
  }
}
