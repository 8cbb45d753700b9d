package dev.hydrant.trainer.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A storage whose n-th operation goes wrong in a chosen way. A crash takes with it whatever was not
 * forced to disk, and every later operation.
 */
class FailingStorage implements Storage {
  enum Mode {
    IO_ERROR,
    SHORT_WRITE_THEN_FULL,
    CRASH_BEFORE,
    CRASH_AFTER
  }

  /** The process ends here; no handler may catch it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Storage real = new DiskStorage();
  private final Mode mode;
  private final int failing;
  private final Set<Path> unforced = new HashSet<>();
  private int count;
  private boolean dead;

  FailingStorage(Mode mode, int failing) {
    this.mode = mode;
    this.failing = failing;
  }

  int operations() {
    return count;
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private <T> T step(Action<T> action) throws IOException {
    if (dead) {
      throw new Crash();
    }
    count++;
    if (count != failing) {
      return action.run();
    }
    switch (mode) {
      case CRASH_AFTER -> {
        action.run();
        throw crash();
      }
      case CRASH_BEFORE -> throw crash();
      default -> throw new IOException("injected failure of operation " + count);
    }
  }

  private Crash crash() throws IOException {
    dead = true;
    for (Path p : unforced) {
      if (Files.exists(p)) {
        Files.write(p, new byte[0]);
      }
    }
    return new Crash();
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    step(
        () -> {
          real.createDirectories(directory);
          return null;
        });
  }

  @Override
  public Writer create(Path file) throws IOException {
    Writer writer = step(() -> real.create(file));
    unforced.add(file);
    return new Writer() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        if (mode == Mode.SHORT_WRITE_THEN_FULL && count + 1 == failing && bytes.remaining() > 1) {
          count++;
          ByteBuffer half = bytes.duplicate().limit(bytes.position() + bytes.remaining() / 2);
          writer.write(half);
          throw new IOException("No space left on device");
        }
        step(
            () -> {
              // Never all at once: a caller that does not loop loses bytes.
              int n = Math.max(1, bytes.remaining() / 2);
              ByteBuffer part = bytes.duplicate().limit(bytes.position() + n);
              writer.write(part);
              bytes.position(part.position());
              return null;
            });
      }

      @Override
      public void force() throws IOException {
        step(
            () -> {
              writer.force();
              unforced.remove(file);
              return null;
            });
      }

      @Override
      public void close() throws IOException {
        writer.close();
        if (!dead) {
          step(() -> null);
        }
      }
    };
  }

  @Override
  public SeekableByteChannel open(Path file) throws IOException {
    return step(() -> real.open(file));
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    return step(() -> real.list(directory));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step(
        () -> {
          real.rename(from, to);
          return null;
        });
  }

  @Override
  public void link(Path link, Path target) throws IOException {
    step(
        () -> {
          real.link(link, target);
          return null;
        });
  }

  @Override
  public List<Path> links(Path directory) throws IOException {
    return step(() -> real.links(directory));
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    step(
        () -> {
          real.replace(from, to);
          return null;
        });
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    step(
        () -> {
          real.forceDirectory(directory);
          return null;
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    step(
        () -> {
          real.delete(path);
          return null;
        });
  }

  @Override
  public long freeBytes(Path path) throws IOException {
    return step(() -> real.freeBytes(path));
  }
}
