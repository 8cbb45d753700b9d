package dev.hydrant.trainer.logging;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text file that grows by lines, each handed to the operating system at once. Should the disk
 * fill or the directory vanish, there is one error in the log and the run goes on without.
 */
final class LineFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);

  private final Path file;
  private Writer out;
  private boolean failed;

  LineFile(Path file) {
    this.file = file;
  }

  /** Replaces the whole content, in one step, and goes on behind it. */
  void rewrite(List<String> lines) {
    attempt(
        () -> {
          if (out != null) {
            out.close();
          }
          Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
          Files.write(temporary, lines);
          Files.move(
              temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        });
  }

  /** Adds a line. */
  void add(String line) {
    attempt(
        () -> {
          out.write(line + "\n");
          out.flush();
        });
  }

  @Override
  public void close() {
    attempt(() -> out.close());
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void attempt(Writing writing) {
    if (failed) {
      return;
    }
    try {
      writing.run();
    } catch (IOException e) {
      failed = true;
      LOG.error("{} can no longer be written ({}); the run goes on without.", file, e.toString());
    }
  }
}
