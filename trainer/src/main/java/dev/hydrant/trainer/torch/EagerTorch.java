package dev.hydrant.trainer.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The backend in which operators run at once, on one device, with PyTorch's autograd. One thread
 * uses it at a time.
 *
 * <p>Tensors belong to the innermost open {@link #scope()} and are freed with it.
 */
public final class EagerTorch extends Torch implements AutoCloseable {
  private final PtNDManager root;
  private final Device device;
  private final Deque<PtNDManager> scopes = new ArrayDeque<>();
  private final Map<String, Script> functions = new HashMap<>();
  private final Checkpoints checkpoints = new Checkpoints(this);
  private boolean grad = true;
  private long key;

  private EagerTorch(Device device, DType floatType) {
    super(floatType, null, false, false);
    this.device = device;
    this.root = (PtNDManager) NDManager.newBaseManager(device, "PyTorch");
    scopes.push(root);
  }

  /** A backend on the CPU with FLOAT32 as its floating-point type. */
  public static EagerTorch cpu() {
    return open(Device.cpu(), DType.FLOAT32);
  }

  /**
   * Opens a backend.
   *
   * @param floatType the type of factories and parameters, FLOAT32 or FLOAT64
   */
  public static EagerTorch open(Device device, DType floatType) {
    NativeSetup.once();
    return new EagerTorch(device, floatType);
  }

  @Override
  List<Tensor> apply(Op op, Attrs given, List<Tensor> from) {
    if (op.host() != null) {
      List<TensorType> types = from.stream().map(Tensor::type).toList();
      return List.of(HostCut.compute(this, op, op.infer(types, given).get(0), from));
    }
    Attrs attrs = Autocast.attrs(op, low(), given);
    List<Tensor> inputs = Autocast.inputs(op, low(), from);
    List<EagerTensor> in = new ArrayList<>(inputs.size());
    List<TensorType> types = new ArrayList<>(inputs.size());
    for (Tensor t : inputs) {
      EagerTensor e = (EagerTensor) SlotTensor.resolve(t);
      in.add(e);
      types.add(e == null ? null : e.type());
    }
    List<TensorType> out = op.infer(types, attrs);
    Script f =
        functions.computeIfAbsent(
            EagerFunction.key(op, attrs, in),
            k -> ScriptCache.get(EagerFunction.source(op, attrs, in, script(device))));
    JniUtils.setGraphExecutorOptimize(false);
    JniUtils.setGradMode(grad && op.isDifferentiable());
    NativeCalls.count(2);
    try (IValue result = f.call("f", EagerFunction.arguments(op, attrs, in, key))) {
      return wrap(result, out);
    } catch (ScriptException e) {
      throw new IllegalArgumentException(op.name() + types + ": " + e.getMessage(), e);
    }
  }

  List<Tensor> wrap(IValue result, List<TensorType> types) {
    NativeCalls.count(2 + 2 * types.size());
    PtNDManager owner = scopes.peek();
    PtNDArray[] arrays =
        result.isTensor() ? new PtNDArray[] {result.toTensor(owner)} : result.toTensorArray(owner);
    List<Tensor> out = new ArrayList<>(arrays.length);
    for (int i = 0; i < arrays.length; i++) {
      out.add(new EagerTensor(this, arrays[i], types.get(i)));
    }
    return out;
  }

  /** Loads a module of script functions that lives as long as this backend. */
  Script load(String methods) {
    return Script.load(root, methods);
  }

  /** Runs a block without recording gradients. */
  public <T> T noGrad(Supplier<T> block) {
    boolean before = grad;
    grad = false;
    try {
      return block.get();
    } finally {
      grad = before;
    }
  }

  @Override
  public Tensor constant(Supplier<Tensor> block) {
    try (Scope s = scope()) {
      return s.keep(noGrad(block).detach());
    }
  }

  /**
   * Gradients of a scalar with respect to tensors made by {@link #leaf}; zeros where the scalar
   * does not depend on one.
   */
  public List<Tensor> gradients(Tensor loss, List<? extends Tensor> wrt) {
    List<Tensor> leaves = wrt.stream().map(SlotTensor::resolve).toList();
    Script f =
        functions.computeIfAbsent("autograd", k -> ScriptCache.get(Kernels.text("autograd")));
    if (!checkpoints.isEmpty()) {
      return checkpoints.gradients(f, SlotTensor.resolve(loss), leaves);
    }
    JniUtils.setGradMode(true);
    try (IValue g = f.call("gradients", SlotTensor.resolve(loss), leaves)) {
      return wrap(g, leaves.stream().map(Tensor::type).toList());
    }
  }

  /** A copy of a tensor that gradients can be taken with respect to. */
  public Tensor leaf(Tensor t) {
    EagerTensor copy = (EagerTensor) noGrad(() -> t.detach().mul(1));
    copy.array().setRequiresGradient(true);
    return copy;
  }

  /** Marks a detached tensor as one that gradients are taken with respect to. */
  public Tensor requireGradient(Tensor t) {
    EagerTensor e = (EagerTensor) t;
    e.array().setRequiresGradient(true);
    return e;
  }

  /** Copies the values of one tensor into the memory of another of the same shape. */
  public void copy(Tensor from, Tensor to) {
    Script f =
        functions.computeIfAbsent("autograd", k -> ScriptCache.get(Kernels.text("autograd")));
    JniUtils.setGradMode(false);
    f.call("copy", SlotTensor.resolve(to), SlotTensor.resolve(from)).close();
  }

  /**
   * The tensor in this backend: the same memory where both backends are on one device, else a copy.
   * No gradient flows.
   */
  public Tensor adopt(Tensor t) {
    EagerTensor e = EagerTensor.of(t);
    if (e.torch() == this) {
      return e;
    }
    if (e.torch().device().equals(device())) {
      return new EagerTensor(this, e.array(), e.type());
    }
    Tensor here = full(e.dtype(), 0, e.shape());
    copy(e, here);
    return here;
  }

  <T> T read(EagerTensor t, DType as, Function<NDArray, T> reader) {
    try (Scope s = scope()) {
      Tensor plain = noGrad(() -> t.detach().to(as));
      return reader.apply(((EagerTensor) plain).array());
    }
  }

  /**
   * Wraps a DJL array; the array keeps its owner. One that DJL made from Java values must stay open
   * for as long as anything reads it, views and recorded programs included: its memory is the
   * JVM's.
   */
  public Tensor of(NDArray array) {
    return new EagerTensor(
        this,
        (PtNDArray) array,
        new TensorType(DType.of(array.getDataType()), array.getShape().getShape()));
  }

  @Override
  public Tensor tensor(double[] values, long... shape) {
    long[] full = Shapes.resolveView(new long[] {values.length}, shape);
    return of(HostMemory.copy(scopes.peek(), floatType(), values, full));
  }

  @Override
  public Tensor tensor(long[] values, long... shape) {
    long[] full = Shapes.resolveView(new long[] {values.length}, shape);
    return of(HostMemory.copy(scopes.peek(), values, full));
  }

  /** As {@link #tensor(double[], long...)}, from single-precision values. */
  public Tensor tensor(float[] values, long... shape) {
    long[] full = Shapes.resolveView(new long[] {values.length}, shape);
    return of(HostMemory.copy(scopes.peek(), floatType(), values, full));
  }

  /** Integers of 32 bits, INT32. */
  public Tensor tensor(int[] values, long... shape) {
    long[] full = Shapes.resolveView(new long[] {values.length}, shape);
    return of(HostMemory.copy(scopes.peek(), values, full));
  }

  /** Unsigned bytes, UINT8. */
  public Tensor tensor(byte[] values, long... shape) {
    long[] full = Shapes.resolveView(new long[] {values.length}, shape);
    return of(HostMemory.copy(scopes.peek(), DType.UINT8, values, full));
  }

  /** Truth values, BOOL. */
  public Tensor tensor(boolean[] values, long... shape) {
    long[] full = Shapes.resolveView(new long[] {values.length}, shape);
    return of(HostMemory.copy(scopes.peek(), DType.BOOL, HostMemory.bytes(values), full));
  }

  /** Opens a scope; tensors made from now on are freed when it closes. */
  public Scope scope() {
    PtNDManager m = (PtNDManager) scopes.peek().newSubManager();
    scopes.push(m);
    return new Scope(this, m);
  }

  void close(PtNDManager scope) {
    if (scopes.peek() != scope) {
      throw new IllegalStateException("Scopes must be closed in the reverse order of opening");
    }
    scopes.pop();
    checkpoints.close(scope);
    scope.close();
  }

  /** Moves a tensor to the scope around the innermost one. */
  <T extends Tensor> T keep(T t) {
    PtNDManager inner = scopes.pop();
    ((EagerTensor) SlotTensor.resolve(t)).array().attach(scopes.peek());
    scopes.push(inner);
    return t;
  }

  /** Takes a tensor out of all scopes: it lives until it is closed, or this backend is. */
  public <T extends Tensor> T owned(T t) {
    ((EagerTensor) SlotTensor.resolve(t)).array().attach(root);
    return t;
  }

  /** Sets what random streams depend on; the draws that follow start anew. */
  public void randomKey(long seed, long step) {
    key = RandomKey.mix(seed, step) & 0x7fffffffL;
    streams.clear();
  }

  /** What {@link #randomKey} made of seed and step: the argument of recorded programs. */
  public long key() {
    return key;
  }

  /** How often each random stream was drawn from since the key was set. */
  Map<String, Integer> draws() {
    Map<String, Integer> draws = new HashMap<>();
    streams.forEach((name, s) -> draws.put(name, s.draws()));
    return draws;
  }

  /** Winds the random streams back to where they were. */
  void draws(Map<String, Integer> draws) {
    streams.forEach((name, s) -> s.draws(draws.getOrDefault(name, 0)));
  }

  /** Whether gradients are recorded now. */
  boolean records() {
    return grad;
  }

  /** The owner of the tensors made now. */
  Object innermost() {
    return scopes.peek();
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  /**
   * Switches mixed precision on: matrix products and attention run in a 16-bit type from now on,
   * here and in traces made for this backend.
   *
   * @param type BFLOAT16 or FLOAT16; null switches it off
   */
  public void autocast(DType type) {
    if (type != null && floatType() != DType.FLOAT32) {
      throw new IllegalArgumentException("Mixed precision needs FLOAT32 as the base type");
    }
    low(type);
  }

  /**
   * Lets marked parts be computed again in the backward pass, here and in traces made for this
   * backend, instead of keeping their results; see {@link
   * Torch#recompute(java.util.function.UnaryOperator, Tensor)}.
   */
  public void recompute(boolean on) {
    recomputes(on);
  }

  /**
   * Lets losses over a vocabulary hold all logits at once, here and in traces made for this
   * backend, instead of a chunk of rows at a time; see {@link Tensor#linearCrossEntropy}. The same
   * numbers, more memory, and only plain operators to look at.
   */
  public void wholeLogits(boolean on) {
    holdsWholeLogits(on);
  }

  /** The 16-bit type of matrix products, or null without mixed precision. */
  public DType autocast() {
    return low();
  }

  @Override
  public String device() {
    return script(device);
  }

  static String script(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  NDManager manager() {
    return root;
  }

  @Override
  public void close() {
    root.close();
  }
}
