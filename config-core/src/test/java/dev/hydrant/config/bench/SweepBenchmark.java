package dev.hydrant.config.bench;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A sweep of 10,000 jobs, expanded and composed one after the other, first in a fresh JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 5)
@Fork(3)
public class SweepBenchmark {
  private BenchTree bench;
  private Composer composer;

  @Setup
  public void open() {
    bench = BenchTree.of("sweep");
    composer = bench.composer();
  }

  @Benchmark
  public void tenThousandJobs(Blackhole hole) {
    Composition master = composer.composeMaster(bench.configName(), bench.overrides());
    List<List<String>> jobs = composer.sweep(master);
    for (int i = 0; i < jobs.size(); i++) {
      hole.consume(composer.composeJob(master, jobs.get(i), i));
    }
  }
}
