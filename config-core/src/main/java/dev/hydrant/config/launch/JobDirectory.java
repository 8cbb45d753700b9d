package dev.hydrant.config.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One job's directory: its status, and the fence that keeps a forgotten process of an earlier
 * attempt, say on a node that was believed lost, from overwriting its successor's results.
 */
public final class JobDirectory {
  private static final String LOCK = ".status.lock";
  private final Path path;

  /** A directory that exists or will be created by {@link #plan}. */
  public JobDirectory(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /** The current status, or empty if the directory holds no job. */
  public Optional<JobStatus> status() {
    try {
      return StatusFile.read(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the job's status in " + path, e);
    }
  }

  /** Makes the directory with a pending status, unless it holds one. */
  public JobStatus plan(JobStatus pending) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the job directory " + path, e);
    }
    return update(old -> old == null ? pending : old);
  }

  /** Begins the next attempt and returns its status; earlier attempts are fenced off from now. */
  public JobStatus begin(java.time.Instant now) {
    return update(
        old -> {
          if (old == null) {
            throw new IllegalStateException("no job was planned in " + path);
          }
          return old.started(now);
        });
  }

  /**
   * Replaces the status of an attempt.
   *
   * @throws FencedException if a later attempt has begun
   */
  public JobStatus end(int attempt, UnaryOperator<JobStatus> change) {
    return update(
        old -> {
          check(old, attempt);
          return change.apply(old);
        });
  }

  /**
   * Checks, before anything is written into the directory, that no later attempt has begun.
   *
   * @throws FencedException if one has
   */
  public void ensureCurrent(int attempt) {
    status().ifPresent(s -> check(s, attempt));
  }

  private static void check(JobStatus current, int attempt) {
    if (current != null && current.attempt() > attempt) {
      throw new FencedException(current, attempt);
    }
  }

  private JobStatus update(UnaryOperator<JobStatus> change) {
    synchronized (JobDirectory.class) { // file locks do not exclude threads of one JVM
      try (FileChannel channel =
              FileChannel.open(
                  path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        JobStatus old = StatusFile.read(path).orElse(null);
        JobStatus now = change.apply(old);
        if (held.isValid() && !now.equals(old)) {
          StatusFile.write(path, now);
        }
        return now;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the job's status in " + path, e);
      }
    }
  }
}
