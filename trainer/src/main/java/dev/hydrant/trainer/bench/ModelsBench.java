package dev.hydrant.trainer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.BenchSize;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures one training step of every language model at the same size, 6 layers of width 384 on one
 * row of 1024 tokens, and again on a row of 2048. Each measurement is a process of its own, so that
 * its peak memory is its own.
 */
public final class ModelsBench {
  /**
   * One model.
   *
   * @param parameters learned values and buffers
   * @param stepMillis median time of a step of 1024 tokens; the mean where steps differ by chance
   * @param tokensPerSecond its speed
   * @param ceilingShare its arithmetic as a part of the matrix products measured between its steps
   * @param peakBytes most memory of its process
   * @param doubling time of a step of 2048 tokens, as a multiple
   */
  public record Row(
      String config,
      long parameters,
      double stepMillis,
      double tokensPerSecond,
      double ceilingShare,
      long peakBytes,
      double doubling) {}

  private static final int TOKENS = 1024;
  private static final int STEPS_THAT_VARY = 16;

  private final Map<String, ModelAdapter<?>> models;
  private final int steps;

  /**
   * @param models those that can be measured; all others are passed over
   * @param steps steps that count, of each measurement
   */
  public ModelsBench(ModelRegistry models, int steps) {
    this.models = measured(models);
    this.steps = steps;
  }

  private static Map<String, ModelAdapter<?>> measured(ModelRegistry registry) {
    Map<String, ModelAdapter<?>> found = new LinkedHashMap<>();
    for (String type : registry.types()) {
      ModelAdapter<?> adapter = registry.get(type);
      if (adapter.benchSize(TOKENS).isPresent()) {
        found.put(adapter.configName(), adapter);
      }
    }
    return found;
  }

  /** The configurations it knows, in the order of the table. */
  public List<String> names() {
    return List.copyOf(models.keySet());
  }

  /** What brings a configuration to the size that is measured. */
  public BenchSize size(String config, int tokens) {
    return models.get(config).benchSize(tokens).orElseThrow();
  }

  /** Measures a model. */
  public Row run(String config, Consumer<String> telling) {
    JsonNode one = measure(config, TOKENS, telling);
    JsonNode two = measure(config, 2 * TOKENS, telling);
    boolean vary = size(config, TOKENS).stepsVary();
    double seconds = one.get(vary ? "mean_ms" : "step_ms").asDouble() / 1e3;
    String compared = vary ? "mean_ms" : "least_ms";
    return new Row(
        config,
        one.get("parameters").asLong(),
        1e3 * seconds,
        one.get("items").asDouble() / seconds,
        one.get("flops").asDouble() / seconds / one.get("gemm_flops").asDouble(),
        one.get("peak_bytes").asLong(),
        two.get(compared).asDouble() / one.get(compared).asDouble());
  }

  private JsonNode measure(String config, int tokens, Consumer<String> telling) {
    telling.accept(config + ", " + tokens + " tokens");
    List<String> command = new ArrayList<>(java());
    BenchSize size = size(config, tokens);
    int count = size.stepsVary() ? Math.max(steps, STEPS_THAT_VARY) : steps;
    command.addAll(List.of("bench", "train", "--json", "--warmup=1", "--steps=" + count));
    command.add("--config-name=" + config);
    command.addAll(size.overrides());
    try {
      Path errors = Files.createTempFile("hydrant-bench", ".err");
      try {
        Process child = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!child.waitFor(1, TimeUnit.MINUTES) || child.exitValue() != 0) {
          throw UserException.failure(
              "measuring %s failed:\n%s".formatted(config, Files.readString(errors).strip()));
        }
        String line = out.lines().filter(l -> l.startsWith("{")).findFirst().orElse("{}");
        return new ObjectMapper().readTree(line);
      } finally {
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      throw UserException.failure("cannot measure " + config + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failure("interrupted");
    }
  }

  /** How this very program was started, up to its arguments. */
  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.hydrant.trainer.cli.Main");
    return command;
  }
}
