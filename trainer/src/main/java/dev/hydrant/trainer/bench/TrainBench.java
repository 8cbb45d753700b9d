package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.step.StepWork;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.NativeCalls;
import dev.hydrant.trainer.torch.NotTraceableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
   */
  public record Plan(int warmup, int steps, boolean againstProducts) {}

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
    Feed feed = model.feed();
    feed.prepare(preparing);
    EagerTorch torch = Steppers.openTorch(config);
    try (Stepper stepper = Steppers.create(config, model, models, torch);
        BatchSource<Batch> batches = feed.training()) {
      double first = 0;
      for (int i = 0; i < plan.warmup(); i++) {
        double ms = step(stepper, micro(batches, i), i);
        first = i == 0 ? ms : first;
      }
      long peak = Machine.peakBytes();
      List<Batch> example = micro(batches, 0);
      Optional<StepWork> work = work(stepper, example.get(0));
      Optional<MatrixProducts> products =
          work.filter(w -> plan.againstProducts())
              .map(w -> new MatrixProducts(torch, w.products()));
      SquareGemm gemm = new SquareGemm(torch);
      double[] millis = new double[plan.steps()];
      double[] flops = new double[plan.steps()];
      double[] floor = new double[plan.steps()];
      double[] plain = new double[plan.steps()];
      long calls = 0;
      long nanos = 0;
      for (int i = 0; i < plan.steps(); i++) {
        int step = plan.warmup() + i;
        List<Batch> micro = micro(batches, step);
        NativeCalls.Totals before = NativeCalls.now();
        millis[i] = step(stepper, micro, step);
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

  private static double step(Stepper stepper, List<Batch> micro, int step) {
    long began = System.nanoTime();
    stepper.train(micro, step, 1);
    return (System.nanoTime() - began) / 1e6;
  }

  private static Optional<StepWork> work(Stepper stepper, Batch batch) {
    try {
      return Optional.of(stepper.work(batch));
    } catch (NotTraceableException e) {
      return Optional.empty();
    }
  }

  private List<Batch> micro(BatchSource<Batch> batches, int step) {
    int k = config.loop().gradAccumSteps();
    List<Batch> micro = new ArrayList<>(k);
    for (int i = 0; i < k; i++) {
      micro.add(batches.read((long) step * k + i));
    }
    return micro;
  }
}
