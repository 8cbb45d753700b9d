package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;

/**
 * The buffers of a model, such as moving averages, as they were before a step. A step sets them
 * while it computes, before it is known whether it counts; if it does not, they are put back.
 */
final class Buffers {
  private final EagerTorch torch;
  private final Tensor present;
  private final Tensor kept;

  Buffers(EagerTorch torch, Weights weights) {
    this.torch = torch;
    long from = weights.trainableLength();
    long to = weights.layout().changingLength();
    boolean any = to > from;
    this.present = any ? torch.noGrad(() -> weights.flat().slice(0, from, to)) : null;
    this.kept = any ? torch.zeros(to - from) : null;
  }

  void keep() {
    if (present != null) {
      torch.copy(present, kept);
    }
  }

  void putBack() {
    if (present != null) {
      torch.copy(kept, present);
    }
  }
}
