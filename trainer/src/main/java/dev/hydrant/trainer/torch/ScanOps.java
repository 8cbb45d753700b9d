package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.List;

/** The table of linear recurrences. */
final class ScanOps {
  private ScanOps() {}

  static final Op GRU_BACKWARD =
      Op.of(
              "gru_backward",
              "self.gru_backward(%0, %1, %2, %3, %4, %5, %6)",
              (in, a) -> {
                TensorType bias = in.get(3).withShape(in.get(3).shape()[0]);
                return List.of(in.get(1), in.get(2), in.get(3), in.get(4), bias, bias);
              })
          .kernel("gru");

  /**
   * x [T or 1, B, I], h [1, B, H], w_ih [3H, I], w_hh [3H, H], b_ih, b_hh; T steps: all states, and
   * the gates that the backward pass reads.
   */
  static final Op GRU =
      Op.of("gru", "self.gru(%0, %1, %2, %3, %4, %5, $0)", ScanOps::gruTypes)
          .kernel("gru")
          .eager("self.gru_reference(%0, %1, %2, %3, %4, %5, $0)")
          .forwardOnly("self.gru_reference(%0, %1, %2, %3, %4, %5, $0)")
          .vjp(
              (c, g) ->
                  Dispatch.all(
                      GRU_BACKWARD,
                      Attrs.of(),
                      g.get(0),
                      c.in(0),
                      c.in(1),
                      c.in(2),
                      c.in(3),
                      c.out(0),
                      c.out(1)));

  private static List<TensorType> gruTypes(List<TensorType> in, Attrs a) {
    long[] x = in.get(0).shape();
    long[] h = in.get(1).shape();
    long steps = a.longAt(0);
    Rules.check(
        x.length == 3 && h.length == 3 && h[1] == x[1] && (x[0] == steps || x[0] == 1),
        "x must be [T, B, I], h [1, B, H]");
    Rules.check(
        Arrays.equals(in.get(2).shape(), new long[] {3 * h[2], x[2]})
            && Arrays.equals(in.get(3).shape(), new long[] {3 * h[2], h[2]}),
        "weights must be [3H, I] and [3H, H]");
    return List.of(
        in.get(0).withShape(steps, x[1], h[2]), in.get(0).withShape(steps, 4, x[1], h[2]));
  }

  static final Op LINEAR_SCAN_BACKWARD =
      Op.of(
              "linear_scan_backward",
              "self.linear_scan_backward(%0, %1, %2)",
              (in, a) -> List.of(in.get(1), in.get(0)))
          .kernel("scan");

  /** a, x [B, T, …]. */
  static final Op LINEAR_SCAN =
      Op.one(
              "linear_scan",
              "self.linear_scan(%0, %1)",
              (in, a) -> {
                Rules.check(
                    in.get(0).equals(in.get(1)) && in.get(0).rank() >= 2,
                    "decay and input must have one shape [B, T, …]");
                return in.get(1);
              })
          .kernel("scan")
          .eager("self.linear_scan_reference(%0, %1)")
          .vjp(
              (c, g) -> Dispatch.all(LINEAR_SCAN_BACKWARD, Attrs.of(), g.get(0), c.in(0), c.out()));

  static final Op SELECTIVE_SCAN_BACKWARD =
      Op.of(
              "selective_scan_backward",
              "self.selective_scan_backward(%0, %1, %2, %3, %4, %5, %6, $0, $1)",
              (in, a) -> in.subList(1, 6))
          .kernel("scan");

  /** u, dt [B, T, D], A [D, N], B, C [B, T, N]: y [B, T, D], state at each chunk's start. */
  static final Op SELECTIVE_SCAN =
      Op.of(
              "selective_scan",
              "self.selective_scan(%0, %1, %2, %3, %4, $0, $1)",
              (in, a) -> {
                long[] u = in.get(0).shape();
                Rules.check(
                    u.length == 3 && in.get(0).equals(in.get(1)), "u and dt must be [B, T, D]");
                long n = in.get(2).shape()[1];
                long[] bc = {u[0], u[1], n};
                Rules.check(
                    in.get(2).shape()[0] == u[2]
                        && Arrays.equals(in.get(3).shape(), bc)
                        && Arrays.equals(in.get(4).shape(), bc),
                    "needs A [D, N] and B, C [B, T, N]");
                long chunks = (u[1] + a.longAt(0) - 1) / a.longAt(0);
                return List.of(in.get(0), in.get(0).withShape(chunks + 1, u[0], n, u[2]));
              })
          .kernel("scan")
          .eager("self.selective_scan_reference(%0, %1, %2, %3, %4)")
          .vjp(
              (c, g) ->
                  Dispatch.all(
                      SELECTIVE_SCAN_BACKWARD,
                      c.attrs(),
                      g.get(0),
                      c.in(0),
                      c.in(1),
                      c.in(2),
                      c.in(3),
                      c.in(4),
                      c.out(1)));

  static final Op CAUSAL_CONV_BACKWARD =
      Op.of(
              "causal_conv_backward",
              "self.causal_conv_backward(%0, %1, %2)",
              (in, a) -> in.subList(1, 3))
          .kernel("causal_conv");

  /** x [B, T, D], w [D, K]. */
  static final Op CAUSAL_CONV =
      Op.one(
              "causal_conv",
              "self.causal_conv(%0, %1)",
              (in, a) -> {
                long[] x = in.get(0).shape();
                Rules.check(
                    x.length == 3 && in.get(1).rank() == 2 && in.get(1).shape()[0] == x[2],
                    "needs x [B, T, D] and w [D, K]");
                return in.get(0);
              })
          .kernel("causal_conv")
          .eager("self.causal_conv_reference(%0, %1)")
          .vjp(
              (c, g) -> Dispatch.all(CAUSAL_CONV_BACKWARD, Attrs.of(), g.get(0), c.in(0), c.in(1)));
}
