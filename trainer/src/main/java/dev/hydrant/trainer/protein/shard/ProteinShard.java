package dev.hydrant.trainer.protein.shard;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import dev.hydrant.trainer.data.dataset.Dataset;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A protein shard in memory, read at any chain; several threads may read at once. What is read is
 * checked: the size and the index when the shard is opened, each chain's bytes when it is read.
 *
 * <pre>{@code
 * ProteinShard shard = ProteinShard.open(Path.of("data/mine/proteins.hps"));
 * ProteinChain first = shard.get(0);
 * }</pre>
 */
public final class ProteinShard implements Dataset<ProteinChain> {
  private static final int BLOCK = 1 << 20;

  private final Path path;
  private final ShardHeader header;
  private final MappedBytes bytes;
  private final ByteBuffer index;

  private ProteinShard(Path path, ShardHeader header, MappedBytes bytes, ByteBuffer index) {
    this.path = path;
    this.header = header;
    this.bytes = bytes;
    this.index = index;
  }

  /**
   * Opens a shard, which must not change from now on.
   *
   * @throws DataException if it is missing, no protein shard, truncated or damaged
   */
  public static ProteinShard open(Path path) {
    SizedFile file = SizedFile.open(path);
    ByteBuffer first = file.read(0, (int) Math.min(ShardHeader.BYTES, file.bytes()));
    ShardHeader header = ShardHeader.parse(path, first, file.bytes());
    try {
      MappedBytes bytes = MappedBytes.of(path);
      byte[] index =
          bytes.read(
              header.indexAt(), Math.multiplyExact(header.chains(), ShardHeader.INDEX_ENTRY));
      if (ShardHeader.crc(index, 0, index.length) != header.indexCrc()) {
        throw ShardHeader.fault(path, "has a damaged index");
      }
      return new ProteinShard(
          path, header, bytes, ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw SizedFile.unreadable(path, e);
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** Number of chains. */
  @Override
  public long size() {
    return header.chains();
  }

  /** Number of residues of all chains. */
  public long residues() {
    return header.residues();
  }

  /** Number of residues of a chain, without reading it. */
  public int length(long chain) {
    return index.getInt(entry(chain) + 8);
  }

  /**
   * Reads a chain.
   *
   * @throws DataException if its bytes are not those that were written
   */
  @Override
  public ProteinChain get(long chain) {
    int entry = entry(chain);
    long from = index.getLong(entry);
    long to =
        chain + 1 < size() ? index.getLong(entry + ShardHeader.INDEX_ENTRY) : header.indexAt();
    byte[] read = read(from, (int) (to - from));
    if (ShardHeader.crc(read, 0, read.length) != index.getInt(entry + 12)) {
      throw damaged(chain);
    }
    try {
      return ChainCodec.decode(read);
    } catch (BufferUnderflowException e) {
      throw damaged(chain);
    }
  }

  @Override
  public String locate(long chain) {
    return "chain " + chain + " of " + path;
  }

  private DataException damaged(long chain) {
    return ShardHeader.fault(path, "has damaged bytes in chain " + chain);
  }

  private int entry(long chain) {
    if (chain < 0 || chain >= size()) {
      throw new IndexOutOfBoundsException("chain " + chain + " of " + size() + " in " + path);
    }
    return (int) chain * ShardHeader.INDEX_ENTRY;
  }

  /** Pages of a file that was cut short since are gone; Java tells by an error. */
  private byte[] read(long from, int count) {
    try {
      if (Files.size(path) == header.fileBytes()) {
        return bytes.read(from, count);
      }
    } catch (IOException e) {
      throw SizedFile.unreadable(path, e);
    } catch (InternalError e) {
      throw new DataException(path + " has changed while it was in use: a part of it is gone", e);
    }
    throw ShardHeader.fault(
        path, "has changed while it was in use: it had " + header.fileBytes() + " bytes");
  }

  /**
   * Reads all bytes and compares their SHA-256 with that in the header.
   *
   * @throws DataException if they differ
   */
  public void verify() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    for (long at = ShardHeader.BYTES; at < header.fileBytes(); at += BLOCK) {
      digest.update(read(at, (int) Math.min(BLOCK, header.fileBytes() - at)));
    }
    if (!MessageDigest.isEqual(digest.digest(), header.sha256())) {
      throw ShardHeader.fault(path, "does not have the bytes that its SHA-256 is of");
    }
  }
}
