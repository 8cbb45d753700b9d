package dev.hydrant.trainer.engine.stepper;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Gathered;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.model.Occasion;
import dev.hydrant.trainer.step.HostTensor;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.step.Ratios;
import dev.hydrant.trainer.step.StepWork;
import dev.hydrant.trainer.weights.WeightKind;
import dev.hydrant.trainer.weights.WeightMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the steps of another stepper with each micro-batch in parts, as many as memory asks for.
 * All parts weigh the same, so the gradient stays the mean over the whole batch.
 */
final class SplittingStepper implements Stepper {
  private static final Logger LOG = LoggerFactory.getLogger(SplittingStepper.class);
  private static final String STATE = "micro_batch_parts";

  private final Stepper inner;
  private final BatchRows rows;
  private int parts = 1;

  SplittingStepper(Stepper inner, BatchRows rows) {
    this.inner = inner;
    this.rows = rows;
  }

  @Override
  public StepResult train(List<Batch> micros, long step, double factor, double lossLimit) {
    return withMemory(micros.get(0), () -> inner.train(split(micros), step, factor, lossLimit));
  }

  @Override
  public Batch stage(Batch batch) {
    return inner.stage(batch);
  }

  private List<Batch> split(List<Batch> micros) {
    return micros.stream().flatMap(b -> rows.split(b, parts).stream()).toList();
  }

  @Override
  public Measured evaluate(Batch batch, long index) {
    return withMemory(
        batch,
        () -> {
          List<Measured> parts =
              rows.split(batch, partsOf(batch)).stream()
                  .map(part -> inner.evaluate(part, index))
                  .toList();
          return parts.size() == 1 ? parts.get(0) : joined(parts);
        });
  }

  private static Measured joined(List<Measured> parts) {
    Map<String, Double> values = new LinkedHashMap<>();
    Map<String, List<HostTensor>> gathered = new LinkedHashMap<>();
    for (Measured part : parts) {
      part.values()
          .forEach(
              (name, v) ->
                  values.merge(name, Ratios.isHalf(name) ? v : v / parts.size(), Double::sum));
      part.gathered()
          .forEach((name, t) -> gathered.computeIfAbsent(name, n -> new ArrayList<>()).addAll(t));
    }
    return new Measured(values, gathered);
  }

  /** Batches of validation may have other rows; they stay whole where the parts do not fit. */
  private int partsOf(Batch batch) {
    return rows.count(batch) % parts == 0 ? parts : 1;
  }

  private <T> T withMemory(Batch example, Supplier<T> work) {
    while (true) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        if (!OutOfMemory.isNative(e) || OutOfMemory.isInUpdate(e)) {
          throw e;
        }
        more(example, e);
      }
    }
  }

  /** Goes on to the next number of parts that divides the rows. */
  private void more(Batch example, RuntimeException e) {
    int n = rows.count(example);
    int next = parts + 1;
    while (next <= n && n % next != 0) {
      next++;
    }
    if (next > n) {
      throw e;
    }
    parts = next;
    LOG.warn(
        "out of memory: from here on each micro-batch of {} rows is taken in {} parts; the step"
            + " stays the same",
        n,
        parts);
  }

  @Override
  public void remember(ObjectNode state) {
    inner.remember(state);
    state.put(STATE, parts);
  }

  /** Memory that did not suffice once will not suffice after a rollback either. */
  @Override
  public void restore(Checkpoint checkpoint) {
    inner.restore(checkpoint);
    parts = Math.max(parts, checkpoint.state().path(STATE).asInt(1));
  }

  @Override
  public Map<String, Double> details() {
    return inner.details();
  }

  @Override
  public Map<String, byte[]> files(long step) {
    return inner.files(step);
  }

  @Override
  public void writeArtefacts(
      Occasion occasion, Moment moment, Map<String, Double> row, ArtefactPlace place) {
    inner.writeArtefacts(occasion, moment, row, place);
  }

  @Override
  public Map<String, Double> summarize(Gathered gathered) {
    return inner.summarize(gathered);
  }

  @Override
  public Map<String, Double> endEpoch(Moment moment, Batch last, Feed feed) {
    return inner.endEpoch(moment, last, feed);
  }

  @Override
  public Map<String, Double> derived(Map<String, Double> means) {
    return inner.derived(means);
  }

  @Override
  public boolean validatesAverage() {
    return inner.validatesAverage();
  }

  @Override
  public void swapAverage() {
    inner.swapAverage();
  }

  @Override
  public Map<String, List<TensorSource>> tensors() {
    return inner.tensors();
  }

  @Override
  public void restore(Checkpoint checkpoint, WeightKind kind) {
    inner.restore(checkpoint, kind);
  }

  @Override
  public StepWork work(Batch batch) {
    return inner.work(batch);
  }

  @Override
  public void importWeights(Path from, WeightMapping mapping) {
    inner.importWeights(from, mapping);
  }

  @Override
  public void initialiseParts() {
    inner.initialiseParts();
  }

  @Override
  public void export(Path directory, WeightMapping mapping) throws IOException {
    inner.export(directory, mapping);
  }

  @Override
  public void export(Path directory, Batch example, Phase phase, String device) throws IOException {
    inner.export(directory, example, phase, device);
  }

  @Override
  public void close() {
    inner.close();
  }
}
