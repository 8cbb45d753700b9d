package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.bench.Sample;
import dev.hydrant.trainer.bench.TimedSteps;
import dev.hydrant.trainer.bench.TrainBench;
import dev.hydrant.trainer.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hydrant bench train}: times the training steps of a configuration. */
@Command(
    name = "train",
    description = "Time the training steps of a configuration on its own data.",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class BenchTrainCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;

  @Option(names = "--steps", paramLabel = "N", description = "Steps that count.")
  private int steps = 20;

  @Option(names = "--warmup", paramLabel = "N", description = "Steps before those.")
  private int warmup = 3;

  @Option(
      names = "--against-products",
      description = "Time the step's own matrix products between the steps, as a floor.")
  private boolean againstProducts;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Take every step on this batch (default: each on its own).")
  private Long batch;

  @Option(
      names = "--turns",
      description = {
        "Take turns with other programs: after the warm-up, take --steps steps for each line on",
        "standard input and print their milliseconds, as JSON. docs/bench does so."
      })
  private boolean turns;

  @Option(names = "--json", description = "Print one line for a program to read.")
  private boolean json;

  @Override
  public Integer call() {
    if (steps < 1 || warmup < 1) {
      throw UserException.usage("--steps and --warmup must be at least 1");
    }
    BenchConfig job = BenchConfig.of(config);
    TrainBench bench = job.bench();
    OptionalLong one = batch == null ? OptionalLong.empty() : OptionalLong.of(batch);
    LazyProgress preparing = new LazyProgress(System.err);
    if (turns) {
      try (TimedSteps timed = bench.steps(preparing, one)) {
        takeTurns(timed, bench.model().module().parameterCount());
      }
      return 0;
    }
    TrainBench.Result r =
        bench.run(new TrainBench.Plan(warmup, steps, againstProducts, one), preparing);
    if (json) {
      System.out.println(json(r));
    } else {
      print(job, bench.model().feed().unit(), r);
    }
    return 0;
  }

  private void takeTurns(TimedSteps timed, long parameters) {
    timed.take();
    double loss = timed.loss();
    for (int i = 1; i < warmup; i++) {
      timed.take();
    }
    say(
        "{\"parameters\": %d, \"loss\": %.6g, \"batch\": \"%s\"}",
        parameters, loss, timed.shapes());
    Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
    while (lines.hasNextLine()) {
      lines.nextLine();
      double[] millis = IntStream.range(0, steps).mapToDouble(i -> timed.take()).toArray();
      say("{\"ms\": %s}", Arrays.toString(millis));
    }
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
    System.out.flush();
  }

  private static String json(TrainBench.Result r) {
    return String.format(
        Locale.ROOT,
        "{\"step_ms\": %.3f, \"least_ms\": %.3f, \"mean_ms\": %.3f, \"items\": %d, \"flops\": %.6g,"
            + " \"gemm_flops\": %.6g, \"peak_bytes\": %d, \"parameters\": %d}",
        r.stepMillis().median(),
        r.stepMillis().min(),
        r.stepMillis().mean(),
        r.itemsPerStep(),
        r.flopsPerStep(),
        r.gemmFlops().median(),
        r.peakBytes(),
        r.parameters());
  }

  private void print(BenchConfig job, String unit, TrainBench.Result r) {
    BenchOutput out = new BenchOutput();
    Sample ms = r.stepMillis();
    double seconds = ms.median() / 1e3;
    double achieved = r.flopsPerStep() / seconds;
    double ceiling = r.gemmFlops().median();
    out.line("config", "%s, %,d parameters", config.name(), r.parameters());
    out.line("step", "%,d %s, %s", r.itemsPerStep(), unit, job.mode());
    out.machine();
    out.line("time", "%s a step, of %d", BenchOutput.millis(ms), steps);
    out.line("first step", "%.1f s", r.firstMillis() / 1e3);
    out.line("speed", "%,.0f %s/s", r.itemsPerStep() / seconds, unit);
    out.line(
        "arithmetic",
        "%.1f GFLOP a step: %.1f GFLOP/s, %.0f %% of the ceiling",
        r.flopsPerStep() / 1e9,
        achieved / 1e9,
        100 * achieved / ceiling);
    out.line(
        "SGEMM ceiling",
        "%.1f GFLOP/s (median of %d products of 2048 x 2048, between the steps; best %.1f)",
        ceiling / 1e9,
        steps,
        r.gemmFlops().max() / 1e9);
    r.productMillis().ifPresent(p -> products(out, "products", ms, p));
    r.plainProductMillis().ifPresent(p -> products(out, "by torch.mm", ms, p));
    out.line("peak memory", "%,d MB", r.peakBytes() >> 20);
  }

  private static void products(BenchOutput out, String name, Sample step, Sample products) {
    out.line(
        name,
        "%s; the step takes %.3f times that by the medians, %.3f by the minima",
        BenchOutput.millis(products),
        step.median() / products.median(),
        step.min() / products.min());
  }
}
