package dev.hydrant.trainer.torch;

import java.util.List;

/** Matrix products and linear algebra. */
final class ProductCases extends OperatorCases {
  ProductCases(EagerTorch torch) {
    super(torch);
  }

  @Override
  void add() {
    products();
    linearAlgebra();
  }

  private void products() {
    Tensor a = random(-1, 1, 3, 4);
    check("mm", in -> in.get(0).mm(in.get(1)), a, random(-1, 1, 4, 2));
    check(
        "matmul batch",
        in -> in.get(0).matmul(in.get(1)),
        random(-1, 1, 2, 3, 4),
        random(-1, 1, 2, 4, 2));
    check(
        "matmul broadcast",
        in -> in.get(0).matmul(in.get(1)),
        random(-1, 1, 5, 1, 3, 4),
        random(-1, 1, 2, 4, 2));
    check(
        "matmul shared right",
        in -> in.get(0).matmul(in.get(1)),
        random(-1, 1, 2, 3, 4),
        random(-1, 1, 4, 2));
    check(
        "vector times matrix",
        in -> in.get(0).matmul(in.get(1)),
        random(-1, 1, 4),
        random(-1, 1, 4, 2));
    check("matrix times vector", in -> in.get(0).matmul(in.get(1)), a, random(-1, 1, 4));
    check("dot", in -> in.get(0).matmul(in.get(1)), random(-1, 1, 4), random(0, 1, 4));
    check(
        "linear",
        in -> in.get(0).linear(in.get(1), in.get(2)),
        random(-1, 1, 2, 3, 4),
        random(-1, 1, 5, 4),
        random(-1, 1, 5));
    check("linear without bias", in -> in.get(0).linear(in.get(1)), a, random(-1, 1, 5, 4));
    check(
        "residual linear",
        in -> in.get(0).add(in.get(0).tanh().linear(in.get(1), in.get(2))).exp(),
        random(-1, 1, 2, 3, 4),
        random(-1, 1, 4, 4),
        random(-1, 1, 4));
    check(
        "sum of products",
        in ->
            in.get(0)
                .mm(in.get(1))
                .add(in.get(0).exp().mm(in.get(1)))
                .add(in.get(0).linear(in.get(1).t())),
        a,
        random(-1, 1, 4, 2));
    check(
        "einsum",
        in -> Torch.einsum("bij,bjk->bik", in.get(0), in.get(1)),
        random(-1, 1, 2, 3, 4),
        random(-1, 1, 2, 4, 2));
    check(
        "einsum sum out",
        in -> Torch.einsum("ij,kl->k", in.get(0), in.get(1)),
        a,
        random(-1, 1, 2, 3));
    check(
        "einsum three",
        in -> Torch.einsum("bi,bj,bk->ijk", in.get(0), in.get(1), in.get(2)),
        random(-1, 1, 2, 3),
        random(-1, 1, 2, 2),
        random(-1, 1, 2, 2));
    check(
        "grouped linear",
        in -> in.get(0).groupedLinear(in.get(1), in.get(2)),
        random(-1, 1, 6, 4),
        random(-1, 1, 4, 3, 4),
        ids(new long[] {4}, 2, 0, 3, 1));
  }

  private void linearAlgebra() {
    check("svd (autograd)", in -> in.get(0).svd().get(1), random(-1, 1, 4, 3));
    check(
        "eigh (autograd)",
        in -> {
          Tensor s = in.get(0).add(in.get(0).t());
          return s.eigh().get(0);
        },
        random(-1, 1, 3, 3));
    check("qr (autograd)", in -> in.get(0).qr().get(1), random(-1, 1, 4, 3));
    check("det (autograd)", in -> in.get(0).det(), random(-1, 1, 2, 3, 3));
    check(
        "inverse (autograd)",
        in -> in.get(0).add(in.get(0).torch().eye(3).mul(3)).inverse(),
        random(-1, 1, 3, 3));
    check(
        "cholesky (autograd)",
        in -> in.get(0).mm(in.get(0).t()).add(in.get(0).torch().eye(3)).cholesky(),
        random(-1, 1, 3, 3));
    check(
        "solve (autograd)",
        in -> in.get(0).add(in.get(0).torch().eye(3).mul(3)).solve(in.get(1)),
        random(-1, 1, 3, 3),
        random(-1, 1, 3, 2));
    check("mean distances", in -> in.get(0).meanDistances(3, 2), random(-1, 1, 4, 5));
    check("mean distances of many rows", in -> in.get(0).meanDistances(2), random(-1, 1, 370, 2));
    check(
        "cdist (autograd)",
        in -> in.get(0).cdist(in.get(1)),
        random(-1, 1, 3, 4),
        random(-1, 1, 2, 4));
    check(
        "cdist at distance zero (autograd)",
        in -> in.get(0).cdist(in.get(0).mul(1)).square(),
        random(-1, 1, 3, 4));
    check(
        "svd vectors (autograd)",
        in -> {
          List<Tensor> s = in.get(0).svd();
          return s.get(0).mul(s.get(1).exp().unsqueeze(0)).mm(s.get(2));
        },
        random(-1, 1, 4, 3));
    check(
        "eigh vectors (autograd)",
        in -> {
          List<Tensor> e = in.get(0).add(in.get(0).t()).eigh();
          return e.get(1).mul(e.get(0).exp().unsqueeze(0)).mm(e.get(1).t());
        },
        random(-1, 1, 3, 3));
    check(
        "Kabsch's rotation (autograd)",
        in -> {
          List<Tensor> s = in.get(0).t().matmul(in.get(1)).svd();
          Tensor sign = s.get(0).matmul(s.get(2)).det().sign().detach();
          Tensor last = in.get(0).torch().tensor(new double[] {0, 0, 1}, 3);
          Tensor flip = last.mul(sign.sub(1).unsqueeze(-1)).add(1);
          Tensor rotation = s.get(0).mul(flip.unsqueeze(1)).matmul(s.get(2));
          return in.get(0).matmul(rotation).sub(in.get(1));
        },
        random(-1, 1, 2, 6, 3),
        random(-0.8, 1, 2, 6, 3));
    check(
        "cross",
        in -> in.get(0).cross(in.get(1)),
        random(-1, 1, 2, 4, 3),
        random(-0.8, 1, 2, 4, 3));
  }
}
