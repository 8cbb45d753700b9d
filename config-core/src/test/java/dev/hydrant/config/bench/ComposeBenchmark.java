package dev.hydrant.config.bench;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
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

/** Composing with a composer that has seen the files, and what is done with a composition. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class ComposeBenchmark {
  @Param({"small", "large"})
  String tree;

  private BenchTree bench;
  private Composer composer;
  private Composition composition;

  @Setup
  public void compose() {
    bench = BenchTree.of(tree);
    composer = bench.composer();
    composition = bench.compose(composer);
  }

  /** The figure to compare with Hydra's compose. */
  @Benchmark
  public Composition warm() {
    return bench.compose(composer);
  }

  /** Every file is listed, read and parsed again. */
  @Benchmark
  public Composition newComposer() {
    return bench.compose(bench.composer());
  }

  @Benchmark
  public String warmAndResolvedYaml() {
    return bench.compose(composer).toResolvedYaml();
  }

  @Benchmark
  public String yaml() {
    return composition.toYaml();
  }
}
