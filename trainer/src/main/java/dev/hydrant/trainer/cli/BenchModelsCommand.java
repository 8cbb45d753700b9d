package dev.hydrant.trainer.cli;

import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.bench.Machine;
import dev.hydrant.trainer.bench.ModelsBench;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hydrant bench models}: compares the cost of all language models at one size. */
@Command(
    name = "models",
    description = {
      "Time a step of every language model at one size.",
      "At 6 layers of width 384, on a row of 1024 tokens and on one of 2048, each in a process of"
          + " its own."
    },
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class BenchModelsCommand implements Callable<Integer> {
  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Configurations to measure (default: all).")
  private List<String> only = List.of();

  @Option(names = "--steps", paramLabel = "N", description = "Steps of each measurement.")
  private int steps = 3;

  @Override
  public Integer call() {
    if (steps < 1) {
      throw UserException.usage("--steps must be at least 1");
    }
    ModelsBench bench = new ModelsBench(ModelRegistry.load(), steps);
    for (String name : only) {
      if (!bench.names().contains(name)) {
        throw UserException.usage(
            "there is no model '%s' to measure. %s"
                .formatted(name, Suggestions.available(bench.names())));
      }
    }
    BenchOutput out = new BenchOutput();
    out.machine();
    out.line(
        "step",
        "1 row of 1024 tokens, fp32, recorded; median of %d, mean of more where masks are drawn",
        steps);
    out.blank();
    out.row(
        "| model | parameters | ms a step | tokens/s | of the SGEMM ceiling | peak MB | 2048 tokens"
            + " |");
    out.row("|---|---|---|---|---|---|---|");
    for (String name : only.isEmpty() ? bench.names() : only) {
      ModelsBench.Row r = bench.run(name, BenchModelsCommand::tell);
      tell("");
      out.row(
          "| %s | %.1f M | %.0f | %.0f | %.0f %% | %d | %.2f times |",
          r.config(),
          r.parameters() / 1e6,
          r.stepMillis(),
          r.tokensPerSecond(),
          100 * r.ceilingShare(),
          r.peakBytes() >> 20,
          r.doubling());
    }
    out.blank();
    out.line("load", "%s at the end", Machine.load());
    return 0;
  }

  /** Shows on the terminal's last line what is being measured; nothing where no one is looking. */
  private static void tell(String what) {
    if (Terminal.interactive()) {
      System.err.print("\r\033[K" + what);
    }
  }
}
