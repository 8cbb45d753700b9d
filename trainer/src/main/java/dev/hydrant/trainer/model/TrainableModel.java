package dev.hydrant.trainer.model;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.weights.PartialInit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model with its data and its loss: all the engine needs to train it.
 *
 * <p>Losses and hooks are plain computations on tensors without side effects, so that the engine
 * may run them operator by operator or record them once and run them as a script.
 */
public interface TrainableModel {
  /** The parameters and buffers. */
  Module module();

  /** Where batches come from. */
  Feed feed();

  /**
   * Computes the loss of a batch.
   *
   * @param batch tensors under the names that {@link #feed} gave them
   */
  Objective loss(Map<String, Tensor> batch, Phase phase);

  /**
   * Returns the optimizer group of a parameter: {@code head}, {@code embed}, {@code scalar} or
   * {@code hidden}. The default goes by tag, then by shape and name.
   */
  default String group(Parameter p) {
    if (p.tag() != null) {
      return p.tag();
    }
    if (p.shape().length < 2) {
      return "scalar";
    }
    return p.name().startsWith("lm_head.")
        ? "head"
        : p.name().contains("embed") ? "embed" : "hidden";
  }

  /**
   * Returns numbers that follow from how far training is, such as the width of a window or the
   * weight of a term; {@link #loss} finds them in the batch, {@code [1]} each. Their names must not
   * depend on the moment.
   *
   * @param moment before a step, or after the last one for an evaluation
   */
  default Map<String, Double> scheduled(Moment moment) {
    return Map.of();
  }

  /**
   * Returns new values for parameters after each optimizer step, such as a normalisation. Weights
   * that {@code init_from} brings get them as well, before the first step. Initial values must be
   * so already, up to rounding, and applying it twice must be the same as once.
   */
  default Map<Parameter, Tensor> afterStep() {
    return Map.of();
  }

  /**
   * Parts that begin with the weights of other runs, such as a frozen encoder. They are read once,
   * before the first step of a fresh run; a run that goes on has them in its own checkpoint.
   */
  default List<PartialInit> initialParts() {
    return List.of();
  }

  /**
   * Acts at the end of an epoch, in a run that counts them: dead codes, annealing, k-means of a
   * codebook. Called before the validation of that epoch.
   *
   * @return new values of parameters and buffers
   */
  default Map<Parameter, Tensor> atEpochEnd(EpochEnd end) {
    return Map.of();
  }

  /**
   * Further files of a checkpoint by name, such as a table as {@code .npz}: written with it, and
   * under its hashes.
   *
   * @param moment after the last step
   */
  default Map<String, byte[]> checkpointFiles(Moment moment) {
    return Map.of();
  }

  /** Writes files for people and other programs; called at each {@link Occasion}. */
  default void writeArtefacts(Artefacts artefacts) {}

  /** Lines for the reader at the end of a run, such as goals that were met; printed as they are. */
  default List<String> conclusions() {
    return List.of();
  }

  /** What to try against a trouble, in the model's own keys; said after the engine's advice. */
  default Optional<String> remedy(Trouble trouble) {
    return Optional.empty();
  }

  /** What the model remembers on the host, saved with each checkpoint. */
  default Optional<Stateful> state() {
    return Optional.empty();
  }

  /**
   * Numbers of a whole validation that are no means over its batches, computed on the host from
   * what {@link Objective#gather} and {@code histogram} brought there.
   *
   * @return by name, without {@code val}
   */
  default Map<String, Double> summarize(Gathered gathered) {
    return Map.of();
  }

  /**
   * Numbers that follow from the mean losses of a validation, such as a perplexity.
   *
   * @param means of {@code loss} and of the parts of the {@link Objective}
   */
  default Map<String, Double> derived(Map<String, Double> means) {
    return Map.of();
  }

  /** How samples are drawn, for models that can generate. */
  default Optional<Generator> generator() {
    return Optional.empty();
  }

  /**
   * Estimates the floating-point operations that one item (such as a token) costs in training, for
   * benchmarks: forward and backward, six for each element of a learned matrix.
   */
  default double flopsPerItem() {
    return 6.0
        * module().parameters().stream()
            .filter(p -> p.isTrainable() && p.shape().length >= 2)
            .mapToLong(Parameter::count)
            .sum();
  }
}
