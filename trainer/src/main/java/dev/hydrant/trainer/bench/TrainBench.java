package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.step.StepWork;
import dev.hydrant.trainer.torch.NativeCalls;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Times whole training steps of a configured model on its own data, and between them the fastest
 * matrix product of the same library, so that both see the same machine.
 */
public final class TrainBench {
  /**
   * How to measure.
   *
   * @param warmup steps before the first that counts, at least 1
   * @param steps steps that count
   * @param againstProducts whether to time the step's own matrix products between the steps
   * @param batch number of the one batch that all steps read; empty for the next one each time
   */
  public record Plan(int warmup, int steps, boolean againstProducts, OptionalLong batch) {
    /** Every step reads its own batch. */
    public Plan(int warmup, int steps, boolean againstProducts) {
      this(warmup, steps, againstProducts, OptionalLong.empty());
    }
  }

  /**
   * What was measured.
   *
   * @param parameters learned values and buffers
   * @param stepMillis time of each step
   * @param gemmFlops floating-point operations a second of each matrix product
   * @param productMillis time of the step's own matrix products, if asked for
   * @param plainProductMillis the same by PyTorch's own routine alone
   * @param nativeShare part of the steps' time spent inside script functions
   * @param nativeCalls calls through JNI a step
   * @param itemsPerStep tokens, images, …
   * @param flopsPerStep operations of one step: those recorded, or else the model's estimate
   * @param firstMillis time of the first step, recording included
   * @param peakBytes most memory the process had resident until then, 0 if unknown; what the
   *     measurement itself needs is not part of it
   */
  public record Result(
      long parameters,
      Sample stepMillis,
      Sample gemmFlops,
      Optional<Sample> productMillis,
      Optional<Sample> plainProductMillis,
      double nativeShare,
      double nativeCalls,
      long itemsPerStep,
      double flopsPerStep,
      double firstMillis,
      long peakBytes) {}

  private final TrainConfig config;
  private final Supplier<TrainableModel> models;
  private final TrainableModel model;

  /**
   * @param models makes the model, once for each device that shares a step
   */
  public TrainBench(TrainConfig config, Supplier<TrainableModel> models) {
    this.config = config;
    this.models = models;
    this.model = models.get();
  }

  /** The model that is trained. */
  public TrainableModel model() {
    return model;
  }

  /**
   * Takes steps and times them.
   *
   * @param preparing is told how far the preparation of data has come
   */
  public Result run(Plan plan, PreparationProgress preparing) {
    try (TimedSteps steps = steps(preparing, plan.batch())) {
      double first = steps.take();
      for (int i = 1; i < plan.warmup(); i++) {
        steps.take();
      }
      long peak = Machine.peakBytes();
      List<Batch> example = steps.example();
      Optional<StepWork> work = steps.work();
      Optional<MatrixProducts> products =
          work.filter(w -> plan.againstProducts())
              .map(w -> new MatrixProducts(steps.torch(), w.products()));
      SquareGemm gemm = new SquareGemm(steps.torch());
      double[] millis = new double[plan.steps()];
      double[] flops = new double[plan.steps()];
      double[] floor = new double[plan.steps()];
      double[] plain = new double[plan.steps()];
      long calls = 0;
      long nanos = 0;
      for (int i = 0; i < plan.steps(); i++) {
        NativeCalls.Totals before = NativeCalls.now();
        millis[i] = steps.take();
        NativeCalls.Totals used = NativeCalls.now().since(before);
        calls += used.calls();
        nanos += used.nanos();
        flops[i] = gemm.flopsPerSecond();
        floor[i] = products.map(p -> p.run() * example.size()).orElse(Double.NaN);
        plain[i] = products.map(p -> p.runPlain() * example.size()).orElse(Double.NaN);
      }
      long items = example.stream().mapToLong(Batch::items).sum();
      double flopsPerStep =
          work.map(w -> (double) w.cost().flops() * example.size())
              .orElse(items * model.flopsPerItem());
      return new Result(
          model.module().parameterCount(),
          Sample.of(millis),
          Sample.of(flops),
          products.map(p -> Sample.of(floor)),
          products.map(p -> Sample.of(plain)),
          nanos / 1e6 / java.util.Arrays.stream(millis).sum(),
          (double) calls / plan.steps(),
          items,
          flopsPerStep,
          first,
          peak);
    }
  }

  /**
   * Steps to be taken one by one.
   *
   * @param preparing is told how far the preparation of data has come
   * @param batch number of the one batch that all steps read; empty for the next one each time
   */
  public TimedSteps steps(PreparationProgress preparing, OptionalLong batch) {
    model.feed().prepare(preparing);
    return new TimedSteps(config, model, models, batch);
  }
}
