package dev.hydrant.trainer.mixture.loss;

import dev.hydrant.trainer.torch.Tensor;

/** A loss of each set of a batch. */
public interface SetLoss {
  /**
   * A batch with its predictions.
   *
   * @param predictions {@code [B, N, d]}
   * @param targets the centre of each point's component, {@code [B, N, d]}
   * @param mask {@code [B, N]}, 1 for a point and 0 for padding; or null
   * @param centres {@code [B, C, d]}
   * @param masses of the centres, {@code [B, C]}, with sum 1; 0 for one that does not count
   */
  record Predicted(Tensor predictions, Tensor targets, Tensor mask, Tensor centres, Tensor masses) {

    /** The part of the set that each point is, {@code [B, N]}; 0 for padding. */
    Tensor shares() {
      if (mask != null) {
        return mask.div(mask.sum(1, true));
      }
      long n = predictions.size(1);
      return predictions.torch().full(predictions.dtype(), 1.0 / n, predictions.size(0), n);
    }
  }

  /** The loss of each set, {@code [B]}. */
  Tensor of(Predicted batch);

  /** The mean over points of the squared distance to the centre of their component. */
  static SetLoss squaredError() {
    return batch ->
        batch.predictions().sub(batch.targets()).square().sum(2).mul(batch.shares()).sum(1);
  }
}
