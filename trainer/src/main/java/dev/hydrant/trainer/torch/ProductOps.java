package dev.hydrant.trainer.torch;

import static dev.hydrant.trainer.torch.Grads.sumTo;

import java.util.Arrays;
import java.util.List;

/** The table of matrix products and linear algebra. */
final class ProductOps {
  private ProductOps() {}

  static final Op MM =
      Op.one(
              "mm",
              "torch.mm(%0, %1)",
              (in, a) -> {
                inner(in.get(0), in.get(1).shape()[0]);
                return new TensorType(
                    in.get(0).dtype(), in.get(0).shape()[0], in.get(1).shape()[1]);
              })
          .vjp((c, g) -> Arrays.asList(g.get(0).mm(c.in(1).t()), c.in(0).t().mm(g.get(0))))
          .recorded("self.product(%0, %1)")
          .into("torch.addmm(%out, %0, %1, beta=beta, out=%out)");
  static final Op MATMUL =
      Op.one(
              "matmul",
              "torch.matmul(%0, %1)",
              (in, a) -> {
                long[] x = in.get(0).shape();
                long[] y = in.get(1).shape();
                inner(in.get(0), y[y.length - 2]);
                long[] batch =
                    Shapes.broadcast(
                        Arrays.copyOf(x, x.length - 2), Arrays.copyOf(y, y.length - 2));
                long[] out = Arrays.copyOf(batch, batch.length + 2);
                out[batch.length] = x[x.length - 2];
                out[batch.length + 1] = y[y.length - 1];
                return new TensorType(in.get(0).dtype(), out);
              })
          .vjp(
              (c, g) ->
                  Arrays.asList(
                      sumTo(g.get(0).matmul(c.in(1).t()), c.in(0)),
                      sumTo(c.in(0).t().matmul(g.get(0)), c.in(1))));

  private static void inner(TensorType a, long rows) {
    long k = a.shape()[a.rank() - 1];
    Rules.check(k == rows, "inner sizes " + k + " and " + rows + " differ");
  }

  /** x [..., in], w [out, in], optional b [out]. */
  static final Op LINEAR =
      Op.one(
              "linear",
              "torch.linear(%0, %1, %2)",
              (in, a) -> {
                TensorType x = in.get(0);
                Rules.check(in.get(1).rank() == 2, "the weight must be a matrix [out, in]");
                inner(x, in.get(1).shape()[1]);
                long out = in.get(1).shape()[0];
                Rules.check(
                    in.get(2) == null || Arrays.equals(in.get(2).shape(), new long[] {out}),
                    "the bias must have shape [" + out + "]");
                return x.withShape(Shapes.with(x.shape(), x.rank() - 1, out));
              })
          .vjp(
              (c, g) -> {
                Tensor dy = g.get(0).view(-1, c.in(1).size(0));
                Tensor x = c.in(0).view(-1, c.in(1).size(1));
                return Arrays.asList(
                    dy.mm(c.in(1)).view(c.in(0).shape()),
                    dy.t().mm(x),
                    c.in(2) == null ? null : dy.sum(0));
              })
          .recorded("self.linear(%0, %1, %2)");

  static final Op EINSUM =
      Op.one("einsum", "torch.einsum($0, %*)", (in, a) -> Einsum.infer(in, (String) a.get(0)))
          .vjp((c, g) -> Einsum.gradients(c, g.get(0)));

  // Linear algebra: gradients are PyTorch's.
  static final Op SVD =
      Op.of(
          "svd",
          "torch.linalg_svd(%0, False)",
          (in, a) -> {
            long[] s = in.get(0).shape();
            int n = s.length;
            long k = Math.min(s[n - 1], s[n - 2]);
            return List.of(
                in.get(0).withShape(Shapes.with(s, n - 1, k)),
                in.get(0).withShape(Shapes.with(Shapes.without(s, n - 1), n - 2, k)),
                in.get(0).withShape(Shapes.with(s, n - 2, k)));
          });
  static final Op EIGH =
      Op.of(
          "eigh",
          "torch.linalg_eigh(%0)",
          (in, a) -> {
            long[] s = in.get(0).shape();
            return List.of(in.get(0).withShape(Shapes.without(s, s.length - 1)), in.get(0));
          });
  static final Op QR =
      Op.of(
          "qr",
          "torch.linalg_qr(%0)",
          (in, a) -> {
            long[] s = in.get(0).shape();
            int n = s.length;
            long k = Math.min(s[n - 1], s[n - 2]);
            return List.of(
                in.get(0).withShape(Shapes.with(s, n - 1, k)),
                in.get(0).withShape(Shapes.with(s, n - 2, k)));
          });
  static final Op DET =
      Op.one(
          "det",
          "torch.det(%0)",
          (in, a) -> in.get(0).withShape(Arrays.copyOf(in.get(0).shape(), in.get(0).rank() - 2)));
  static final Op INVERSE = Op.one("inverse", "torch.inverse(%0)", Rules::floating);
  static final Op CHOLESKY = Op.one("cholesky", "torch.linalg_cholesky(%0)", Rules::floating);
  static final Op SOLVE = Op.one("solve", "torch.linalg_solve(%0, %1)", (in, a) -> in.get(1));
  static final Op CDIST =
      Op.one(
          "cdist",
          "torch.cdist(%0, %1)",
          (in, a) -> {
            long[] x = in.get(0).shape();
            long[] y = in.get(1).shape();
            return in.get(0).withShape(Shapes.with(x, x.length - 1, y[y.length - 2]));
          });
}
