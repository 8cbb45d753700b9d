package dev.hydrant.trainer.torch;

/**
 * A tensor whose value is bound later, and may be bound to another backend for a while: the
 * parameters of a module. Every operator looks through it.
 */
public abstract non-sealed class SlotTensor implements Tensor {

  /** The tensor that stands here now. */
  protected abstract Tensor bound();

  @Override
  public final Torch torch() {
    return bound().torch();
  }

  @Override
  public final double item() {
    return bound().item();
  }

  @Override
  public final double[] toDoubles() {
    return bound().toDoubles();
  }

  @Override
  public final float[] toFloats() {
    return bound().toFloats();
  }

  @Override
  public final long[] toLongs() {
    return bound().toLongs();
  }

  static Tensor resolve(Tensor t) {
    while (t instanceof SlotTensor s) {
      t = s.bound();
    }
    return t;
  }
}
