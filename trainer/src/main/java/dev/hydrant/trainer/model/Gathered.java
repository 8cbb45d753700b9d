package dev.hydrant.trainer.model;

import dev.hydrant.trainer.step.HostTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * What {@link dev.hydrant.trainer.step.Objective#gather} and {@code histogram} brought to the host
 * in a whole validation, in the order of its batches.
 */
public final class Gathered {
  private final Map<String, List<HostTensor>> batches;
  private final Supplier<Gathered> training;
  private Gathered ofTraining;

  /**
   * @param batches by name, one tensor for each batch
   * @param training the same of the training rows, made when it is first asked for
   */
  public Gathered(Map<String, List<HostTensor>> batches, Supplier<Gathered> training) {
    this.batches = new LinkedHashMap<>(batches);
    this.training = training;
  }

  /** The names of what there is. */
  public List<String> names() {
    return List.copyOf(batches.keySet());
  }

  /** One tensor for each batch; their shapes may differ. */
  public List<HostTensor> batches(String name) {
    List<HostTensor> found = batches.get(name);
    if (found == null) {
      throw new NoSuchElementException(
          "nothing was gathered as '%s', only %s".formatted(name, batches.keySet()));
    }
    return List.copyOf(found);
  }

  /** The rows of all batches, one behind the other; {@code [N, ...]}. */
  public HostTensor rows(String name) {
    List<HostTensor> parts = batches(name);
    long[] shape = parts.get(0).shape().clone();
    shape[0] = 0;
    double[] values = new double[parts.stream().mapToInt(p -> p.values().length).sum()];
    int at = 0;
    for (HostTensor p : parts) {
      if (!Arrays.equals(p.shape(), 1, p.shape().length, shape, 1, shape.length)) {
        throw new IllegalStateException(
            "rows of '%s' differ in shape from batch to batch: use batches('%s')"
                .formatted(name, name));
      }
      System.arraycopy(p.values(), 0, values, at, p.values().length);
      at += p.values().length;
      shape[0] += p.shape()[0];
    }
    return new HostTensor(values, shape);
  }

  /** The sum of the batches' counts; {@code [K]}. */
  public double[] histogram(String name) {
    double[] sum = batches(name).get(0).values().clone();
    for (HostTensor p : batches(name).subList(1, batches(name).size())) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += p.values()[i];
      }
    }
    return sum;
  }

  /**
   * The same of all training rows, in their order: a pass over the training data, made only if this
   * is called.
   *
   * @throws IllegalStateException if the feed has no {@link Feed#trainingRows}
   */
  public Gathered training() {
    if (ofTraining == null) {
      ofTraining = training.get();
    }
    return ofTraining;
  }
}
