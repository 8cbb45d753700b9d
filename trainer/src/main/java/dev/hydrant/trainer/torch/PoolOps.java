package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.List;

/** The table of pooling and resizing of images {@code [B, C, H, W]}. */
final class PoolOps {
  private PoolOps() {}

  static final Op MAX_POOL_BACKWARD =
      Op.one(
          "max_pool_backward",
          "torch.max_pool2d_with_indices_backward(%0, %1, $0, $1, $2, [1, 1], False, %2)",
          (in, a) -> in.get(1));

  /** Kernel, stride, padding, two numbers each: largest values, their places. */
  static final Op MAX_POOL =
      Op.of(
              "max_pool",
              "torch.max_pool2d_with_indices(%0, $0, $1, $2, [1, 1], False)",
              (in, a) -> {
                long[] s = in.get(0).shape().clone();
                Rules.check(s.length == 4, "needs images [B, C, H, W]");
                for (int i = 0; i < 2; i++) {
                  Rules.check(
                      2 * a.longs(2)[i] <= a.longs(0)[i],
                      "padding must be at most half the kernel");
                  s[2 + i] = (s[2 + i] + 2 * a.longs(2)[i] - a.longs(0)[i]) / a.longs(1)[i] + 1;
                }
                TensorType t = Rules.floating(in, a).withShape(s);
                return List.of(t, t.withDtype(DType.INT64));
              })
          .vjp(
              (c, g) ->
                  Arrays.asList(
                      Dispatch.call(MAX_POOL_BACKWARD, c.attrs(), g.get(0), c.in(0), c.out(1))));

  // Gradients of resizing are PyTorch's.
  static final Op NEAREST = resize("nearest", "torch.upsample_nearest2d(%0, $0)");
  static final Op BILINEAR = resize("bilinear", "torch.upsample_bilinear2d(%0, $0, False)");

  private static Op resize(String name, String script) {
    return Op.one(
        name,
        script,
        (in, a) -> {
          long[] s = in.get(0).shape();
          Rules.check(s.length == 4, "needs images [B, C, H, W]");
          return in.get(0).withShape(s[0], s[1], a.longs(0)[0], a.longs(0)[1]);
        });
  }
}
