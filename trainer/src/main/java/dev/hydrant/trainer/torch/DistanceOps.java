package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.List;

/** The table of distances between rows. */
final class DistanceOps {
  private DistanceOps() {}

  static final Op MEAN_DISTANCES_BACKWARD =
      Op.one(
              "mean_distances_backward",
              "self.mean_distances_backward(%0, %1, %2, $0)",
              (in, a) -> in.get(1))
          .kernel("distances");

  /** x [n, Σd]: mean distances [n, n], and those of each run of columns [Q, n, n]. */
  static final Op MEAN_DISTANCES =
      Op.of(
              "mean_distances",
              "self.mean_distances(%0, $0)",
              (in, a) -> {
                long[] x = in.get(0).shape();
                Rules.check(
                    x.length == 2 && Arrays.stream(a.longs(0)).sum() == x[1],
                    "needs x [n, Σd], and sizes that add up to Σd");
                return List.of(
                    in.get(0).withShape(x[0], x[0]),
                    in.get(0).withShape(a.longs(0).length, x[0], x[0]));
              })
          .kernel("distances")
          .eager("self.mean_distances_reference(%0, $0)")
          .vjp(
              (c, g) ->
                  List.of(
                      Dispatch.call(
                          MEAN_DISTANCES_BACKWARD, c.attrs(), g.get(0), c.in(0), c.out(1))));
}
