package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Times the kernels of training, forward and backward, each against the same computation from
 * simple operators and against PyTorch's own. The three take turns, so that they see the same
 * machine.
 */
public final class KernelBench {
  private static final double SECONDS = 0.4;
  private static final int FEWEST = 5;

  /**
   * What was measured of one kernel, in milliseconds.
   *
   * @param composition NaN where there is none, as {@code aten}
   */
  public record Row(
      String name,
      String size,
      double flops,
      double bytes,
      double ours,
      double composition,
      double aten) {

    /** Arithmetic or memory speed in words. */
    public String rate() {
      return flops > 0
          ? String.format(Locale.ROOT, "%.1f GFLOP/s", flops / ours / 1e6)
          : String.format(Locale.ROOT, "%.1f GB/s", bytes / ours / 1e6);
    }
  }

  private KernelBench() {}

  /**
   * Measures kernels one after the other.
   *
   * @param wanted by name
   * @param rows is given each row when it is there
   */
  public static void run(Predicate<String> wanted, Consumer<Row> rows) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      torch.randomKey(1, 1);
      for (var entry : Kernels.all(torch).entrySet()) {
        if (wanted.test(entry.getKey())) {
          try (Scope s = torch.scope()) {
            rows.accept(measure(torch, entry.getValue()));
          }
        }
      }
    }
  }

  /** The names of all kernels. */
  public static List<String> names() {
    return Kernels.NAMES;
  }

  private static Row measure(EagerTorch torch, Supplier<Kernel> made) {
    Kernel k = made.get();
    List<Runnable> ways = new ArrayList<>();
    ways.add(k.ours());
    ways.add(k.composition());
    ways.add(k.aten());
    List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    long began = System.nanoTime();
    double limit = SECONDS * ways.stream().filter(w -> w != null).count();
    for (int round = -1; round < FEWEST || (System.nanoTime() - began) / 1e9 < limit; round++) {
      for (int i = 0; i < ways.size(); i++) {
        if (ways.get(i) != null) {
          double ms = time(torch, ways.get(i));
          if (round >= 0) {
            times.get(i).add(ms);
          }
        }
      }
    }
    return new Row(
        k.name(),
        k.size(),
        k.flops(),
        k.bytes(),
        median(times.get(0)),
        median(times.get(1)),
        median(times.get(2)));
  }

  private static double time(EagerTorch torch, Runnable way) {
    try (Scope s = torch.scope()) {
      long t = System.nanoTime();
      way.run();
      return (System.nanoTime() - t) / 1e6;
    }
  }

  private static double median(List<Double> ms) {
    return ms.isEmpty()
        ? Double.NaN
        : Sample.of(ms.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }
}
