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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step as it was recorded: a program that is ready to be compiled or measured.
 *
 * @param program forward, in training backward and update too
 * @param inputs names of the batch's tensors, in the order of the program's inputs
 * @param metrics names of the numbers it returns after the loss
 * @param gathered shapes of the tensors that an evaluation returns after these
 */
record StepRecording(
    Program.Builder program,
    List<String> inputs,
    List<String> metrics,
    Map<String, long[]> gathered) {
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
      Map<String, TensorType> batch,
      Phase phase,
      Map<String, Rule> rules,
      boolean scaled) {
    Program.Builder program = trace.program();
    List<String> names = new ArrayList<>();
    Map<String, long[]> gathered = new LinkedHashMap<>();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    batch.forEach((name, type) -> inputs.put(name, trace.input(type)));
    layout.during(
        trace,
        () -> {
          Objective o = loss.apply(Collections.unmodifiableMap(inputs), phase);
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
          } else {
            o.gathered()
                .forEach(
                    (name, value) -> {
                      gathered.put(name, value.shape());
                      program.output(value);
                    });
          }
        });
    program.methods(gathered.isEmpty() ? StepScript.micro() : StepScript.gathering());
    if (phase == Phase.TRAIN) {
      program.methods(StepScript.keep());
      program.methods(OptimizerScript.methods(layout, rules)).methods(StepScript.step());
    }
    return new StepRecording(program, List.copyOf(inputs.keySet()), List.copyOf(names), gathered);
  }

  /** The types of a batch's tensors. */
  static Map<String, TensorType> types(Map<String, Tensor> batch) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    batch.forEach((name, tensor) -> types.put(name, tensor.type()));
    return types;
  }

  /** The tensors of a batch in the order of the program's inputs. */
  static List<Tensor> inOrder(List<String> inputs, Map<String, Tensor> batch) {
    return inputs.stream().map(batch::get).toList();
  }

  /** What a step computes, recorded for the purpose; the backend's device and precision count. */
  static StepWork work(
      Weights weights, LossFunction loss, Map<String, Tensor> batch, Map<String, Rule> rules) {
    Trace trace = new Trace(weights.torch());
    Program.Builder program =
        of(trace, weights.layout(), loss, types(batch), Phase.TRAIN, rules, false).program();
    return new StepWork(program.cost(), program.products());
  }
}
