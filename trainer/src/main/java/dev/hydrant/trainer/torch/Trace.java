package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The backend in which operators are recorded. It runs nothing and needs no native library; {@link
 * Program} turns what was recorded into one script function.
 */
public final class Trace extends Torch {
  private final String device;
  private final Map<List<Object>, Tensor> casts = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<TraceTensor> inputs = new ArrayList<>();
  private final List<TraceTensor> parameters = new ArrayList<>();
  private final List<Object> constants = new ArrayList<>();
  private final Map<Tensor, TraceTensor> captured = new HashMap<>();
  private Object stretch;
  private String backwardOf;

  /** An empty program for the device and floating-point type of a backend. */
  public Trace(Torch like) {
    this(like, like.device());
  }

  /** As {@link #Trace(Torch)}, for another device than the backend's. */
  public Trace(Torch like, String device) {
    this(like.floatType(), device, like.low(), like.recomputes(), like.wholeLogits());
  }

  /**
   * @param device as TorchScript writes it, such as {@code cpu}
   */
  public Trace(DType floatType, String device) {
    this(floatType, device, null, false, false);
  }

  /**
   * A program for a backend that need not exist.
   *
   * @param low type of products and attention, or null for {@code floatType}
   * @param recomputes whether blocks are computed again in the backward pass
   * @param wholeLogits whether heads hold the logits of all rows at once
   */
  public Trace(DType floatType, String device, DType low, boolean recomputes, boolean wholeLogits) {
    super(floatType, low, recomputes, wholeLogits);
    this.device = device;
  }

  /** Declares the next input of the program. */
  public Tensor input(TensorType type) {
    TraceTensor t = outside(Node.Source.INPUT, inputs.size(), type);
    inputs.add(t);
    return t;
  }

  /** Declares the next parameter: an input that gradients are wanted for. */
  public Tensor parameter(TensorType type) {
    TraceTensor t = outside(Node.Source.PARAMETER, parameters.size(), type);
    parameters.add(t);
    return t;
  }

  private TraceTensor outside(Node.Source source, int index, TensorType type) {
    Node n = new Node(nodes.size(), null, source, Attrs.of(index), List.of(), null);
    TraceTensor t = new TraceTensor(this, n, 0, type);
    n.outputs = List.of(t);
    nodes.add(n);
    return t;
  }

  private TraceTensor adopt(Tensor t) {
    Tensor r = SlotTensor.resolve(t);
    if (r == null || r instanceof TraceTensor) {
      return (TraceTensor) r;
    }
    return captured.computeIfAbsent(
        r,
        k -> {
          TraceTensor c = outside(Node.Source.CONSTANT, constants.size(), k.type());
          constants.add(k);
          return c;
        });
  }

  @Override
  List<Tensor> apply(Op op, Attrs given, List<Tensor> from) {
    DType policy = backwardOf == null ? low() : null;
    Attrs attrs = Autocast.attrs(op, policy, given);
    List<Tensor> in = Autocast.inputs(op, policy, from);
    List<TraceTensor> adopted = new ArrayList<>(in.size());
    List<TensorType> types = new ArrayList<>(in.size());
    for (Tensor t : in) {
      TraceTensor a = adopt(t);
      adopted.add(a);
      types.add(a == null ? null : a.type());
    }
    Tensor simple = Simplify.apply(this, op, attrs, adopted);
    if (simple != null) {
      return List.of(simple);
    }
    List<Object> cast = op == ShapeOps.TO ? Arrays.asList(adopted.get(0), attrs.get(0)) : null;
    if (casts.containsKey(cast)) {
      return List.of(casts.get(cast));
    }
    String place = backwardOf == null ? Caller.place() : backwardOf;
    List<TensorType> out;
    try {
      out = op.infer(types, attrs);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + place + ")", e);
    }
    Node n =
        new Node(
            nodes.size(),
            op,
            null,
            attrs,
            Arrays.asList(adopted.toArray(TraceTensor[]::new)),
            place);
    List<TraceTensor> outputs = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      outputs.add(new TraceTensor(this, n, i, out.get(i)));
    }
    n.outputs = List.copyOf(outputs);
    n.stretch = stretch;
    nodes.add(n);
    if (cast != null && stretch == null) {
      casts.put(cast, outputs.get(0));
    }
    return List.copyOf(n.outputs);
  }

  /** Marks what a part records as one stretch to be computed again; stretches do not nest. */
  List<Tensor> stretch(Function<Tensor, List<Tensor>> part, Tensor x) {
    if (stretch != null) {
      return part.apply(x);
    }
    stretch = new Object();
    try {
      return part.apply(x);
    } finally {
      stretch = null;
    }
  }

  /** Records operators as the backward pass of another place while the block runs. */
  void backwardOf(String place, Runnable block) {
    backwardOf = "backward of " + place;
    try {
      block.run();
    } finally {
      backwardOf = null;
    }
  }

  @Override
  public String device() {
    return device;
  }

  @Override
  public Tensor tensor(double[] values, long... shape) {
    long[] full = Shapes.resolveView(new long[] {values.length}, shape);
    return literal(values.clone(), new TensorType(floatType(), full));
  }

  @Override
  public Tensor tensor(long[] values, long... shape) {
    long[] full = Shapes.resolveView(new long[] {values.length}, shape);
    return literal(values.clone(), new TensorType(DType.INT64, full));
  }

  private Tensor literal(Object values, TensorType type) {
    TraceTensor t = outside(Node.Source.CONSTANT, constants.size(), type);
    constants.add(values);
    return t;
  }

  @Override
  public Tensor constant(Supplier<Tensor> block) {
    return block.get().detach();
  }

  List<Node> nodes() {
    return nodes;
  }

  List<TraceTensor> inputs() {
    return inputs;
  }

  List<TraceTensor> parameters() {
    return parameters;
  }

  /** Starts the description of a program made from this trace. */
  public Program.Builder program() {
    return new Program.Builder(this);
  }

  TensorType constantType(int index) {
    return nodes.stream()
        .filter(n -> n.source == Node.Source.CONSTANT && n.attrs.intAt(0) == index)
        .findFirst()
        .orElseThrow()
        .outputs
        .get(0)
        .type();
  }

  /** Eager tensors, and arrays of values, in the order of their nodes. */
  List<Object> constants() {
    return constants;
  }
}
