package dev.hydrant.config.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a file system says cheaply about a file, taken before its content is read; equal stamps mean
 * equal content unless the stamp is {@linkplain #racy() racy}.
 */
record Stamp(long modified, long size, Object key, long taken) {
  /** File systems count time in ticks; two writes within one tick cannot be told apart. */
  private static final long TICK_MILLIS = 50;

  static Stamp of(Path path) throws IOException {
    BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
    return new Stamp(
        a.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        a.isDirectory() ? 0 : a.size(),
        a.fileKey(),
        System.currentTimeMillis());
  }

  /** True if the file was written so shortly before that a later write may look the same. */
  boolean racy() {
    return taken - modified / 1_000_000 < TICK_MILLIS;
  }

  boolean sameAs(Stamp other) {
    return modified == other.modified && size == other.size && Objects.equals(key, other.key);
  }
}
