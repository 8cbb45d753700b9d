package dev.hydrant.trainer.step;

import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.OptimizerScript;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Program;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorType;
import dev.hydrant.trainer.torch.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A step as it was recorded: a program that is ready to be compiled or measured.
 *
 * @param program forward, in training backward and update too
 * @param metrics names of the numbers it returns after the loss
 */
record StepRecording(Program.Builder program, List<String> metrics) {
  private static final TensorType SCALAR = new TensorType(DType.FLOAT32);

  /**
   * Records the step of a batch.
   *
   * @param scaled whether the loss has a factor, which is then the last input
   */
  static StepRecording of(
      Trace trace,
      Layout layout,
      LossFunction loss,
      List<TensorType> batch,
      Phase phase,
      Map<String, Rule> rules,
      boolean scaled) {
    Program.Builder program = trace.program();
    List<String> names = new ArrayList<>();
    List<Tensor> inputs = batch.stream().map(trace::input).toList();
    layout.during(
        trace,
        () -> {
          Objective o = loss.apply(inputs, phase);
          program.output(o.loss());
          o.metrics()
              .forEach(
                  (name, value) -> {
                    names.add(name);
                    program.output(value);
                  });
          if (phase == Phase.TRAIN) {
            Tensor root = scaled ? o.loss().mul(trace.input(SCALAR)) : o.loss();
            program.backward(root, i -> layout.parameters().get(i).isTrainable());
            o.updates().forEach(program::update);
          }
        });
    program.methods(StepScript.micro());
    if (phase == Phase.TRAIN) {
      program.methods(StepScript.keep());
      program.methods(OptimizerScript.methods(layout, rules)).methods(StepScript.step());
    }
    return new StepRecording(program, List.copyOf(names));
  }

  /** What a step computes, recorded for the purpose; the backend's device and precision count. */
  static StepWork work(
      Weights weights, LossFunction loss, List<Tensor> batch, Map<String, Rule> rules) {
    List<TensorType> types = batch.stream().map(Tensor::type).toList();
    Program.Builder program =
        of(new Trace(weights.torch()), weights.layout(), loss, types, Phase.TRAIN, rules, false)
            .program();
    return new StepWork(program.cost(), program.products());
  }
}
