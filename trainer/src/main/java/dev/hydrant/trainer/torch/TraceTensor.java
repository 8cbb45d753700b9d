package dev.hydrant.trainer.torch;

/** A tensor of a program being recorded: it has a type but no values. */
public final class TraceTensor implements Tensor {
  private final Trace trace;
  private final Node node;
  private final int output;
  private final TensorType type;

  TraceTensor(Trace trace, Node node, int output, TensorType type) {
    this.trace = trace;
    this.node = node;
    this.output = output;
    this.type = type;
  }

  Node node() {
    return node;
  }

  int output() {
    return output;
  }

  @Override
  public Trace torch() {
    return trace;
  }

  @Override
  public TensorType type() {
    return type;
  }

  private NotTraceableException unknown() {
    return new NotTraceableException(
        Caller.place()
            + " asks for the values of "
            + this
            + ", which are not known while the step is recorded; keep the computation in tensors, or"
            + " set torch_compile=false");
  }

  @Override
  public double item() {
    throw unknown();
  }

  @Override
  public double[] toDoubles() {
    throw unknown();
  }

  @Override
  public float[] toFloats() {
    throw unknown();
  }

  @Override
  public long[] toLongs() {
    throw unknown();
  }

  @Override
  public String toString() {
    return type + " from " + node;
  }
}
