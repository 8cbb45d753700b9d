package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.List;

/**
 * The table of row statistics of large products: what losses need of logits that are never held.
 */
final class RowOps {
  /** Which constant tells the share of rows that are expected to be kept, for estimates. */
  static final int SHARE = 3;

  private RowOps() {}

  static final Op LINEAR_ROWS_BACKWARD =
      Op.of(
              "linear_rows_backward",
              "self.linear_rows_backward(%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, $0, $1, $2)",
              (in, a) -> List.of(in.get(0), in.get(1)))
          .kernel("linear_rows")
          .into(
              "self.linear_rows_backward_into(%0, %1, %2, %3, %4, %5, %6, %7, %8, %9, $0, $1, $2, %out, beta)");

  /**
   * x [N, D], w [S, D], picks [N, P], keep [N], rho [N] or null, without [N] or null: log-sum-exp
   * [N], picked [N, P], sums of log(1 + rho·softmax) [N].
   */
  static final Op LINEAR_ROWS =
      Op.of(
              "linear_rows",
              "self.linear_rows(%0, %1, %2, %3, %4, %5, $0, $1, $2)",
              (in, a) -> {
                long n = in.get(0).shape()[0];
                Rules.check(
                    in.get(0).rank() == 2
                        && in.get(1).rank() == 2
                        && in.get(0).shape()[1] == in.get(1).shape()[1],
                    "needs x [N, D] and w [S, D]");
                Rules.check(
                    a.longAt(0) >= 1 && a.longAt(0) <= in.get(1).shape()[0],
                    "columns must be at most the rows of w");
                Rules.check(
                    in.get(2).rank() == 2
                        && in.get(2).shape()[0] == n
                        && Arrays.equals(in.get(3).shape(), new long[] {n})
                        && in.get(3).dtype() == DType.BOOL,
                    "needs picks [N, P] and keep [N], BOOL");
                TensorType row = in.get(0).withShape(n);
                return List.of(row, in.get(0).withShape(in.get(2).shape()), row);
              })
          .kernel("linear_rows")
          .vjp(
              (c, g) -> {
                List<Tensor> d =
                    Dispatch.all(
                        LINEAR_ROWS_BACKWARD,
                        c.attrs(),
                        c.in(0),
                        c.in(1),
                        c.in(2),
                        c.in(3),
                        c.in(4),
                        c.in(5),
                        c.out(0),
                        orZeros(g.get(0), c.out(0)),
                        orZeros(g.get(1), c.out(1)),
                        orZeros(g.get(2), c.out(2)));
                return Arrays.asList(d.get(0), d.get(1), null, null, null, null);
              });

  private static Tensor orZeros(Tensor g, Tensor like) {
    return g != null ? g : like.torch().full(like.dtype(), 0, like.shape());
  }
}
