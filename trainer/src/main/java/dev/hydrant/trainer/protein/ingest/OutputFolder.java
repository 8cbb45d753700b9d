package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.data.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/** A folder that appears whole or not at all: it is filled under another name beside its place. */
final class OutputFolder implements Closeable {
  private final Path target;
  private final Path unfinished;

  private OutputFolder(Path target, Path unfinished) {
    this.target = target;
    this.unfinished = unfinished;
  }

  /** Begins an empty folder; what is at the target stays until {@link #commit}. */
  static OutputFolder begin(Path out, boolean force) throws IOException {
    Path target = out.toAbsolutePath().normalize();
    if (!force && Files.exists(target) && !isEmpty(target)) {
      throw new DataException(
          out + " is there already.\nGive another folder, or replace it with --force");
    }
    Files.createDirectories(target.getParent());
    Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
    delete(unfinished);
    return new OutputFolder(target, Files.createDirectory(unfinished));
  }

  private static boolean isEmpty(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  Path path() {
    return unfinished;
  }

  /** Waits until a file would survive a power failure. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Gives the folder its name; an old one is removed afterwards. */
  void commit() throws IOException {
    Path old = target.resolveSibling("." + target.getFileName() + ".old");
    delete(old);
    boolean replaced = Files.exists(target);
    if (replaced) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    if (replaced) {
      delete(old);
    }
  }

  @Override
  public void close() throws IOException {
    delete(unfinished);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, IOException e) throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
