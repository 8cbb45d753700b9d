package dev.hydrant.trainer.bench;

import dev.hydrant.trainer.Batch;
import dev.hydrant.trainer.Feed;
import dev.hydrant.trainer.TrainConfig;
import dev.hydrant.trainer.TrainableModel;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.text.Progress;
import dev.hydrant.trainer.engine.Stepper;
import dev.hydrant.trainer.engine.Steppers;
import dev.hydrant.trainer.torch.EagerTorch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Times whole training steps of a configured model on its own data, and between them the fastest
 * matrix product of the same library, so that both see the same machine.
 */
public final class TrainBench {
  /**
   * What was measured.
   *
   * @param stepMillis time of each step
   * @param gemmFlops floating-point operations a second of each matrix product
   * @param itemsPerStep tokens, images, …
   * @param flopsPerStep operations of one step, as estimated by the model
   * @param firstMillis time of the first step, recording included
   * @param peakBytes most memory the process had resident, 0 if unknown
   */
  public record Result(
      Sample stepMillis,
      Sample gemmFlops,
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

  /**
   * Takes steps and times them.
   *
   * @param warmup steps before the first that counts, at least 1
   * @param steps steps that count
   * @param preparing is told how far the preparation of data has come
   */
  public Result run(int warmup, int steps, Progress preparing) {
    Feed feed = model.feed();
    feed.prepare(preparing);
    EagerTorch torch = Steppers.world(config);
    try (Stepper stepper = Steppers.create(config, model, models, torch);
        BatchSource<Batch> batches = feed.training()) {
      SquareGemm gemm = new SquareGemm(torch);
      double[] millis = new double[steps];
      double[] flops = new double[steps];
      double first = 0;
      long items = 0;
      for (int i = -warmup; i < steps; i++) {
        List<Batch> micro = micro(batches, i + warmup);
        items = micro.stream().mapToLong(Batch::items).sum();
        long began = System.nanoTime();
        stepper.train(micro, i + warmup, 1);
        double ms = (System.nanoTime() - began) / 1e6;
        double rate = gemm.flopsPerSecond();
        if (i == -warmup) {
          first = ms;
        }
        if (i >= 0) {
          millis[i] = ms;
          flops[i] = rate;
        }
      }
      return new Result(
          Sample.of(millis),
          Sample.of(flops),
          items,
          items * model.flopsPerItem(),
          first,
          Machine.peakBytes());
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
