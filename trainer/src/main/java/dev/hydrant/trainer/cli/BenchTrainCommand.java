package dev.hydrant.trainer.cli;

import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.ModelFactory;
import dev.hydrant.trainer.ModelRegistry;
import dev.hydrant.trainer.TrainConfig;
import dev.hydrant.trainer.TrainableModel;
import dev.hydrant.trainer.UserException;
import dev.hydrant.trainer.bench.Machine;
import dev.hydrant.trainer.bench.Sample;
import dev.hydrant.trainer.bench.TrainBench;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
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

  @Override
  public Integer call() {
    if (steps < 1 || warmup < 1) {
      throw UserException.usage("--steps and --warmup must be at least 1");
    }
    MapNode tree = config.compose().resolved();
    TrainConfig train = Binder.bind(tree, "", TrainConfig.class);
    TrainableModel model = new ModelFactory(ModelRegistry.load()).create(train, tree);
    print(
        train,
        model,
        new TrainBench(train, () -> new ModelFactory(ModelRegistry.load()).create(train, tree))
            .run(warmup, steps, new LazyProgress(System.err)));
    return 0;
  }

  private void print(TrainConfig train, TrainableModel model, TrainBench.Result r) {
    Sample ms = r.stepMillis();
    double seconds = ms.median() / 1e3;
    double achieved = r.flopsPerStep() / seconds;
    double ceiling = r.gemmFlops().median();
    String unit = model.feed().unit();
    line("config", "%s, %,d parameters", config.name(), model.module().parameterCount());
    line(
        "step",
        "%,d %s, grad_accum_steps %d, %s",
        r.itemsPerStep(),
        unit,
        train.loop().gradAccumSteps(),
        train.loop().torchCompile() ? "recorded" : "operator by operator");
    line("machine", "%s", Machine.describe());
    line(
        "time",
        "%.1f ms a step (median of %d; 10 %% below %.1f, 10 %% above %.1f, least %.1f)",
        ms.median(),
        steps,
        ms.low(),
        ms.high(),
        ms.min());
    line("first step", "%.1f s", r.firstMillis() / 1e3);
    line("speed", "%,.0f %s/s", r.itemsPerStep() / seconds, unit);
    line(
        "arithmetic",
        "%.1f GFLOP a step: %.1f GFLOP/s, %.0f %% of the ceiling",
        r.flopsPerStep() / 1e9,
        achieved / 1e9,
        100 * achieved / ceiling);
    line(
        "SGEMM ceiling",
        "%.1f GFLOP/s (median of %d products of 2048 x 2048, between the steps; best %.1f)",
        ceiling / 1e9,
        steps,
        r.gemmFlops().max() / 1e9);
    line("peak memory", "%,d MB", r.peakBytes() >> 20);
  }

  private static void line(String name, String format, Object... values) {
    PrintStream out = System.out;
    out.printf(Locale.ROOT, "%-14s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
