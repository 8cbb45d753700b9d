package dev.hydrant.trainer.torch;

import static dev.hydrant.trainer.torch.Grads.unary;
import static dev.hydrant.trainer.torch.Grads.unreduce;

import java.util.Arrays;
import java.util.List;

/** The table of reductions, scans and softmax. */
final class ReduceOps {
  private ReduceOps() {}

  static final Op SUM =
      Op.one(
              "sum",
              "torch.sum(%0, $0, $1)",
              (in, a) -> {
                TensorType t = Rules.reduce(in, a);
                return t.dtype().isFloating() ? t : t.withDtype(DType.INT64);
              })
          .vjp(
              unary(
                  (c, g) ->
                      unreduce(g, c.in(0), c.attrs().longs(0), c.attrs().flag(1))
                          .expand(c.in(0).shape())))
          .into("self.sum_into(%0, $0, $1, %out, beta)");
  static final Op MEAN =
      Op.one(
              "mean",
              "torch.mean(%0, $0, $1)",
              (in, a) -> {
                Rules.floating(in, a);
                return Rules.reduce(in, a);
              })
          .vjp(
              unary(
                  (c, g) ->
                      unreduce(g, c.in(0), c.attrs().longs(0), c.attrs().flag(1))
                          .mul((double) c.out().numel() / Math.max(1, c.in(0).numel()))
                          .expand(c.in(0).shape())));
  static final Op AMAX = extreme("amax");
  static final Op AMIN = extreme("amin");

  /** Ties share the gradient equally, as in PyTorch. */
  private static Op extreme(String name) {
    return Op.one(name, "torch." + name + "(%0, $0, $1)", Rules::reduce)
        .vjp(
            unary(
                (c, g) -> {
                  long[] dims = c.attrs().longs(0);
                  boolean keep = c.attrs().flag(1);
                  Tensor hit = c.in(0).eq(unreduce(c.out(), c.in(0), dims, keep)).to(g.dtype());
                  Tensor n = Dispatch.call(SUM, Attrs.of(dims, true), hit);
                  return hit.div(n).mul(unreduce(g, c.in(0), dims, keep));
                }));
  }

  static final Op ARGMAX =
      Op.one("argmax", "torch.argmax(%0, $0, $1)", Rules.as(DType.INT64, Rules::reduceOne))
          .noGradient();
  static final Op ARGMIN =
      Op.one("argmin", "torch.argmin(%0, $0, $1)", Rules.as(DType.INT64, Rules::reduceOne))
          .noGradient();
  static final Op ANY =
      Op.one("any", "torch.any(%0, $0, $1)", Rules.as(DType.BOOL, Rules::reduceOne)).noGradient();
  static final Op ALL =
      Op.one("all", "torch.all(%0, $0, $1)", Rules.as(DType.BOOL, Rules::reduceOne)).noGradient();
  static final Op PROD = Op.one("prod", "torch.prod(%0, $0, $1)", Rules::reduceOne);
  static final Op LOGSUMEXP =
      Op.one("logsumexp", "torch.logsumexp(%0, $0, $1)", Rules::reduce)
          .vjp(
              unary(
                  (c, g) -> {
                    long[] dims = c.attrs().longs(0);
                    boolean keep = c.attrs().flag(1);
                    return c.in(0)
                        .sub(unreduce(c.out(), c.in(0), dims, keep))
                        .exp()
                        .mul(unreduce(g, c.in(0), dims, keep));
                  }));
  static final Op CUMSUM =
      Op.one("cumsum", "torch.cumsum(%0, $0)", ReduceOps::scan)
          .vjp(
              unary(
                  (c, g) ->
                      g.flip(c.attrs().intAt(0))
                          .cumsum(c.attrs().intAt(0))
                          .flip(c.attrs().intAt(0))));
  static final Op CUMPROD = Op.one("cumprod", "torch.cumprod(%0, $0)", ReduceOps::scan);
  static final Op LOGCUMSUMEXP =
      Op.one("logcumsumexp", "torch.logcumsumexp(%0, $0)", Rules::floating);

  private static TensorType scan(List<TensorType> in, Attrs a) {
    TensorType t = in.get(0);
    return t.dtype().isFloating() ? t : t.withDtype(DType.INT64);
  }

  static final Op SOFTMAX_BACKWARD =
      Op.one("softmax_backward", "torch._softmax_backward_data(%0, %1, $0, $1)", Rules::floating);
  static final Op SOFTMAX =
      Op.one("softmax", "torch.softmax(%0, $0)", Rules::floating)
          .vjp(
              unary(
                  (c, g) ->
                      Dispatch.call(
                          SOFTMAX_BACKWARD,
                          Attrs.of(c.attrs().intAt(0), c.out().dtype()),
                          g,
                          c.out())));
  static final Op LOG_SOFTMAX_BACKWARD =
      Op.one(
          "log_softmax_backward",
          "torch._log_softmax_backward_data(%0, %1, $0, $1)",
          Rules::floating);
  static final Op LOG_SOFTMAX =
      Op.one("log_softmax", "torch.log_softmax(%0, $0)", Rules::floating)
          .vjp(
              unary(
                  (c, g) ->
                      Dispatch.call(
                          LOG_SOFTMAX_BACKWARD,
                          Attrs.of(c.attrs().intAt(0), c.out().dtype()),
                          g,
                          c.out())));

  /** Values and indices along one dimension; the gradient goes to the chosen elements. */
  static final Op TOPK =
      Op.of(
              "topk",
              "torch.topk(%0, $0, $1, $2, True)",
              (in, a) -> {
                TensorType t = in.get(0);
                Rules.check(
                    a.longAt(0) <= t.shape()[a.intAt(1)],
                    "k = " + a.longAt(0) + " is larger than the dimension");
                TensorType v = t.withShape(Shapes.with(t.shape(), a.intAt(1), a.longAt(0)));
                return List.of(v, v.withDtype(DType.INT64));
              })
          .vjp((c, g) -> Arrays.asList(scatterBack(c, g.get(0), c.attrs().intAt(1))));

  static final Op SORT =
      Op.of(
              "sort",
              "torch.sort(%0, stable=True, dim=$0, descending=$1)",
              (in, a) -> List.of(in.get(0), in.get(0).withDtype(DType.INT64)))
          .vjp((c, g) -> Arrays.asList(scatterBack(c, g.get(0), c.attrs().intAt(0))));

  private static Tensor scatterBack(Call c, Tensor g, int dim) {
    if (g == null) {
      return null;
    }
    Tensor zero = g.torch().full(g.dtype(), 0, c.in(0).shape());
    return zero.scatterAdd(dim, c.out(1), g);
  }
}
