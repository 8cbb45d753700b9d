package dev.hydrant.trainer.torch;

import java.util.List;

/**
 * What Java computes in the middle of a step, such as an assignment of points to centres. It has to
 * be a function of its inputs alone: a step that is computed again calls it again.
 */
@FunctionalInterface
public interface HostFunction {
  /**
   * Computes the result.
   *
   * @param torch makes the result, by {@link EagerTorch#tensor}; its random streams must be left
   *     alone (draw outside and hand the numbers in)
   * @param inputs without gradients, to be read by {@link Tensor#toFloats} or {@link
   *     Tensor#toLongs}; they must not be kept
   */
  Tensor apply(EagerTorch torch, List<Tensor> inputs);
}
