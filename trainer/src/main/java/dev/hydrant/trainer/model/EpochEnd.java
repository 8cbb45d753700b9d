package dev.hydrant.trainer.model;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * What a model may look at when an epoch has ended, after its last step and before the validation.
 * Parameters and buffers have their values, operators run one by one and without gradients.
 */
public interface EpochEnd {
  /** After the last step of the epoch. */
  Moment moment();

  /** Where the tensors are. */
  EagerTorch torch();

  /**
   * The last micro-batch that was trained on, with the numbers of {@link TrainableModel#scheduled}.
   */
  Map<String, Tensor> lastBatch();

  /**
   * Goes through all training rows in their order, batch by batch; tensors live as long as a call.
   *
   * @param visitor returns whether to go on
   * @throws IllegalStateException if the feed has no {@link Feed#trainingRows}
   */
  void trainingRows(Predicate<Map<String, Tensor>> visitor);

  /** Random numbers that follow from the seed of the run, a name and the epoch. */
  SplittableRandom random(String name);

  /** Sets what the optimizer remembers of a learned parameter to zero. */
  void resetMoments(Parameter parameter);

  /** Shows a number in the row of the epoch, such as how many codes were reset. */
  void metric(String name, double value);
}
