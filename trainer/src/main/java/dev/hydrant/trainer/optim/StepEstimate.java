package dev.hydrant.trainer.optim;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Cost;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Program;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorType;
import dev.hydrant.trainer.torch.Trace;
import java.util.List;

/**
 * What a training step will cost and the script it will run, found by recording it without
 * allocating the model or loading the native library.
 *
 * @param parameters learned values
 * @param parameterBytes memory of weights and buffers
 * @param gradientBytes memory of the gradient
 * @param step cost of forward and backward of one micro-batch
 * @param script the script of forward and backward
 */
public record StepEstimate(
    long parameters, long parameterBytes, long gradientBytes, Cost step, String script) {

  /**
   * @param batch types of the tensors of a batch
   */
  public static StepEstimate of(
      Module model, LossFunction loss, List<TensorType> batch, DType floatType) {
    Trace trace = new Trace(floatType, "cpu");
    List<Parameter> all = model.parameters();
    Program.Builder builder = trace.program();
    List<Tensor> inputs = batch.stream().map(trace::input).toList();
    model.during(
        trace,
        () -> {
          Objective o = loss.apply(inputs, Phase.TRAIN);
          builder.output(o.loss());
          builder.backward(o.loss(), i -> all.get(i).isTrainable());
          o.updates().forEach(builder::update);
        });
    long values = all.stream().mapToLong(Parameter::count).sum();
    long learned = model.parameterCount();
    return new StepEstimate(
        learned,
        values * floatType.bytes(),
        learned * floatType.bytes(),
        builder.cost(),
        builder.source());
  }

  /** Bytes of a step under a rule that keeps the given number of state vectors. */
  public long totalBytes(int stateVectors) {
    return parameterBytes + gradientBytes * (1 + stateVectors) + step.peakBytes();
  }
}
