package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.Map;

/**
 * What all layers of one forward pass share.
 *
 * @param present BOOL {@code [B, L]}, false at padding; null if padding is treated as the rest
 * @param frames of the residues; null where no block looks at them
 * @param time {@code [B, 4D]}, what the norms are told of the time; null without
 * @param training whether values are dropped
 * @param updates takes new running statistics while training; null otherwise
 */
public record Pass(
    Tensor present, Frames frames, Tensor time, boolean training, Map<Parameter, Tensor> updates) {

  /** Of a module that is only used, such as a finished encoder. */
  public static Pass evaluation(Tensor present, Frames frames) {
    return new Pass(present, frames, null, false, null);
  }

  /** Drops values while training. */
  Tensor drop(Tensor x, double rate) {
    return training && rate > 0 ? x.torch().random("dropout").dropout(x, rate) : x;
  }

  /**
   * Who may be looked at, as what is added to scores {@code [B, 1, L, L]}; null if all may.
   *
   * @param keys BOOL {@code [B, L]}; null for all
   */
  static Tensor bias(Tensor keys, Torch torch) {
    if (keys == null) {
      return null;
    }
    long l = keys.size(1);
    return keys.unsqueeze(1)
        .unsqueeze(1)
        .expand(keys.size(0), 1, l, l)
        .attentionBias(torch.floatType());
  }
}
