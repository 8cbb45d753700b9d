package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.EpochEnd;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.OptimizerState;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/** Carries out what a model does at the end of an epoch. */
final class EpochHook implements EpochEnd {
  private final TrainableModel model;
  private final Weights weights;
  private final OptimizerState state;
  private final long seed;
  private final Moment moment;
  private final Feed feed;
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private Supplier<Map<String, Tensor>> last;
  private Function<Batch, Map<String, Tensor>> tensors;

  EpochHook(
      TrainableModel model,
      Weights weights,
      OptimizerState state,
      long seed,
      Moment moment,
      Feed feed) {
    this.model = model;
    this.weights = weights;
    this.state = state;
    this.seed = seed;
    this.moment = moment;
    this.feed = feed;
  }

  /**
   * Lets the model act, and sets the values that it returns.
   *
   * @param lastBatch the tensors of the batch that was trained on last
   * @param ofBatch the tensors of any batch
   * @return the numbers that the model shows
   */
  Map<String, Double> run(
      Supplier<Map<String, Tensor>> lastBatch, Function<Batch, Map<String, Tensor>> ofBatch) {
    last = lastBatch;
    tensors = ofBatch;
    EagerTorch torch = weights.torch();
    try (var scope = torch.scope()) {
      torch.randomKey(seed, -3 - moment.epoch());
      torch.noGrad(() -> model.atEpochEnd(this)).forEach((p, v) -> weights.set(p, v.detach()));
    }
    return metrics;
  }

  @Override
  public Moment moment() {
    return moment;
  }

  @Override
  public EagerTorch torch() {
    return weights.torch();
  }

  @Override
  public Map<String, Tensor> lastBatch() {
    return last.get();
  }

  @Override
  public void trainingRows(Predicate<Map<String, Tensor>> visitor) {
    try (BatchSource<Batch> rows = feed.trainingRows()) {
      boolean goOn = true;
      for (long i = 0; goOn && i < rows.batchesPerEpoch(); i++) {
        Batch batch = rows.read(i);
        try (var scope = weights.torch().scope()) {
          goOn = visitor.test(tensors.apply(batch));
        }
      }
    }
  }

  @Override
  public SplittableRandom random(String name) {
    CRC32 crc = new CRC32();
    crc.update((name + "/" + moment.epoch()).getBytes(StandardCharsets.UTF_8));
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + crc.getValue());
  }

  @Override
  public void resetMoments(Parameter parameter) {
    state.reset(weights, parameter);
  }

  @Override
  public void metric(String name, double value) {
    metrics.put(name, value);
  }
}
