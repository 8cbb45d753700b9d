package dev.hydrant.trainer.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is written under another name beside its place, and moved there in one step when it
 * is whole: no one ever sees half of it, and an old file stays until then.
 *
 * <pre>{@code
 * try (NewFile file = NewFile.in(target)) {
 *   // write to file.temporary()
 *   file.publish();
 * }
 * }</pre>
 */
public final class NewFile implements Closeable {
  private final Path target;
  private final Path temporary;
  private boolean published;

  private NewFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /** Chooses the name; the folder is made if it is missing. */
  public static NewFile in(Path target) throws IOException {
    Path whole = target.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    String mark = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return new NewFile(whole, whole.resolveSibling("." + whole.getFileName() + "." + mark));
  }

  /** Where to write. */
  public Path temporary() {
    return temporary;
  }

  /** Moves the file to its place, once it would survive a power failure. */
  public void publish() throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    published = true;
  }

  /** Removes what was written, unless it was published. */
  @Override
  public void close() throws IOException {
    if (!published) {
      Files.deleteIfExists(temporary);
    }
  }

  /** The message for a file that cannot be written. */
  public static DataException unwritable(Path target, IOException e) {
    String reason =
        Files.isDirectory(target)
            ? "it is a directory"
            : e instanceof AccessDeniedException
                ? "permission denied"
                : e instanceof NoSuchFileException ? "there is no such folder" : e.toString();
    return new DataException(
        "Cannot write %s: %s.\nThe file is as it was; give another place, or make room"
            .formatted(target, reason),
        e);
  }
}
