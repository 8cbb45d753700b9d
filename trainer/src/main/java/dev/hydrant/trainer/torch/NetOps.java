package dev.hydrant.trainer.torch;

import java.util.Arrays;
import java.util.List;

/** The table of normalisations, attention, losses and convolutions. */
final class NetOps {
  private NetOps() {}

  private static TensorType statistics(TensorType x) {
    return x.withShape(Shapes.with(x.shape(), x.rank() - 1, 1));
  }

  static final Op LAYER_NORM_BACKWARD =
      Op.of(
          "layer_norm_backward",
          "torch.native_layer_norm_backward(%0, %1, $0, %2, %3, %4, %5, [True, True, True])",
          (in, a) -> List.of(in.get(1), in.get(4), in.get(5)));

  /** x, weight, bias: result, mean, reciprocal deviation. */
  static final Op LAYER_NORM =
      Op.of(
              "layer_norm",
              "torch.native_layer_norm(%0, $0, %1, %2, $1)",
              (in, a) -> {
                TensorType x = in.get(0);
                long[] last = {x.shape()[x.rank() - 1]};
                Rules.check(
                    Arrays.equals(in.get(1).shape(), last)
                        && Arrays.equals(in.get(2).shape(), last),
                    "weight and bias must have shape " + Arrays.toString(last));
                return List.of(x, statistics(x), statistics(x));
              })
          .vjp(
              (c, g) ->
                  Dispatch.all(
                      LAYER_NORM_BACKWARD,
                      Attrs.of(c.attrs().get(0)),
                      g.get(0),
                      c.in(0),
                      c.out(1),
                      c.out(2),
                      c.in(1),
                      c.in(2)));

  static final Op STANDARDIZE_BACKWARD =
      Op.one(
          "standardize_backward",
          "torch.native_layer_norm_backward(%0, %1, $0, %2, %3, None, None, [True, False,"
              + " False])[0]",
          (in, a) -> in.get(1));

  /** Layer norm without weight and bias. */
  static final Op STANDARDIZE =
      Op.of(
              "standardize",
              "torch.native_layer_norm(%0, $0, None, None, $1)",
              (in, a) -> List.of(in.get(0), statistics(in.get(0)), statistics(in.get(0))))
          .vjp(
              (c, g) ->
                  List.of(
                      Dispatch.call(
                          STANDARDIZE_BACKWARD,
                          Attrs.of(c.attrs().get(0)),
                          g.get(0),
                          c.in(0),
                          c.out(1),
                          c.out(2))));

  static final Op RMS_NORM_BACKWARD =
      Op.one("rms_norm_backward", "self.rms_norm_backward(%0, %1, %2)", Rules::same)
          .kernel("rms_norm");

  /** x: result, reciprocal root mean square. */
  static final Op RMS_NORM =
      Op.of(
              "rms_norm",
              "self.rms_norm(%0, $0)",
              (in, a) -> List.of(Rules.floating(in, a), statistics(in.get(0))))
          .kernel("rms_norm")
          .eager("self.rms_norm_reference(%0, $0)")
          .vjp(
              (c, g) ->
                  List.of(
                      Dispatch.call(RMS_NORM_BACKWARD, Attrs.of(), g.get(0), c.out(0), c.out(1))));

  static final Op ATTENTION_BACKWARD =
      Op.of(
              "attention_backward",
              "self.attention_backward(%0, %1, %2, %3, %4, %5, %6, $0, $1)",
              (in, a) -> List.of(in.get(1), in.get(2), in.get(3)))
          .kernel("attention");

  /** q, k, v [B, H, T, d], additive mask or null: result, log-sum-exp of the scores. */
  static final Op ATTENTION =
      Op.of(
              "attention",
              "self.attention(%0, %1, %2, %3, $0, $1)",
              (in, a) -> {
                long[] q = in.get(0).shape();
                long[] k = in.get(1).shape();
                Rules.check(q.length == 4 && k.length == 4, "q, k and v must be [B, H, T, d]");
                Rules.check(
                    q[3] == k[3] && Arrays.equals(k, in.get(2).shape()) && q[1] == k[1],
                    "q, k and v do not fit");
                DType stats = in.get(0).dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
                return List.of(in.get(0), new TensorType(stats, q[0], q[1], q[2]));
              })
          .kernel("attention")
          .vjp(
              (c, g) -> {
                List<Tensor> d =
                    Dispatch.all(
                        ATTENTION_BACKWARD,
                        c.attrs(),
                        g.get(0),
                        c.in(0),
                        c.in(1),
                        c.in(2),
                        c.out(0),
                        c.out(1),
                        c.in(3));
                return Arrays.asList(d.get(0), d.get(1), d.get(2), null);
              });

  static final Op CROSS_ENTROPY_BACKWARD =
      Op.one(
              "cross_entropy_backward",
              "self.cross_entropy_backward(%0, %1, %2, $0)",
              (in, a) -> in.get(1))
          .kernel("cross_entropy");
  static final Op CROSS_ENTROPY =
      Op.one(
              "cross_entropy",
              "torch.cross_entropy_loss(%0, %1, None, 1, $0, 0.)",
              (in, a) -> {
                Rules.check(
                    in.get(0).rank() == 2
                        && Arrays.equals(in.get(1).shape(), new long[] {in.get(0).shape()[0]}),
                    "needs logits [N, V] and targets [N]");
                return in.get(0).withShape();
              })
          .vjp(
              (c, g) ->
                  Arrays.asList(
                      Dispatch.call(CROSS_ENTROPY_BACKWARD, c.attrs(), g.get(0), c.in(0), c.in(1)),
                      null));

  /** x [N, D], w [V, D], targets [N]: loss, gradient by x, gradient by w. */
  static final Op LINEAR_CROSS_ENTROPY =
      Op.of(
              "linear_cross_entropy",
              "self.linear_cross_entropy(%0, %1, %2, $0, $1, $2, $3, $4)",
              (in, a) -> {
                Rules.check(
                    in.get(0).rank() == 2
                        && in.get(1).rank() == 2
                        && in.get(0).shape()[1] == in.get(1).shape()[1]
                        && Arrays.equals(in.get(2).shape(), new long[] {in.get(0).shape()[0]}),
                    "needs x [N, D], w [V, D] and targets [N]");
                return List.of(in.get(0).withShape(), in.get(0), in.get(1));
              })
          .kernel("linear_cross_entropy")
          .forwardOnly("self.linear_cross_entropy_loss(%0, %1, %2, $0, $1, $2, $3, $4)")
          .into("self.linear_cross_entropy_into(%0, %1, %2, $0, $1, $2, $3, $4, %out, beta)")
          .eager("self.linear_cross_entropy_reference(%0, %1, %2, $1, $2, $3, $4)")
          .vjp((c, g) -> Arrays.asList(c.out(1).mul(g.get(0)), c.out(2).mul(g.get(0)), null));

  /** x [..., T, d], cos and sin [T, d/2]. */
  static final Op ROTARY =
      Op.one(
              "rotary",
              "self.rotary(%0, %1, %2)",
              (in, a) -> {
                TensorType x = in.get(0);
                long[] half = Shapes.with(x.shape(), x.rank() - 1, x.shape()[x.rank() - 1] / 2);
                Rules.check(
                    x.shape()[x.rank() - 1] % 2 == 0
                        && in.get(1).equals(in.get(2))
                        && Arrays.equals(Shapes.broadcast(in.get(1).shape(), half), half),
                    "the angles must broadcast to " + Arrays.toString(half));
                return x;
              })
          .kernel("rotary")
          .eager("self.rotary_reference(%0, %1, %2)")
          .vjp((c, g) -> Arrays.asList(g.get(0).rotary(c.in(1), c.in(2).neg()), null, null));

  static final Op CONVOLUTION =
      Op.one(
              "convolution",
              "torch.convolution(%0, %1, %2, $0, $1, $2, False, $3, $4)",
              (in, a) -> {
                long[] x = in.get(0).shape();
                long[] w = in.get(1).shape();
                Rules.check(
                    x.length == w.length && x[1] == w[1] * a.longAt(4),
                    "channels do not fit: x [B, C, …], w [O, C/groups, …]");
                long[] out = x.clone();
                out[1] = w[0];
                for (int i = 2; i < x.length; i++) {
                  long span = a.longs(2)[i - 2] * (w[i] - 1) + 1;
                  out[i] = (x[i] + 2 * a.longs(1)[i - 2] - span) / a.longs(0)[i - 2] + 1;
                }
                return in.get(0).withShape(out);
              })
          .vjp(NetOps::convolutionGradients);
  static final Op CONVOLUTION_BACKWARD =
      Op.of(
          "convolution_backward",
          "torch.convolution_backward(%0, %1, %2, $5, $0, $1, $2, False, $3, $4, [True, True,"
              + " True])",
          (in, a) -> List.of(in.get(1), in.get(2), in.get(2).withShape(in.get(2).shape()[0])));

  /** x [B, C, N…], w [C, O/groups, K…]; output padding is zero. The gradient is PyTorch's. */
  static final Op CONVOLUTION_TRANSPOSED =
      Op.one(
          "convolution_transposed",
          "torch.convolution(%0, %1, %2, $0, $1, $2, True, $3, $4)",
          (in, a) -> {
            long[] x = in.get(0).shape();
            long[] w = in.get(1).shape();
            Rules.check(
                x.length == w.length && x[1] == w[0],
                "channels do not fit: x [B, C, …], w [C, O/groups, …]");
            long[] out = x.clone();
            out[1] = w[1] * a.longAt(4);
            for (int i = 2; i < x.length; i++) {
              long span = a.longs(2)[i - 2] * (w[i] - 1) + 1;
              out[i] = (x[i] - 1) * a.longs(0)[i - 2] - 2 * a.longs(1)[i - 2] + span;
            }
            return in.get(0).withShape(out);
          });

  private static List<Tensor> convolutionGradients(Call c, List<Tensor> g) {
    Attrs a = c.attrs();
    List<Tensor> d =
        Dispatch.all(
            CONVOLUTION_BACKWARD,
            Attrs.of(a.get(0), a.get(1), a.get(2), a.get(3), a.get(4), List.of(c.in(1).size(0))),
            g.get(0),
            c.in(0),
            c.in(1));
    return Arrays.asList(d.get(0), d.get(1), c.in(2) == null ? null : d.get(2));
  }
}
