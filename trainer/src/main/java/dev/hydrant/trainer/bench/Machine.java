package dev.hydrant.trainer.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a measurement ran on, as far as Linux tells. */
public final class Machine {
  private Machine() {}

  /** Processor, cores, threads of native code and versions in one line. */
  public static String describe() {
    String threads = System.getenv("OMP_NUM_THREADS");
    return "%s, %d cores, %s threads, %s, Java %s, PyTorch 2.3.1 by DJL 0.29.0"
        .formatted(
            value("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch")),
            Runtime.getRuntime().availableProcessors(),
            threads == null ? "as many" : threads,
            System.getProperty("os.name"),
            Runtime.version());
  }

  /**
   * How many programs competed for a core in the last minute; says whether the machine was quiet.
   */
  public static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
  }

  /** The most memory this process had resident, in bytes; 0 if unknown. */
  static long peakBytes() {
    return value("/proc/self/status", "VmHWM")
        .map(v -> Long.parseLong(v.replace("kB", "").strip()) * 1024)
        .orElse(0L);
  }

  private static Optional<String> value(String file, String key) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(l -> l.startsWith(key))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
