package dev.hydrant.trainer.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory of this process, as far as Linux tells. */
final class ProcessMemory {
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE = 4096;

  private ProcessMemory() {}

  /** What is resident now, heap and native. */
  static OptionalLong residentBytes() {
    try {
      String[] pages = Files.readString(STATM, StandardCharsets.US_ASCII).split(" ");
      return OptionalLong.of(Long.parseLong(pages[1]) * PAGE);
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
