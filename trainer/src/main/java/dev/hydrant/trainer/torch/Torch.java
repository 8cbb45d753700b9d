package dev.hydrant.trainer.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The backend a tensor lives in, and the factory of new ones. In {@link EagerTorch} operators run
 * at once; in a {@link Trace} they are recorded. Model code sees only this type, takes it from a
 * tensor at hand ({@code x.torch()}), and so works in both.
 */
public abstract sealed class Torch permits EagerTorch, Trace {
  private final DType floatType;
  private DType low;
  private boolean recomputes;
  private boolean wholeLogits;

  /** The sources of random numbers that were asked for, by name. */
  final Map<String, RandomStream> streams = new HashMap<>();

  /**
   * A backend whose factories make tensors of a type.
   *
   * @param low type of products and attention, or null for {@code floatType}
   * @param recomputes whether marked parts are computed again in the backward pass
   * @param wholeLogits whether heads hold the logits of all rows at once
   */
  Torch(DType floatType, DType low, boolean recomputes, boolean wholeLogits) {
    this.floatType = floatType;
    this.low = low;
    this.recomputes = recomputes;
    this.wholeLogits = wholeLogits;
  }

  /** Applies an operator to tensors of this backend. */
  abstract List<Tensor> apply(Op op, Attrs attrs, List<Tensor> inputs);

  /** The type matrix products run in under mixed precision, or null for none. */
  final DType low() {
    return low;
  }

  /** Sets the 16-bit type of matrix products, or null for none. */
  final void low(DType type) {
    low = type;
  }

  /**
   * Runs a block without mixed precision: for small products whose last digits decide something,
   * such as which expert a token goes to.
   */
  public final <T> T fullPrecision(Supplier<T> block) {
    DType before = low;
    low = null;
    try {
      return block.get();
    } finally {
      low = before;
    }
  }

  /** The floating-point type factories use when none is named. */
  public final DType floatType() {
    return floatType;
  }

  /** The text TorchScript knows the device by, such as {@code cpu} or {@code cuda:0}. */
  public abstract String device();

  /** A tensor of given values; {@code values} is read now, later changes to it are not seen. */
  public abstract Tensor tensor(double[] values, long... shape);

  /** As {@link #tensor(double[], long...)}, with element type INT64. */
  public abstract Tensor tensor(long[] values, long... shape);

  /**
   * Computes a tensor through which no gradient flows. What the block makes on the way is freed, so
   * that only the result takes memory.
   */
  public abstract Tensor constant(Supplier<Tensor> block);

  /** The source of random numbers of a name; each draw of a step gives other numbers. */
  public final RandomStream random(String stream) {
    return streams.computeIfAbsent(stream, s -> new RandomStream(this, s));
  }

  private Tensor make(Op op, Object... attrs) {
    return apply(op, Attrs.of(attrs), List.of()).get(0);
  }

  /** A tensor of zeros, {@code floatType()}. */
  public Tensor zeros(long... shape) {
    return full(floatType(), 0, shape);
  }

  /** A tensor of ones, {@code floatType()}. */
  public Tensor ones(long... shape) {
    return full(floatType(), 1, shape);
  }

  /** A tensor filled with one value. */
  public Tensor full(DType dtype, double value, long... shape) {
    return make(FactoryOps.FULL, shape, value, dtype);
  }

  /** One number, shape {@code []}. */
  public Tensor scalar(double value) {
    return full(floatType(), value);
  }

  /** The integers 0, 1, … n−1, INT64. */
  public Tensor arange(long n) {
    return make(FactoryOps.ARANGE, 0L, n, 1L, DType.INT64);
  }

  /** The integers from {@code start} up to, not including, {@code end}, INT64. */
  public Tensor arange(long start, long end, long step) {
    return make(FactoryOps.ARANGE, start, end, step, DType.INT64);
  }

  /** {@code n} evenly spaced numbers from {@code start} to {@code end}, both included. */
  public Tensor linspace(double start, double end, long n) {
    return make(FactoryOps.LINSPACE, start, end, n, floatType());
  }

  /** The identity matrix {@code [n, n]}. */
  public Tensor eye(long n) {
    return make(FactoryOps.EYE, n, floatType());
  }

  /** The mask {@code [t, t]}, BOOL, true where key j may be seen by query i: j ≤ i. */
  public Tensor causalMask(long t) {
    return arange(t).unsqueeze(0).le(arange(t).unsqueeze(1));
  }

  /**
   * Applies a part of a model whose intermediate results need not be kept for the backward pass.
   * Where {@link EagerTorch#recompute} is switched on they are computed again there: less memory
   * for one more forward of that part. Otherwise this just applies the part.
   */
  public static Tensor recompute(UnaryOperator<Tensor> part, Tensor x) {
    return recomputeAll(z -> List.of(part.apply(z)), x).get(0);
  }

  /** As {@link #recompute}, of a part with several results, all of them floating-point numbers. */
  public static List<Tensor> recomputeAll(Function<Tensor, List<Tensor>> part, Tensor x) {
    return x.torch().recomputes() ? again(part, x) : part.apply(x);
  }

  /**
   * As {@link #recompute}, of a part that is always computed again where operators run one by one,
   * because autograd would keep what a kernel never holds as a whole, such as the states of a scan.
   */
  public static Tensor recomputeWhereEager(UnaryOperator<Tensor> part, Tensor x) {
    return x.torch() instanceof EagerTorch
        ? again(z -> List.of(part.apply(z)), x).get(0)
        : recompute(part, x);
  }

  private static List<Tensor> again(Function<Tensor, List<Tensor>> part, Tensor x) {
    return x.torch() instanceof Trace t
        ? t.stretch(part, x)
        : ((EagerTorch) x.torch()).checkpoints().run(part, x);
  }

  /** Whether parts marked by {@link #recompute(UnaryOperator, Tensor)} are computed again. */
  final boolean recomputes() {
    return recomputes;
  }

  final void recomputes(boolean on) {
    recomputes = on;
  }

  /** Whether losses over a vocabulary hold all logits at once; see {@link EagerTorch}. */
  final boolean wholeLogits() {
    return wholeLogits;
  }

  final void holdsWholeLogits(boolean on) {
    wholeLogits = on;
  }

  /**
   * Lets Java compute a tensor in the middle of a loss, such as an assignment or a decomposition;
   * no gradient flows through it. Operators around it are recorded all the same.
   *
   * @param name for messages
   * @param inputs what the function reads, at least one tensor
   * @param dtype type of the result
   * @param shape shape of the result
   */
  public static Tensor host(
      String name, List<? extends Tensor> inputs, DType dtype, long[] shape, HostFunction f) {
    TensorType type = new TensorType(dtype, shape);
    Op op = Op.of("host function " + name, "", (in, a) -> List.of(type)).noGradient().host(f);
    return Dispatch.call(op, Attrs.of(), inputs.toArray(Tensor[]::new));
  }

  /** Joins tensors along an existing dimension. */
  public static Tensor cat(List<? extends Tensor> tensors, int dim) {
    int d = Shapes.dim(dim, tensors.get(0).rank());
    return Dispatch.call(ShapeOps.CAT, Attrs.of(d), tensors.toArray(Tensor[]::new));
  }

  /** Joins tensors along a new dimension. */
  public static Tensor stack(List<? extends Tensor> tensors, int dim) {
    int d = Shapes.dim(dim, tensors.get(0).rank() + 1);
    return Dispatch.call(ShapeOps.STACK, Attrs.of(d), tensors.toArray(Tensor[]::new));
  }

  /**
   * Sum of products by Einstein's convention, such as {@code "bij,bjk->bik"}; letters only, and the
   * result written out.
   */
  public static Tensor einsum(String equation, Tensor... tensors) {
    return Dispatch.call(ProductOps.EINSUM, Attrs.of(equation), tensors);
  }
}
