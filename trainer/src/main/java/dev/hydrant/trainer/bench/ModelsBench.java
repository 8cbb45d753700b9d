package dev.hydrant.trainer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final List<String> COMMON =
      List.of("grad_accum_steps=1", "precision=fp32", "val_loss_every=0");
  private static final List<String> DEEP =
      List.of("model_cfg.n_layers=6", "model_cfg.d_model=384", "model_cfg.num_heads=6");

  /** Their rows are as long as the batch. */
  private static final Set<String> WHOLE_ROWS = Set.of("current_best_gpt", "mtp", "base_mtp");

  /** Each step masks another part of its tokens, and computes logits at the masks alone. */
  private static final Set<String> RANDOM = Set.of("mdlm", "d3pm", "sedd");

  private static final int STEPS_OF_RANDOM = 16;

  private static final List<String> WIDE =
      List.of("model_cfg.num_layers=6", "model_cfg.model_dim=384", "model_cfg.num_heads=6");

  /** How each model is brought to that size. */
  private static final Map<String, List<String>> SIZES =
      Map.ofEntries(
          Map.entry("gpt2", DEEP),
          Map.entry("vanilla", DEEP),
          Map.entry("current_best_gpt", WIDE),
          Map.entry("ngpt", WIDE),
          Map.entry("nsa", WIDE),
          Map.entry("mtp", WIDE),
          Map.entry("base_mtp", WIDE),
          Map.entry("mamba", List.of("model_cfg.n_layers=6", "model_cfg.d_model=384")),
          Map.entry(
              "megabyte",
              List.of(
                  "model_cfg.d_local=384",
                  "model_cfg.n_layers_d_local=3",
                  "model_cfg.n_layers_d_global=3",
                  "model_cfg.local_n_heads=6",
                  "model_cfg.global_n_heads=6",
                  "model_cfg.d_global_pre_patch=24")),
          Map.entry("mod", DEEP),
          Map.entry("moe", DEEP),
          Map.entry("mdlm", DEEP),
          Map.entry("d3pm", DEEP),
          Map.entry("sedd", DEEP),
          Map.entry(
              "rd",
              List.of(
                  "model_cfg.d_model=384",
                  "model_cfg.num_heads=6",
                  "model_cfg.l_p=1",
                  "model_cfg.l_core=4",
                  "model_cfg.l_c=1",
                  "model_cfg.mean_recurrence=4")));

  private static final List<String> ORDER =
      List.of(
          "vanilla",
          "gpt2",
          "current_best_gpt",
          "ngpt",
          "nsa",
          "mtp",
          "base_mtp",
          "mamba",
          "megabyte",
          "mod",
          "moe",
          "rd",
          "mdlm",
          "d3pm",
          "sedd");

  private final int steps;

  /**
   * @param steps steps that count, of each measurement
   */
  public ModelsBench(int steps) {
    this.steps = steps;
  }

  /** The configurations it knows, in the order of the table. */
  public static List<String> names() {
    return ORDER;
  }

  /** What makes a configuration the size that is measured, beside the length of a row. */
  public static List<String> overrides(String config, int tokens) {
    List<String> all = new ArrayList<>(COMMON);
    all.addAll(SIZES.get(config));
    all.add("seq_len=" + tokens);
    if (!WHOLE_ROWS.contains(config)) {
      all.add("model_cfg.n_ctx=" + tokens);
    }
    return all;
  }

  /** Measures a model. */
  public Row run(String config, Consumer<String> telling) {
    JsonNode one = measure(config, TOKENS, telling);
    JsonNode two = measure(config, 2 * TOKENS, telling);
    boolean random = RANDOM.contains(config);
    double seconds = one.get(random ? "mean_ms" : "step_ms").asDouble() / 1e3;
    String compared = random ? "mean_ms" : "least_ms";
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
    int count = RANDOM.contains(config) ? Math.max(steps, STEPS_OF_RANDOM) : steps;
    command.addAll(List.of("bench", "train", "--json", "--warmup=1", "--steps=" + count));
    command.add("--config-name=" + config);
    command.addAll(overrides(config, tokens));
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
    command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.hydrant.trainer.cli.Main");
    return command;
  }
}
