package dev.hydrant.trainer.lm;

import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recorded curves by model type, with the processor they were recorded on.
 *
 * @param processor its {@link #signature()}: elsewhere sums are taken in another order
 */
record GoldenFile(String processor, Map<String, GoldenCurve> curves) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static GoldenFile read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), GoldenFile.class);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    GoldenFile sorted = new GoldenFile(processor, new TreeMap<>(curves));
    Files.writeString(file, JSON.writeValueAsString(sorted) + "\n");
  }

  /** Model, instruction sets and threads of this machine, which decide how kernels add up. */
  static String signature() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    List<String> lines = Files.exists(info) ? Files.readAllLines(info) : List.of();
    String[] flags = value(lines, "flags").split(" ");
    Arrays.sort(flags);
    byte[] hash =
        GoldenCurve.sha256().digest(String.join(" ", flags).getBytes(StandardCharsets.UTF_8));
    return "%s, %s, flags %s, %d threads"
        .formatted(
            System.getProperty("os.arch"),
            value(lines, "model name"),
            HexFormat.of().formatHex(hash, 0, 8),
            JniUtils.getNumThreads());
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(l -> l.startsWith(key))
        .map(l -> l.substring(l.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
