package dev.hydrant.trainer.step;

import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;

/** A model's objective as a function of one batch. */
@FunctionalInterface
public interface LossFunction {
  /**
   * @param batch tensors by the names that the data source gives them; their order means nothing
   */
  Objective apply(Map<String, Tensor> batch, Phase phase);
}
