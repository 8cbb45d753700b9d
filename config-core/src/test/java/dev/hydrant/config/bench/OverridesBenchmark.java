package dev.hydrant.config.bench;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The large tree with a growing number of value overrides: time must grow in a straight line. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class OverridesBenchmark {
  @Param({"0", "100", "200", "400", "800"})
  int overrides;

  private BenchTree bench;
  private Composer composer;
  private List<String> values;

  @Setup
  public void compose() {
    bench = BenchTree.of("large");
    composer = bench.composer();
    values = new ArrayList<>();
    for (int i = 0; i < overrides; i++) {
      values.add("g%d.%sp%d=%d".formatted(i % 10, "a.b.".substring(0, i % 3 * 2), i % 8, i));
    }
  }

  @Benchmark
  public Composition warm() {
    return composer.compose(bench.configName(), values);
  }
}
