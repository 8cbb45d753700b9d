package dev.hydrant.trainer.optim;

import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What optimizers remember between steps: flat vectors per group, and the flat gradient. They live
 * as long as the scope they were made in.
 */
public final class OptimizerState {
  private final Map<String, Tensor> vectors = new LinkedHashMap<>();
  private final Tensor gradient;

  OptimizerState(EagerTorch torch, Weights weights, Map<String, Rule> rules) {
    gradient = torch.zeros(Math.max(1, weights.trainableLength()));
    weights
        .groups()
        .forEach(
            (group, range) -> {
              for (String name : rules.get(group).state()) {
                vectors.put(group + "/" + name, torch.zeros(range.end() - range.start()));
              }
            });
  }

  /** The state vectors, named {@code group/vector}; for saving and restoring. */
  public Map<String, Tensor> vectors() {
    return vectors;
  }

  /** The gradient of the last step, laid out like {@link Weights#flat()}. */
  public Tensor gradient() {
    return gradient;
  }

  List<Tensor> list() {
    return new ArrayList<>(vectors.values());
  }
}
