package dev.hydrant.trainer.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** A recorded computation as one script function, ready to run. */
public final class Program implements AutoCloseable {
  static final String MAIN = "main";

  private final EagerTorch torch;
  private final Script script;
  private final List<TensorType> inputs;
  private final List<TensorType> outputs;
  private final IValue constants;
  private final List<HostCut> cuts;

  private Program(
      EagerTorch torch,
      Script script,
      Trace trace,
      List<TraceTensor> outputs,
      List<Tensor> values,
      List<HostCut> cuts) {
    this.torch = torch;
    this.script = script;
    this.inputs = trace.inputs().stream().map(TraceTensor::type).toList();
    this.outputs = outputs.stream().map(TraceTensor::type).toList();
    this.constants = Values.of(values);
    this.cuts = cuts;
  }

  /** What a program has to deliver; made by {@link Trace}. */
  public static final class Builder {
    private final Trace trace;
    private final List<TraceTensor> outputs = new ArrayList<>();
    private final Map<Integer, List<TraceTensor>> gradients = new LinkedHashMap<>();
    private final List<Update> updates = new ArrayList<>();
    private String extra = "";

    Builder(Trace trace) {
      this.trace = trace;
    }

    /** Adds a result. */
    public Builder output(Tensor t) {
      outputs.add(traced(t));
      return this;
    }

    /**
     * Adds the backward pass of a scalar: gradients of the parameters are written to their places.
     *
     * @param wanted whether the gradient of the i-th parameter is wanted
     */
    public Builder backward(Tensor loss, IntPredicate wanted) {
      List<TraceTensor> wrt = new ArrayList<>();
      for (int i = 0; i < trace.parameters().size(); i++) {
        if (wanted.test(i)) {
          wrt.add(trace.parameters().get(i));
        }
      }
      Backward.of(trace, traced(loss), wrt)
          .forEach(
              (p, parts) ->
                  gradients.put(
                      trace.parameters().indexOf(p), parts.stream().map(this::traced).toList()));
      return this;
    }

    /** Adds the gradients of a scalar by tensors of the trace as results, in their order. */
    public Builder gradients(Tensor loss, List<Tensor> wrt) {
      List<TraceTensor> by = wrt.stream().map(this::traced).toList();
      Map<TraceTensor, List<Tensor>> found = Backward.of(trace, traced(loss), by);
      for (TraceTensor t : by) {
        output(
            found.get(t).stream()
                .reduce(Tensor::add)
                .orElseGet(() -> trace.full(t.dtype(), 0, t.shape())));
      }
      return this;
    }

    /** Stores a value in a buffer when the program ends. */
    public Builder update(Tensor buffer, Tensor value) {
      updates.add(new Update(traced(buffer), traced(value)));
      return this;
    }

    /** Adds script methods, indented by two spaces, which may call {@code self.main}. */
    public Builder methods(String text) {
      extra += text;
      return this;
    }

    private TraceTensor traced(Tensor t) {
      Tensor r = SlotTensor.resolve(t);
      return r instanceof TraceTensor x ? x : (TraceTensor) r.view(r.shape());
    }

    /** What the program will cost, without running it. */
    public Cost cost() {
      return Cost.of(plan());
    }

    /** Its matrix products, in their order. */
    public List<Product> products() {
      return Product.of(plan());
    }

    /** The script, without loading it. */
    public String source() {
      return text().text() + extra;
    }

    private Emitter.Text text() {
      return new Emitter(trace, plan()).function(MAIN, outputs, updates);
    }

    private Plan plan() {
      List<TraceTensor> kept = new ArrayList<>(outputs);
      updates.forEach(
          u -> {
            kept.add(u.target());
            kept.add(u.value());
          });
      return new Plan(trace, kept, gradients);
    }

    /** Compiles the script. */
    public Program compile(EagerTorch torch) {
      Emitter.Text text = text();
      Script script = torch.load(text.text() + extra);
      return new Program(torch, script, trace, outputs, constants(torch), text.cuts());
    }

    /**
     * Packs the script for other processes; a backend is needed to hold the constants.
     *
     * @throws NotTraceableException if Java computes in the middle of it
     */
    public ExportedProgram export(EagerTorch torch) {
      text()
          .cuts()
          .forEach(
              cut -> {
                throw new NotTraceableException(
                    "The " + cut.op().name() + " is Java's, so the step cannot be exported");
              });
      return new ExportedProgram(
          TorchArchive.of(ProductMethods.linkPortable(source())), constants(torch));
    }

    private List<Tensor> constants(EagerTorch torch) {
      List<Tensor> values = new ArrayList<>();
      for (int i = 0; i < trace.constants().size(); i++) {
        Object c = trace.constants().get(i);
        long[] shape = trace.constantType(i).shape();
        values.add(
            c instanceof double[] d
                ? torch.tensor(d, shape)
                : c instanceof long[] l ? torch.tensor(l, shape) : (Tensor) c);
      }
      return values;
    }
  }

  /**
   * Runs the function.
   *
   * @param parameters list value of the parameters, in the order of the trace
   * @param gradients list value of their gradients' places
   * @param beta 0 to overwrite gradients, 1 to add to them
   */
  public List<Tensor> run(
      List<? extends Tensor> in, TensorList parameters, TensorList gradients, double beta) {
    try (IValue result = call(MAIN, in, parameters, gradients, beta)) {
      return torch.wrap(result, outputs);
    }
  }

  /** Runs another method, given by {@link Builder#methods}, that returns a vector of numbers. */
  public double[] numbers(
      String method,
      List<? extends Tensor> in,
      TensorList parameters,
      TensorList gradients,
      double beta,
      Object... more) {
    try (IValue v = call(method, in, parameters, gradients, beta, more);
        PtNDArray vector = v.toTensor((PtNDManager) torch.manager())) {
      NativeCalls.count(5); // to a tensor, its type and bytes, and both freed
      return vector.toDoubleArray();
    }
  }

  private IValue call(
      String method,
      List<? extends Tensor> in,
      TensorList parameters,
      TensorList gradients,
      double beta,
      Object... more) {
    check(in);
    List<Tensor> resolved = in.stream().map(t -> (Tensor) SlotTensor.resolve(t)).toList();
    if (cuts.isEmpty()) {
      return part(method, resolved, parameters, gradients, beta, more);
    }
    try (Scope scope = torch.scope()) {
      List<Tensor> inputs = resolved;
      for (HostCut cut : cuts) {
        List<Tensor> returned;
        try (IValue v = part(cut.method(), inputs, parameters, gradients, beta)) {
          returned = torch.wrap(v, cut.returned());
        }
        inputs = new ArrayList<>(resolved);
        inputs.addAll(cut.handOver(torch, returned));
      }
      return part(method, inputs, parameters, gradients, beta, more);
    }
  }

  private IValue part(
      String method,
      List<Tensor> in,
      TensorList parameters,
      TensorList gradients,
      double beta,
      Object... more) {
    Object[] arguments = new Object[6 + more.length];
    arguments[0] = in;
    arguments[1] = parameters.value();
    arguments[2] = gradients.value();
    arguments[3] = constants;
    arguments[4] = torch.key();
    arguments[5] = beta;
    for (int i = 0; i < more.length; i++) {
      arguments[6 + i] = more[i] instanceof TensorList l ? l.value() : more[i];
    }
    NativeCalls.count(2);
    JniUtils.setGraphExecutorOptimize(false);
    JniUtils.setGradMode(false);
    return script.call(method, arguments);
  }

  private void check(List<? extends Tensor> in) {
    for (int i = 0; i < inputs.size(); i++) {
      if (i >= in.size() || !in.get(i).type().equals(inputs.get(i))) {
        throw new IllegalArgumentException(
            "Input "
                + i
                + " must be "
                + inputs.get(i)
                + ", got "
                + (i < in.size() ? in.get(i).type() : "nothing"));
      }
    }
  }

  /** The script's text. */
  public String source() {
    return script.source();
  }

  @Override
  public void close() {
    constants.close();
    script.close();
  }
}
