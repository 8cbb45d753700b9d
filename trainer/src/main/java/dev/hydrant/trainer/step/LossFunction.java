package dev.hydrant.trainer.step;

import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/** A model's objective as a function of one batch. */
@FunctionalInterface
public interface LossFunction {
  /**
   * @param batch the tensors the data source delivers, in its order
   */
  Objective apply(List<Tensor> batch, Phase phase);
}
