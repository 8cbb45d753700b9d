package dev.hydrant.trainer.forecast;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a run would be.
 *
 * @param type of the model
 * @param parameters learned values
 * @param buffers values that are carried along and saved, but not learned
 * @param groups the optimizer groups; every learned tensor is in exactly one
 * @param batch the arrays of one micro-batch
 * @param unit what speed is counted in
 * @param itemsPerStep such units in one optimizer step
 * @param microBatches of one step
 * @param precision of the arithmetic
 * @param step what a step costs, or null if it cannot be recorded
 * @param eager why the model runs operator by operator, or null if it does not
 * @param flopsPerItem operations for one item, forward and backward, by the model's own formula
 * @param run what the whole run costs
 * @param learningRate factor on the learning rates, from the first step to the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Forecast(
    String type,
    long parameters,
    long buffers,
    List<Group> groups,
    List<BatchArray> batch,
    String unit,
    long itemsPerStep,
    int microBatches,
    String precision,
    StepCost step,
    String eager,
    double flopsPerItem,
    WholeRun run,
    Course learningRate) {

  /**
   * One optimizer group.
   *
   * @param lr the highest learning rate
   */
  public record Group(
      String name, long parameters, int tensors, String rule, double lr, double weightDecay) {}

  /** One array of a micro-batch. */
  public record BatchArray(String name, String type, List<Long> shape) {}

  /**
   * Memory and arithmetic of one step.
   *
   * @param weightBytes weights and buffers
   * @param stateBytes what the optimizer remembers
   * @param intermediateBytes the most that intermediate results take at one time
   * @param flops of the micro-batches of the first step: products, attention, convolutions,
   *     recurrences, fused losses
   * @param optimizerFlops of the optimizer's matrix products
   * @param operators recorded for one micro-batch, forward and backward
   * @param script the recorded step, or null if training runs operator by operator
   */
  public record StepCost(
      long weightBytes,
      long gradientBytes,
      long stateBytes,
      long intermediateBytes,
      double flops,
      double optimizerFlops,
      int operators,
      @JsonIgnore String script) {
    /** All of it together. */
    @JsonProperty
    public long totalBytes() {
      return weightBytes + gradientBytes + stateBytes + intermediateBytes;
    }
  }

  /**
   * The whole run.
   *
   * @param items tokens, images, …
   * @param epochs how often it goes through the data
   * @param validations how often the model is judged
   * @param validationBatches batches of one validation
   * @param testBatches batches of the final test; 0 without one
   * @param flops of all steps, by the model's own formula
   * @param secondsAtPeak the least time at the stated {@code peak_flops}, or null
   * @param checkpointBytes of one checkpoint
   * @param checkpoints kept at a time, at most; 0 if none is written
   */
  public record WholeRun(
      long steps,
      double items,
      double epochs,
      long validations,
      long validationBatches,
      long testBatches,
      double flops,
      Double secondsAtPeak,
      long checkpointBytes,
      int checkpoints) {}

  /** The factor on every learning rate at evenly spaced steps. */
  public record Course(String schedule, List<Long> steps, List<Double> factors) {}
}
