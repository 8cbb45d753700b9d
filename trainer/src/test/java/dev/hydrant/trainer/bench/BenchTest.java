package dev.hydrant.trainer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Product;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {
  private static final ModelsBench BENCH = new ModelsBench(ModelRegistry.load(), 3);

  @TempDir Path dir;

  private static TrainableModel model(MapNode tree) {
    return RunSetup.of(tree, ModelRegistry.load()).model();
  }

  private MapNode gpt2(boolean recorded) {
    int[] tokens = new SplittableRandom(3).ints(500, 0, 31).toArray();
    Shards.file(dir.resolve("tokens.bin"), Shards.bytes(tokens));
    return Runs.tree(
        """
        {type: gpt2, grad_accum_steps: 2, torch_compile: %s, train_files: tokens.bin,
         val_files: tokens.bin, local_data_path: '%s', seq_len: 16,
         model_cfg: {vocab_size: 31, n_ctx: 8, d_model: 16, num_heads: 2, n_layers: 1}}
        """
            .formatted(recorded, dir));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStepIsTimedWithItsArithmeticAndItsCallsIntoNativeCode(boolean recorded) {
    MapNode tree = gpt2(recorded);
    TrainBench bench = new TrainBench(ConfigTrees.bind(tree, TrainConfig.class), () -> model(tree));
    TrainBench.Result r = bench.run(new TrainBench.Plan(1, 3, true), PreparationProgress.NONE);
    assertThat(r.itemsPerStep()).isEqualTo(32);
    double products = 6 * 32 * (12 * 16 * 16 + 31 * 16);
    double attention = 14 * 32 * 8 * 16;
    assertThat(r.flopsPerStep()).isEqualTo(products + attention);
    assertThat(r.stepMillis().min()).isPositive();
    assertThat(r.productMillis().orElseThrow().min()).isPositive();
    assertThat(r.plainProductMillis().orElseThrow().min()).isPositive();
    assertThat(r.nativeShare()).isBetween(0.01, 1.0);
    assertThat(r.nativeCalls()).isBetween(10.0, recorded ? 150.0 : 5000.0);
    assertThat(r.peakBytes()).isPositive();
  }

  @Test
  void stepsOnOneBatchLearnIt() {
    MapNode tree = gpt2(true);
    TrainBench bench = new TrainBench(ConfigTrees.bind(tree, TrainConfig.class), () -> model(tree));
    try (TimedSteps steps = bench.steps(PreparationProgress.NONE, OptionalLong.of(1))) {
      assertThat(steps.shapes()).isEqualTo("inputs [2, 8], targets [2, 8]");
      assertThat(steps.take()).isPositive();
      double first = steps.loss();
      for (int i = 0; i < 20; i++) {
        steps.take();
      }
      assertThat(steps.loss()).isLessThan(first - 0.01);
    }
  }

  @Test
  void theProductsOfAStepAreThoseOfItsFormula() {
    MapNode tree = gpt2(true);
    try (var torch = EagerTorch.cpu();
        var stepper =
            Steppers.create(
                ConfigTrees.bind(tree, TrainConfig.class), model(tree), () -> null, torch);
        var batches = model(tree).feed().training()) {
      var work = stepper.work(batches.read(0));
      double flops = work.products().stream().mapToDouble(Product::flops).sum();
      assertThat(flops).isEqualTo(6 * 16 * (12 * 16 * 16 + 31 * 16));
      assertThat(new MatrixProducts(torch, work.products()).run()).isPositive();
    }
  }

  @Test
  void readingIsTimedAgainstCopying() {
    DataBench.Result r = DataBench.run(model(gpt2(true)).feed(), 20, PreparationProgress.NONE);
    assertThat(r.items()).isEqualTo(16);
    assertThat(r.bytes()).isEqualTo(2 * 16 * 8);
    for (Sample s : List.of(r.read(), r.copy(), r.tensors(), r.handedOver())) {
      assertThat(s.median()).isPositive();
    }
  }

  @Test
  void aKernelIsTimedAgainstItsPeers() {
    List<KernelBench.Row> rows = new ArrayList<>();
    KernelBench.run(name -> name.equals("rms norm"), rows::add);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).ours()).isPositive();
    assertThat(rows.get(0).rate()).endsWith("GB/s");
    assertThat(rows.get(0).aten()).isPositive();
  }

  private static List<String> models() {
    return BENCH.names();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelHasTheSizeThatIsMeasured(String config) {
    Shards.file(dir.resolve("tokens.bin"), Shards.bytes(new int[5000]));
    for (int tokens : new int[] {1024, 2048}) {
      List<String> overrides = new ArrayList<>(BENCH.size(config, tokens).overrides());
      overrides.add("train_files=tokens.bin");
      overrides.add("local_data_path=" + dir);
      MapNode tree =
          Composer.builder()
              .searchPath("../conf")
              .jobName("train")
              .build()
              .compose(config, overrides)
              .resolved();
      TrainableModel model = model(tree);
      long blocks =
          model.module().parameters().stream()
              .filter(p -> p.isTrainable() && p.shape().length >= 2)
              .filter(p -> p.shape()[0] < 50000 && p.shape()[1] < 50000)
              .mapToLong(Parameter::count)
              .sum();
      // Six layers of twelve squares of the width; experts, heads and gates come on top.
      assertThat((double) blocks).isBetween(4e6, 100e6);
      assertThat(model.feed().describe()).contains("1 x " + tokens + " ");
    }
  }

  @Test
  void quantilesLieBetweenTheValues() {
    Sample s = Sample.of(4, 1, 3, 2, 5);
    assertThat(s.min()).isEqualTo(1);
    assertThat(s.median()).isEqualTo(3);
    assertThat(s.low()).isCloseTo(1.4, within(1e-12));
    assertThat(s.max()).isEqualTo(5);
  }
}
