package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * Lifts points by a matrix P with orthonormal columns, which keeps their distances, and reads
 * hidden states by Pᵀ, adding what lies outside of P's range by a free matrix Q. Blocks that do
 * nothing leave the points as they are.
 */
final class OrthonormalLift extends Module implements Lift {
  private final long dim;
  private final Parameter frame;
  private final Parameter rest;

  /**
   * @param dim d of a point
   * @param width D ≥ d of a hidden state
   */
  OrthonormalLift(long dim, long width) {
    this.dim = dim;
    if (width < dim) {
      throw new IllegalArgumentException(
          "no %d orthonormal columns in %d dimensions".formatted(dim, width));
    }
    Init orthonormal = (torch, random, shape) -> gramSchmidt(random.normal(shape));
    frame = parameter("frame", orthonormal, width, dim).tag("lift");
    rest =
        parameter(
            "rest",
            (torch, random, shape) -> gramSchmidt(random.normal(width, dim)).t().contiguous(),
            dim,
            width);
  }

  /** The columns of {@code [D, d]} made orthonormal, each by those before it. */
  static Tensor gramSchmidt(Tensor w) {
    List<Tensor> columns = new ArrayList<>();
    for (Tensor column : w.unbind(1)) {
      Tensor c = column;
      for (Tensor before : columns) {
        c = c.sub(before.mul(before.mul(c).sum()));
      }
      columns.add(c.div(c.square().sum().sqrt()));
    }
    return Torch.stack(columns, 1);
  }

  /** P, {@code [D, d]}. */
  Tensor columns() {
    return frame.torch().fullPrecision(() -> gramSchmidt(frame));
  }

  @Override
  public Tensor encode(Tensor points) {
    return points.torch().fullPrecision(() -> points.linear(columns()));
  }

  @Override
  public Tensor decode(Tensor hidden, Tensor mask) {
    return hidden
        .torch()
        .fullPrecision(
            () -> {
              Tensor p = columns();
              Tensor z = SetScale.of(hidden, mask, dim).values();
              Tensor y = z.linear(p.t().contiguous());
              return y.add(z.sub(y.linear(p)).linear(rest));
            });
  }
}
