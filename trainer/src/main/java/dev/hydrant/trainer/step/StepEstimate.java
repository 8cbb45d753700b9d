package dev.hydrant.trainer.step;

import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.optim.Muon;
import dev.hydrant.trainer.optim.RowTable;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.Cost;
import dev.hydrant.trainer.torch.TensorType;
import dev.hydrant.trainer.torch.Trace;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a training step will cost and the script it will run, found by recording it without
 * allocating the model or loading the native library.
 *
 * @param parameters learned values
 * @param parameterBytes memory of weights and buffers
 * @param gradientBytes memory of the gradient
 * @param stateBytes memory of what the optimizer remembers, by group
 * @param step cost of forward and backward of one micro-batch
 * @param optimizerFlops operations of the optimizer's matrix products, once a step
 * @param script the script of the whole step
 */
public record StepEstimate(
    long parameters,
    long parameterBytes,
    long gradientBytes,
    Map<String, Long> stateBytes,
    Cost step,
    double optimizerFlops,
    String script) {

  /**
   * Records a step.
   *
   * @param trace empty, for the device and type of number
   * @param batch types of the tensors of a batch
   * @param rules the rule of each group of the layout
   * @param scaled whether the loss has a factor, as fp16 needs
   * @throws dev.hydrant.trainer.torch.NotTraceableException if the model cannot be recorded
   */
  public static StepEstimate of(
      Trace trace,
      Layout layout,
      LossFunction loss,
      Map<String, TensorType> batch,
      Map<String, Rule> rules,
      boolean scaled) {
    StepRecording recorded =
        StepRecording.of(trace, layout, loss, batch, Phase.TRAIN, rules, scaled);
    int bytes = trace.floatType().bytes();
    return new StepEstimate(
        layout.trainable().stream().mapToLong(Parameter::count).sum(),
        layout.length() * bytes,
        layout.trainableLength() * bytes,
        stateBytes(layout, rules, bytes),
        recorded.program().cost(),
        optimizerFlops(layout, rules),
        recorded.program().source());
  }

  /** Matrix products are Muon's alone. */
  private static double optimizerFlops(Layout layout, Map<String, Rule> rules) {
    double out = 0;
    for (String group : layout.groups().keySet()) {
      if (rules.get(group) instanceof Muon) {
        out +=
            RowTable.of(layout, group).entries().stream()
                .mapToDouble(e -> Muon.flops(e[1], e[2], e[3]))
                .sum();
      }
    }
    return out;
  }

  /** Memory of what the optimizer remembers, by group. */
  public static Map<String, Long> stateBytes(Layout layout, Map<String, Rule> rules, int bytes) {
    Map<String, Long> out = new LinkedHashMap<>();
    for (String group : layout.groups().keySet()) {
      long values =
          rules.get(group).state().stream()
              .mapToLong(v -> OptimizerState.length(layout, group, v))
              .sum();
      out.put(group, values * bytes);
    }
    return out;
  }

  /** Bytes of weights, gradient, optimizer state and intermediate results together. */
  public long totalBytes() {
    long state = stateBytes.values().stream().mapToLong(Long::longValue).sum();
    return parameterBytes + gradientBytes + state + step.peakBytes();
  }
}
