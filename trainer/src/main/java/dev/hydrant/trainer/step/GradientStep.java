package dev.hydrant.trainer.step;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.Map;

/** A step that can also compute gradients without updating, so that several can share the work. */
interface GradientStep extends TrainStep {
  /**
   * What a micro-batch measured.
   *
   * @param names of the metrics
   * @param values loss, then metrics
   * @param gathered what an evaluation brought to the host
   */
  record Row(List<String> names, double[] values, Map<String, HostTensor> gathered) {
    Row(List<String> names, double[] values) {
      this(names, values, Map.of());
    }
  }

  /**
   * Forward and backward of one micro-batch under the backend's present random key.
   *
   * @param beta 0 to overwrite {@link OptimizerState#gradient()}, 1 to add to it
   * @param scale factor of the loss whose gradient is taken; 1 where the backend has no loss scale
   */
  Row gradients(Map<String, Tensor> batch, double beta, double scale);

  /** The random key of a micro-batch: a function of seed, step and position, on any device. */
  static void key(EagerTorch torch, StepSettings s, int micros, int position) {
    torch.randomKey(s.seed(), s.step() * micros + position);
  }
}
