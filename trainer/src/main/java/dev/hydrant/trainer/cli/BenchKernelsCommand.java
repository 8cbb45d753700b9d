package dev.hydrant.trainer.cli;

import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.bench.KernelBench;
import dev.hydrant.trainer.error.UserException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hydrant bench kernels}: times the kernels that training is made of. */
@Command(
    name = "kernels",
    description = {
      "Time each kernel against simple operators and PyTorch's own.",
      "Forward and backward, each by itself."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class BenchKernelsCommand implements Callable<Integer> {
  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Kernels to measure (default: all).")
  private List<String> only = List.of();

  @Override
  public Integer call() {
    for (String name : only) {
      if (!KernelBench.names().contains(name)) {
        throw UserException.usage(
            "there is no kernel '%s'. %s"
                .formatted(name, Suggestions.available(KernelBench.names())));
      }
    }
    BenchOutput out = new BenchOutput();
    out.machine();
    out.line(
        "each", "forward and backward in fp32 on the CPU, medians of turns taken in one process");
    out.blank();
    out.row("| kernel | size | ms | rate | from simple operators | PyTorch's own |");
    out.row("|---|---|---|---|---|---|");
    KernelBench.run(
        name -> only.isEmpty() || only.contains(name),
        r ->
            out.row(
                "| %s | %s | %.2f | %s | %s | %s |",
                r.name(),
                r.size(),
                r.ours(),
                r.rate(),
                against(r.composition(), r.ours()),
                against(r.aten(), r.ours())));
    return 0;
  }

  /** Another's time, and how many times ours it is. */
  private static String against(double other, double ours) {
    return Double.isNaN(other)
        ? "-"
        : String.format(Locale.ROOT, "%.2f ms, %.2f times", other, other / ours);
  }
}
