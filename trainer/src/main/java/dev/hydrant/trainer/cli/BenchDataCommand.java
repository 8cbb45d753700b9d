package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.bench.DataBench;
import dev.hydrant.trainer.bench.Sample;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Feed;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hydrant bench data}: times the reading of a configuration's training data. */
@Command(
    name = "data",
    description = "Time how fast a configuration's training data is read.",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class BenchDataCommand implements Callable<Integer> {
  @Mixin private ConfigOptions config;

  @Option(names = "--batches", paramLabel = "N", description = "Batches that count.")
  private int batches = 100;

  @Override
  public Integer call() {
    if (batches < 1) {
      throw UserException.usage("--batches must be at least 1");
    }
    Feed feed = BenchConfig.of(config).model().feed();
    DataBench.Result r = DataBench.run(feed, batches, new LazyProgress(System.err));
    BenchOutput out = new BenchOutput();
    out.line("config", "%s: %s", config.name(), feed.describe());
    out.machine();
    out.line("batch", "%,d %s, %,d bytes in arrays", r.items(), feed.unit(), r.bytes());
    rate(out, "reading", feed, r, r.read());
    rate(out, "floor", feed, r, r.copy());
    out.line(
        "ratio",
        "reading takes %.1f times what copying the arrays in memory takes (medians)",
        r.read().median() / r.copy().median());
    rate(out, "tensors", feed, r, r.tensors());
    rate(out, "read ahead", feed, r, r.handedOver());
    return 0;
  }

  private static void rate(
      BenchOutput out, String name, Feed feed, DataBench.Result r, Sample seconds) {
    out.line(
        name,
        "%,.0f %s/s, %.4f ms a batch (median; 10 %% above %.4f)",
        r.items() / seconds.median(),
        feed.unit(),
        seconds.median() * 1e3,
        seconds.high() * 1e3);
  }
}
