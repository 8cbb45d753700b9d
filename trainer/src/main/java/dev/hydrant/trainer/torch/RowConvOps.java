package dev.hydrant.trainer.torch;

import java.util.Arrays;

/** The table of convolutions along rows, which are matrix products. */
final class RowConvOps {
  private RowConvOps() {}

  /** g [B, T, O], w [O, I, K]: gradient of x. */
  static final Op INPUT =
      Op.one(
              "conv_rows_input",
              "self.conv_rows_input(%0, %1)",
              (in, a) -> {
                long[] g = in.get(0).shape();
                return in.get(0).withShape(g[0], g[1], in.get(1).shape()[1]);
              })
          .kernel("conv_rows");

  /** g [B, T, O], x [B, T, I], w [O, I, K]: gradient of w. */
  static final Op WEIGHT =
      Op.one("conv_rows_weight", "self.conv_rows_weight(%0, %1, %2)", (in, a) -> in.get(2))
          .kernel("conv_rows");

  /** x [B, T, I], w [O, I, K], b [O] or null: [B, T, O]. */
  static final Op CONV_ROWS =
      Op.one(
              "conv_rows",
              "self.conv_rows(%0, %1, %2)",
              (in, a) -> {
                long[] x = in.get(0).shape();
                long[] w = in.get(1).shape();
                Rules.check(
                    x.length == 3 && w.length == 3 && x[2] == w[1],
                    "needs x [B, T, I] and w [O, I, K]");
                Rules.check(
                    in.get(2) == null || Arrays.equals(in.get(2).shape(), new long[] {w[0]}),
                    "the bias must have shape [" + w[0] + "]");
                return in.get(0).withShape(x[0], x[1], w[0]);
              })
          .kernel("conv_rows")
          .eager("self.conv_rows_reference(%0, %1, %2)")
          .vjp(
              (c, g) ->
                  Arrays.asList(
                      Dispatch.call(INPUT, Attrs.of(), g.get(0), c.in(1)),
                      Dispatch.call(WEIGHT, Attrs.of(), g.get(0), c.in(0), c.in(1)),
                      c.in(2) == null ? null : g.get(0).view(-1, c.in(1).size(0)).sum(0)));
}
