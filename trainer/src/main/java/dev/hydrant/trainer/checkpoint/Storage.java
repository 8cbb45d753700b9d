package dev.hydrant.trainer.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * The few file operations a checkpoint store needs, each of which can fail. It is a seam, not a
 * file system: tests replace it to let any single operation fail.
 */
public interface Storage {
  /** A new file being written. */
  interface Writer extends Closeable {
    /** Writes at least one and at most all of the remaining bytes, and moves the position. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when all bytes written so far would survive a power failure. */
    void force() throws IOException;
  }

  /** Creates a directory and its parents. */
  void createDirectories(Path directory) throws IOException;

  /** Creates a file that must not exist. */
  Writer create(Path file) throws IOException;

  /** Opens a file for reading. */
  SeekableByteChannel open(Path file) throws IOException;

  /** Returns the entries of a directory, sorted by name; empty if there is no such directory. */
  List<Path> list(Path directory) throws IOException;

  /** As {@link #list}, but nothing for a symbolic link, whose target is somebody else's. */
  default List<Path> listOwn(Path directory) throws IOException {
    return list(directory);
  }

  /** Renames in one step; the target must not exist. */
  void rename(Path from, Path to) throws IOException;

  /**
   * Makes a symbolic link in one step, in place of one of that name.
   *
   * @param target a name beside the link
   */
  void link(Path link, Path target) throws IOException;

  /** The symbolic links in a directory, sorted by name. */
  List<Path> links(Path directory) throws IOException;

  /** Renames in one step, over a file of that name. */
  void replace(Path from, Path to) throws IOException;

  /** Returns when the names in a directory would survive a power failure. */
  void forceDirectory(Path directory) throws IOException;

  /** Deletes one file or empty directory. */
  void delete(Path path) throws IOException;

  /** Free bytes where a path lies. */
  long freeBytes(Path path) throws IOException;
}
