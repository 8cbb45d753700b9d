package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.NotTraceableException;
import dev.hydrant.trainer.torch.Program;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorList;
import dev.hydrant.trainer.torch.TensorType;
import dev.hydrant.trainer.torch.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A function of tensors and of a module's weights, without gradients. It runs operator by operator
 * until inputs of the same types have come some times; then it is recorded as one script.
 */
public final class Recorded implements AutoCloseable {
  private final EagerTorch torch;
  private final Layout layout;
  private final int patience;
  private final UnaryOperator<List<Tensor>> body;
  private final Map<List<TensorType>, Integer> seen = new HashMap<>();
  private final Map<List<TensorType>, Program> programs = new HashMap<>();
  private TensorList parameters;
  private boolean isTraceable = true;

  /**
   * @param module whose weights the body reads
   * @param patience calls with inputs of the same types before they are recorded
   * @param body makes outputs of inputs; what it does may depend on the inputs' types alone
   */
  public Recorded(EagerTorch torch, Module module, int patience, UnaryOperator<List<Tensor>> body) {
    this.torch = torch;
    this.layout = Layout.of(module, p -> "all");
    this.patience = patience;
    this.body = body;
  }

  /** Computes the outputs, in the scope at hand. */
  public List<Tensor> apply(List<Tensor> in) {
    List<TensorType> types = in.stream().map(Tensor::type).toList();
    Program program = programs.get(types);
    if (program == null && isTraceable && seen.merge(types, 1, Integer::sum) > patience) {
      program = record(types);
    }
    return program == null
        ? torch.noGrad(() -> body.apply(in))
        : program.run(in, parameters, parameters, 0);
  }

  private Program record(List<TensorType> types) {
    if (parameters == null) {
      parameters = new TensorList(layout.parameters());
    }
    Trace trace = new Trace(torch);
    List<Tensor> inputs = types.stream().map(trace::input).toList();
    Program.Builder builder = trace.program();
    try {
      layout.during(trace, () -> body.apply(inputs).forEach(builder::output));
      Program program = builder.compile(torch);
      programs.put(types, program);
      return program;
    } catch (NotTraceableException e) {
      isTraceable = false;
      return null;
    }
  }

  /** Forgets what was recorded, such as when inputs of those types come no more. */
  public void clear() {
    programs.values().forEach(Program::close);
    programs.clear();
    seen.clear();
  }

  @Override
  public void close() {
    clear();
    if (parameters != null) {
      parameters.close();
      parameters = null;
    }
  }
}
