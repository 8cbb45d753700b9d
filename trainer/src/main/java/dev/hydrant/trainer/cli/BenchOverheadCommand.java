package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.bench.TrainBench;
import dev.hydrant.trainer.error.UserException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hydrant bench overhead}: what of a step is not arithmetic. */
@Command(
    name = "overhead",
    description = "Measure which part of a training step is spent outside native code.",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class BenchOverheadCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;

  @Option(names = "--steps", paramLabel = "N", description = "Steps that count.")
  private int steps = 10;

  @Option(names = "--warmup", paramLabel = "N", description = "Steps before those.")
  private int warmup = 3;

  @Override
  public Integer call() {
    if (steps < 1 || warmup < 1) {
      throw UserException.usage("--steps and --warmup must be at least 1");
    }
    BenchConfig job = BenchConfig.of(config);
    TrainBench.Result r =
        job.bench().run(new TrainBench.Plan(warmup, steps, false), new LazyProgress(System.err));
    double outside = 1 - r.nativeShare();
    BenchOutput out = new BenchOutput();
    out.line("config", "%s, %,d parameters, %s", config.name(), r.parameters(), job.mode());
    out.machine();
    out.line("time", "%s a step, of %d", BenchOutput.millis(r.stepMillis()), steps);
    out.line(
        "outside",
        "%.2f %% of a step, %.2f ms: arguments, results and this program's own work",
        100 * outside,
        outside * r.stepMillis().median());
    out.line("native calls", "%.0f through JNI a step", r.nativeCalls());
    return 0;
  }
}
