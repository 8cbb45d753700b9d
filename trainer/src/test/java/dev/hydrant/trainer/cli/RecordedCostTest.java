package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.hydrant.trainer.forecast.Forecast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cost of recorded steps of all models at their default size: operations against closed forms,
 * the multiply-adds of each weight a token meets, thrice, and what comes on top; memory against
 * what the models' pages say.
 */
class RecordedCostTest {
  private static final double L = 12;
  private static final double D = 768;
  private static final double V = 50257;
  private static final double PADDED = 50304;

  /** Tokens of the only row. */
  private static final double T = 1024;

  /** Attention over a row, both ways: two products forward, five backward. */
  private static final double ATTENTION = 14 * T * D;

  private static final double BLOCKS = L * (6 * 12 * D * D + ATTENTION);

  /** One block of the eighth place has no attention. */
  private static final double TRUNK = 6 * (L * 8 + 11 * 4) * D * D + 11 * ATTENTION;

  /** A step that is told the time of each row: 256 numbers that need no gradient, D, D. */
  private static final double TIME = (4 * 256 * D + 6 * D * D) / T;

  private static final Pattern MEMORY =
      Pattern.compile(
          "(\\d+\\.\\d+) GB for a step, of which weights, gradients and the optimizer take (\\d+\\.\\d+) and"
              + " intermediate results (\\d+\\.\\d+)");

  @TempDir static Path dir;

  /** Logits at masks alone, forward, and again backward with two gradients. */
  private static double masks(DoubleUnaryOperator lost) {
    double mean = 0;
    for (int i = 0; i < 1000; i++) {
      mean += lost.applyAsDouble((i + 0.5) / 1000) / 1000;
    }
    return 8 * D * V * Math.round(T * mean) / T;
  }

  private static double cosine(double t) {
    double s = Math.sin(Math.PI / 2 * (t + 0.008) / 1.008);
    return s * s;
  }

  /** Of the steps 1 to 1000; see {@link #masks}. */
  private static double lostIn(double t) {
    double first = cosine(0);
    double now = Math.floor(t * 1000 + 1) / 1000;
    return (cosine(now) - first) / (1 - first);
  }

  private static double mamba() {
    double inner = 2 * D;
    double mixer = 3 * D * inner + inner * (48 + 2 * 16) + 48 * inner;
    double scan = inner * (25 * 16 + 2);
    double convolution = 6 * 4 * inner;
    return 6 * V * D + L * (6 * mixer + scan + convolution);
  }

  private static double megabyte() {
    double patch = 16;
    double global = 6 * 16 * 1024 * 1024 + 14 * T / patch * 1024;
    double local = 6 * 16 * 512 * 512 + 14 * patch * 512;
    // The bias of the output is a column of it.
    return 6 * (global / patch + local) + 6 * 512 * 64 + 6 * 259 * (512 + 1);
  }

  /** A head of 128, blocks of 4: 5 are gathered; 64 keys lie in the window's two blocks. */
  private static double nsa() {
    double compression = 2 * 6 * (4 * 4 * 128 * 128 + 4 * 128 * 128);
    // Of queries in halves of 512, which see the blocks that are complete at their ends.
    double compressed = (512 / 4 + 1024 / 4) / 2.0;
    double attention =
        6 * (8 * D * D + 18 * D + compression) + 12 * D * (compressed + 5 * 4) + 14 * D * 64;
    return L * 6 * 8 * D * D + 11 * attention + 6 * PADDED * D;
  }

  /** An eighth of the tokens goes through each block; it has a router, and a predictor of it. */
  private static double depths() {
    double share = 1 / 8.0;
    return 6 * V * D + L * (share * 6 * 12 * D * D + share * share * ATTENTION + (6 + 4) * D);
  }

  /** The core of four blocks has run four times, with a gradient. */
  private static double recurrent(int times) {
    double block = 6 * 12 * D * D + ATTENTION;
    return 6 * V * D + 4 * block + times * (4 * block + 6 * 2 * D * D);
  }

  private static Map<String, Double> forms() {
    double gpt = BLOCKS + 6 * V * D;
    Map<String, Double> forms = new LinkedHashMap<>();
    forms.put("gpt2", gpt);
    forms.put("vanilla", gpt);
    forms.put("ngpt", L * (6 * 16 * D * D + ATTENTION) + 6 * PADDED * D);
    forms.put("current_best_gpt", TRUNK + 6 * PADDED * D);
    forms.put("base_mtp", TRUNK + 2 * 6 * PADDED * D);
    forms.put("mtp", TRUNK + 2 * 6 * PADDED * D + 6 * (2 + 12) * D * D + ATTENTION);
    forms.put("nsa", nsa());
    forms.put("moe", L * (6 * (4 + 12 * 2) * D * D + 6 * 8 * D + ATTENTION) + 6 * V * D);
    forms.put("mod", depths());
    forms.put("mdlm", BLOCKS + masks(t -> 0.999 * cosine(t)));
    forms.put("d3pm", BLOCKS + masks(RecordedCostTest::lostIn) + TIME);
    forms.put("sedd", BLOCKS + masks(t -> 0.999 * t) + TIME);
    forms.put("mamba", mamba());
    forms.put("megabyte", megabyte());
    return forms;
  }

  @TestFactory
  Stream<DynamicTest> is_that_of_closed_form_and_page() throws IOException {
    Path shard = TinyShards.write(dir, "tokens.bin", 30_000);
    return forms().entrySet().stream()
        .map(
            form ->
                DynamicTest.dynamicTest(
                    form.getKey(),
                    () -> {
                      Forecast f = row(shard, form.getKey());
                      assertThat(f.step().flops()).isEqualTo(Math.rint(T * form.getValue()));
                      assertPageTellsMemory(f);
                    }));
  }

  private static Forecast row(Path shard, String name) {
    return Forecasts.of(shard, name, "seq_len=1024", "grad_accum_steps=1", "val_tokens=1024");
  }

  private static void assertPageTellsMemory(Forecast f) throws IOException {
    Path page = Path.of("..", "docs", "models", f.type() + ".md");
    Matcher m = MEMORY.matcher(Files.readString(page));
    assertThat(m.find()).as("%s tells the memory of a step", page).isTrue();
    Forecast.StepCost s = f.step();
    assertClose(m.group(1), s.totalBytes(), page);
    assertClose(m.group(2), s.weightBytes() + s.gradientBytes() + s.stateBytes(), page);
    assertClose(m.group(3), s.intermediateBytes(), page);
  }

  /** Within what changes of a chunk's size may change. */
  private static void assertClose(String gigabytes, double bytes, Path page) {
    assertThat(bytes / 1e9)
        .as(page.toString())
        .isCloseTo(Double.parseDouble(gigabytes), withinPercentage(10));
  }

  @Test
  void counts_the_repetitions_of_the_batch_at_hand() throws IOException {
    Forecast f = row(TinyShards.write(dir, "tokens.bin", 30_000), "rd");
    int times =
        f.batch().stream()
            .filter(a -> a.name().equals("repetitions"))
            .mapToInt(a -> a.shape().get(0).intValue())
            .findFirst()
            .orElseThrow();
    assertThat(times).isBetween(1, 8);
    assertThat(f.step().flops()).isEqualTo(T * recurrent(times));
    assertPageTellsMemory(f);
  }

  @Test
  void counts_the_products_that_orthogonalise_a_step() throws IOException {
    Path shard = TinyShards.write(dir, "tokens.bin", 30_000);
    double square = 5 * 3 * 2 * D * D * D;
    double wide = 5 * (2 * 2 * D * D * 4 * D + 2 * D * D * D);
    assertThat(row(shard, "current_best_gpt").step().optimizerFlops())
        .isEqualTo(11 * 4 * square + 24 * wide);
    assertThat(row(shard, "gpt2").step().optimizerFlops()).isZero();
  }
}
