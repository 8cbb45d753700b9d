package dev.hydrant.trainer.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@link Storage} on the heap, which is gone with the process. Not safe for several threads. */
final class MemoryStorage implements Storage {
  /**
   * The bytes of a file in pieces, as they were written; a directory is a path with files below.
   */
  private final Map<Path, List<byte[]>> files = new TreeMap<>();

  @Override
  public void createDirectories(Path directory) {}

  @Override
  public Writer create(Path file) throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    if (files.putIfAbsent(file, pieces) != null) {
      throw new FileAlreadyExistsException(file.toString());
    }
    return new Writer() {
      @Override
      public void write(ByteBuffer bytes) {
        byte[] piece = new byte[bytes.remaining()];
        bytes.get(piece);
        pieces.add(piece);
      }

      @Override
      public void force() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public SeekableByteChannel open(Path file) throws IOException {
    List<byte[]> pieces = files.get(file);
    if (pieces == null) {
      throw new NoSuchFileException(file.toString());
    }
    return new Reader(pieces);
  }

  @Override
  public List<Path> list(Path directory) {
    return files.keySet().stream()
        .filter(f -> f.startsWith(directory) && !f.equals(directory))
        .map(f -> directory.resolve(directory.relativize(f).getName(0)))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public void link(Path link, Path target) {
    throw new UnsupportedOperationException("memory has no links");
  }

  @Override
  public List<Path> links(Path directory) {
    return List.of();
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    files.remove(to);
    rename(from, to);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (!list(to).isEmpty() || files.containsKey(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    for (Path file : List.copyOf(files.keySet())) {
      if (file.equals(from)) {
        files.put(to, files.remove(file));
      } else if (file.startsWith(from)) {
        files.put(to.resolve(from.relativize(file)), files.remove(file));
      }
    }
  }

  @Override
  public void forceDirectory(Path directory) {}

  @Override
  public void delete(Path path) {
    files.remove(path);
  }

  @Override
  public long freeBytes(Path path) {
    return Long.MAX_VALUE;
  }

  private static final class Reader implements SeekableByteChannel {
    private final List<byte[]> pieces;
    private long position;
    private boolean open = true;

    Reader(List<byte[]> pieces) {
      this.pieces = pieces;
    }

    @Override
    public int read(ByteBuffer to) {
      long start = 0;
      for (byte[] piece : pieces) {
        if (position < start + piece.length) {
          int at = (int) (position - start);
          int n = Math.min(to.remaining(), piece.length - at);
          to.put(piece, at, n);
          position += n;
          return n;
        }
        start += piece.length;
      }
      return -1;
    }

    @Override
    public int write(ByteBuffer from) {
      throw new NonWritableChannelException();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
      position = to;
      return this;
    }

    @Override
    public long size() {
      return pieces.stream().mapToLong(p -> p.length).sum();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
