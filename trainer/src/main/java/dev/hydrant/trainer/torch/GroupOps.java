package dev.hydrant.trainer.torch;

import java.util.Arrays;

/** The table of products of runs of rows with a matrix each. */
final class GroupOps {
  private GroupOps() {}

  static final Op GROUPED_LINEAR_WEIGHT =
      Op.one(
              "grouped_linear_weight",
              "self.grouped_linear_weight(%0, %1, %2, %3)",
              (in, a) -> in.get(2))
          .kernel("grouped")
          .into("self.grouped_linear_weight_into(%0, %1, %2, %3, %out, beta)");

  /** x [M, D], w [E, H, D], counts [E] with sum M: [M, H]. */
  static final Op GROUPED_LINEAR =
      Op.one(
              "grouped_linear",
              "self.grouped_linear(%0, %1, %2)",
              (in, a) -> {
                long[] x = in.get(0).shape();
                long[] w = in.get(1).shape();
                Rules.check(
                    x.length == 2
                        && w.length == 3
                        && x[1] == w[2]
                        && in.get(2).dtype() == DType.INT64
                        && Arrays.equals(in.get(2).shape(), new long[] {w[0]}),
                    "needs x [M, D], w [E, H, D] and INT64 counts [E]");
                return in.get(0).withShape(x[0], w[1]);
              })
          .kernel("grouped")
          .eager("self.grouped_linear_reference(%0, %1, %2)")
          .vjp(
              (c, g) ->
                  Arrays.asList(
                      g.get(0).groupedLinear(c.in(1).transpose(1, 2), c.in(2)),
                      Dispatch.call(
                          GROUPED_LINEAR_WEIGHT, Attrs.of(), g.get(0), c.in(0), c.in(1), c.in(2)),
                      null));
}
