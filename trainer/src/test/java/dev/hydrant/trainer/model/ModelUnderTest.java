package dev.hydrant.trainer.model;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;

/** A model that {@link ModelContract} puts to the test, and what it learns from. */
public interface ModelUnderTest {
  /** Its parameters, not yet allocated. */
  Module module();

  /** What is minimised. */
  Objective loss(Map<String, Tensor> batch, Phase phase);

  /** A batch, the same for the same index. */
  Map<String, Tensor> batch(EagerTorch torch, int index);

  /** What the model does with its weights after each optimizer step. */
  default void afterStep(Weights weights) {}
}
