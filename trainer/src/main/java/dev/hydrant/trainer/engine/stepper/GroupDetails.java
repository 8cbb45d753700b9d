package dev.hydrant.trainer.engine.stepper;

import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.step.OptimizerState;
import dev.hydrant.trainer.step.StepReport;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.ScriptText;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a step meant for each optimizer group: its learning rate where the groups differ, and now
 * and then the norms of its gradient and of its weights. Norms read all weights once, which is why
 * they have a cadence of their own.
 */
final class GroupDetails {
  private final Weights weights;
  private final OptimizerState state;
  private final long everySteps;
  private ScriptFunction script;
  private Map<String, Double> values = Map.of();

  /**
   * @param everySteps cadence of the norms; 0 for none
   */
  GroupDetails(Weights weights, OptimizerState state, long everySteps) {
    this.weights = weights;
    this.state = state;
    this.everySteps = everySteps;
  }

  /** Notes a step that was just taken. */
  void after(long step, Map<String, Rule> rules, StepReport report) {
    Map<String, Double> out = new LinkedHashMap<>();
    Set<Double> rates = rules.values().stream().map(Rule::lr).collect(Collectors.toSet());
    if (rates.size() > 1) {
      weights.groups().keySet().forEach(g -> out.put("lr/" + g, rules.get(g).lr()));
    }
    if (everySteps > 0 && step % everySteps == 0 && report.isFinite()) {
      norms(report.gradNorm(), out);
    }
    values = out;
  }

  /**
   * The gradient lies in its vector as the optimizer left it, times some factor; the norm of the
   * whole, known from before, gives the factor.
   */
  private void norms(double gradNorm, Map<String, Double> out) {
    if (script == null) {
      script = new ScriptFunction(weights.torch(), ScriptText.kernel("global_norm"));
    }
    double whole = norm(state.gradient(), 0, weights.trainableLength());
    double factor = whole == 0 ? 0 : gradNorm / whole;
    weights
        .groups()
        .forEach(
            (group, r) -> {
              out.put("grad_norm/" + group, factor * norm(state.gradient(), r.start(), r.end()));
              out.put("weight_norm/" + group, norm(weights.flat(), r.start(), r.end()));
            });
  }

  private double norm(Tensor vector, long start, long end) {
    try (var scope = weights.torch().scope()) {
      Tensor part = weights.torch().noGrad(() -> vector.slice(0, start, end));
      return script.number("global_norm", part);
    }
  }

  /** By name: {@code lr/GROUP}, {@code grad_norm/GROUP}, {@code weight_norm/GROUP}. */
  Map<String, Double> values() {
    return values;
  }
}
