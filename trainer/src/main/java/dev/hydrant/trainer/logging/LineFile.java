package dev.hydrant.trainer.logging;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text file that grows by lines, each handed to the operating system at once. Its owner has all
 * its lines, so that a file that vanished is made again, and what could not be written, as on a
 * full disk, is written later; the run goes on meanwhile, with one error in the log.
 */
final class LineFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);

  private final Path file;
  private final Supplier<List<String>> content;
  private Writer out;

  /** After a failure, the lines to come before writing is tried again. */
  private int patience;

  private boolean failed;

  /**
   * @param content all lines, what is being added included
   */
  LineFile(Path file, Supplier<List<String>> content) {
    this.file = file;
    this.content = content;
  }

  /** Replaces the whole content, in one step, and goes on behind it. */
  void rewrite() {
    attempt(this::replace);
  }

  /** Adds a line. */
  void add(String line) {
    attempt(
        () -> {
          if (failed || Files.notExists(file)) {
            if (!failed) {
              LOG.error("{} has vanished and is written again", file);
            }
            replace();
          } else {
            out.write(line + "\n");
            out.flush();
          }
        });
  }

  private void replace() throws IOException {
    if (out != null) {
      closeQuietly();
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(temporary, content.get());
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  /** What it could not write is among the lines of its owner. */
  private void closeQuietly() {
    try {
      out.close();
    } catch (IOException e) {
      LOG.debug("{}", e.toString());
    }
  }

  /** Closes the file; what is still unwritten gets its last chance. */
  @Override
  public void close() {
    if (failed) {
      patience = 0;
      attempt(this::replace);
    }
    if (out != null) {
      closeQuietly();
    }
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void attempt(Writing writing) {
    if (patience-- > 0) {
      return;
    }
    patience = 0;
    try {
      writing.run();
      if (failed) {
        LOG.info("{} is written again; nothing is lost", file);
      }
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        LOG.error("{} cannot be written ({}); the run goes on without.", file, e.toString());
      }
      failed = true;
      patience = content.get().size() / 10; // all lines are written then, so not at each one
    }
  }
}
