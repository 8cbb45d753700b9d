package dev.hydrant.trainer.torch;

import java.util.List;

/**
 * Random numbers that depend on nothing but seed, stream name, step and the order of the draws, so
 * that no generator state has to be kept. Not for cryptography.
 *
 * <p>Real numbers are drawn in single precision and then converted: a generator gives others in
 * double precision, and a run with {@code precision=fp64} is to see the noise of one with fp32.
 */
public final class RandomStream {
  private static final long CHANCES = 1 << 16;

  private final Torch torch;
  private final long stream;
  private int draws;

  RandomStream(Torch torch, String name) {
    this.torch = torch;
    this.stream = RandomKey.hash(name);
  }

  int draws() {
    return draws;
  }

  void draws(int made) {
    draws = made;
  }

  private Tensor draw(Op op, Object... attrs) {
    Object[] a = new Object[attrs.length + 1];
    System.arraycopy(attrs, 0, a, 0, attrs.length);
    a[attrs.length] = RandomKey.mix(stream, draws++) & 0x7fffffffL;
    return torch.apply(op, Attrs.of(a), List.of()).get(0);
  }

  /** Uniform in [0, 1). */
  public Tensor uniform(long... shape) {
    return draw(FactoryOps.RAND, shape, DType.FLOAT32).to(torch.floatType());
  }

  /** Standard normal. */
  public Tensor normal(long... shape) {
    return draw(FactoryOps.RANDN, shape, DType.FLOAT32).to(torch.floatType());
  }

  /** Integers, uniform in [0, bound), INT64. */
  public Tensor integers(long bound, long... shape) {
    return draw(FactoryOps.RANDINT, bound, shape);
  }

  /** A random order of 0 … n−1, INT64. */
  public Tensor permutation(long n) {
    return draw(FactoryOps.RANDPERM, n);
  }

  /** Standard Gumbel: −log(−log u). */
  public Tensor gumbel(long... shape) {
    return uniform(shape).clamp(1e-20, 1 - 1e-7).log().neg().log().neg();
  }

  /** Indices drawn with probabilities given by the softmax of the last dimension of logits. */
  public Tensor categorical(Tensor logits) {
    return logits.add(gumbel(logits.shape())).argmax(-1);
  }

  /**
   * Zeroes a part {@code p} of the values, to the nearest of 65,536, and scales the rest so that
   * their mean stays.
   */
  public Tensor dropout(Tensor x, double p) {
    long dropped = Math.min(Math.round(p * CHANCES), CHANCES - 1);
    if (dropped <= 0) {
      return x;
    }
    double scale = (double) CHANCES / (CHANCES - dropped);
    return x.mul(draw(FactoryOps.KEEP_MASK, x.shape(), x.dtype(), dropped, scale));
  }
}
