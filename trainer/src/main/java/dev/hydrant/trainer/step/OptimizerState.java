package dev.hydrant.trainer.step;

import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.RowTable;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.Collections;
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
  private final LossScale scale;

  private OptimizerState(Weights weights) {
    scale = LossScale.of(weights.torch());
    gradient = weights.torch().zeros(Math.max(1, weights.trainableLength()));
  }

  /** A gradient without moments, for a copy of a model that is never updated by itself. */
  static OptimizerState gradientOnly(Weights weights) {
    return new OptimizerState(weights);
  }

  OptimizerState(EagerTorch torch, Weights weights, Map<String, Rule> rules) {
    this(weights);
    weights.groups().keySet().forEach(g -> add(torch, weights.layout(), g, rules.get(g)));
  }

  private void add(EagerTorch torch, Layout layout, String group, Rule rule) {
    if (rule == null) {
      throw new IllegalArgumentException(
          "No optimizer rule for the parameter group '" + group + "'");
    }
    rule.state()
        .forEach(v -> vectors.put(group + "/" + v.name(), torch.zeros(length(layout, group, v))));
  }

  /** The number of values of a state vector. */
  static long length(Layout layout, String group, Rule.StateVector vector) {
    return vector.perRow()
        ? RowTable.byHead(layout, group).rows()
        : layout.groups().get(group).length();
  }

  /** The state vectors, named {@code group/vector}; for saving and restoring. */
  public Map<String, Tensor> vectors() {
    Map<String, Tensor> all = new LinkedHashMap<>(vectors);
    if (scale != null) {
      all.put("loss_scale", scale.values());
    }
    return Collections.unmodifiableMap(all);
  }

  /**
   * What is remembered of a parameter by name, such as {@code exp_avg}, each shaped like it; empty
   * for buffers, and where a rule remembers one number for several elements.
   */
  public Map<String, Tensor> of(Weights weights, Parameter p) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    Layout.Range place = p.isTrainable() ? weights.place(p) : null;
    for (Map.Entry<String, Layout.Range> group : weights.groups().entrySet()) {
      Layout.Range range = group.getValue();
      if (place == null || place.start() < range.start() || place.end() > range.end()) {
        continue;
      }
      String prefix = group.getKey() + "/";
      vectors.forEach(
          (name, vector) -> {
            if (name.startsWith(prefix) && vector.numel() == range.length()) {
              found.put(
                  name.substring(prefix.length()),
                  vector
                      .slice(0, place.start() - range.start(), place.end() - range.start())
                      .view(p.shape()));
            }
          });
    }
    return found;
  }

  /**
   * Sets what is remembered of a learned parameter to zero, as before the first step.
   *
   * @throws IllegalStateException if its rule remembers one number for a row
   */
  public void reset(Weights weights, Parameter p) {
    Layout.Range place = weights.place(p);
    for (Map.Entry<String, Layout.Range> group : weights.groups().entrySet()) {
      Layout.Range range = group.getValue();
      if (place.start() < range.start() || place.end() > range.end()) {
        continue;
      }
      vectors.forEach(
          (name, vector) -> {
            if (!name.startsWith(group.getKey() + "/")) {
              return;
            }
            if (vector.numel() != range.length()) {
              throw new IllegalStateException(name + " holds no number for each of " + p);
            }
            EagerTorch torch = weights.torch();
            Tensor part =
                torch.noGrad(
                    () ->
                        vector.slice(
                            0, place.start() - range.start(), place.end() - range.start()));
            torch.copy(torch.zeros(p.count()), part);
          });
    }
  }

  /** The loss scale, or null where none is needed. */
  LossScale scale() {
    return scale;
  }

  /**
   * The gradient of the last step, laid out like {@link Weights#flat()}: summed over micro-batches
   * and before clipping, unless a rule has used it as its scratch.
   */
  public Tensor gradient() {
    return gradient;
  }

  List<Tensor> list() {
    return new ArrayList<>(vectors.values());
  }
}
