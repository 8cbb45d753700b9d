package dev.hydrant.trainer.step;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model returns for a batch: the scalar to minimise, further scalars to report, and new
 * values of buffers, which take effect when the step ends.
 */
public final class Objective {
  private final Tensor loss;
  private final Map<String, Tensor> metrics = new LinkedHashMap<>();
  private final Map<String, Tensor> gathered = new LinkedHashMap<>();
  private final Map<Parameter, Tensor> updates = new LinkedHashMap<>();

  /**
   * @param loss a scalar, shape {@code []}
   */
  public Objective(Tensor loss) {
    if (loss.numel() != 1) {
      throw new IllegalArgumentException("The loss must be one number, but is " + loss.type());
    }
    this.loss = loss;
  }

  /** Several losses, minimised together as their sum and reported one by one. */
  public static Objective sum(Map<String, Tensor> terms) {
    Objective whole = new Objective(terms.values().stream().reduce(Tensor::add).orElseThrow());
    terms.forEach(whole::metric);
    return whole;
  }

  /** Adds a scalar to report; no gradient flows from it. */
  public Objective metric(String name, Tensor value) {
    metrics.put(name, value.detach());
    return this;
  }

  /**
   * Adds a quotient to report: the sums of numerators and of denominators, over all micro-batches
   * of a row or all batches of a validation, divided by each other. So a share of tokens counts
   * every token once, however many of a batch are masked.
   *
   * @param sum a scalar, such as the number of tokens that are right
   * @param count a scalar, such as the number of tokens that count
   */
  public Objective ratio(String name, Tensor sum, Tensor count) {
    return metric(Ratios.sum(name), sum).metric(Ratios.count(name), count);
  }

  /**
   * Adds counts that are summed over the batches of a validation, for the model's summary of it;
   * nothing in training.
   *
   * @param counts {@code [K]}
   */
  public Objective histogram(String name, Tensor counts) {
    return gather(name, counts);
  }

  /**
   * Brings a tensor to the host with each batch of a validation, for the model's summary of it;
   * nothing in training.
   *
   * @param rows {@code [B, ...]}
   */
  public Objective gather(String name, Tensor rows) {
    gathered.put(name, rows.detach());
    return this;
  }

  /** Sets a buffer when the step ends. */
  public Objective update(Parameter buffer, Tensor value) {
    if (buffer.kind() != Parameter.Kind.BUFFER) {
      throw new IllegalArgumentException(
          buffer.name()
              + " is "
              + (buffer.isTrainable() ? "learned" : "frozen")
              + ", not a buffer");
    }
    updates.put(buffer, value.detach());
    return this;
  }

  public Tensor loss() {
    return loss;
  }

  public Map<String, Tensor> metrics() {
    return metrics;
  }

  public Map<String, Tensor> gathered() {
    return gathered;
  }

  public Map<Parameter, Tensor> updates() {
    return updates;
  }
}
