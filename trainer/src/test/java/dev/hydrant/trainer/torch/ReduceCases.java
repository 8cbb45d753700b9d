package dev.hydrant.trainer.torch;

/** Reductions, scans, ordering and softmax. */
final class ReduceCases extends OperatorCases {
  ReduceCases(EagerTorch torch) {
    super(torch);
  }

  @Override
  void add() {
    reductions();
  }

  private void reductions() {
    unary("sum", Tensor::sum, -1, 1);
    unary("sum dim", x -> x.sum(1), -1, 1);
    unary("sum keep", x -> x.sum(0, true), -1, 1);
    unary("mean", Tensor::mean, -1, 1);
    unary("mean dim", x -> x.mean(-1), -1, 1);
    unary("var", x -> x.var(1, 1, false), -1, 1);
    unary("amax", x -> x.amax(1), -1, 1);
    unary("amax all", Tensor::amax, -1, 1);
    unary("amin", x -> x.amin(0, true), -1, 1);
    unary("amin all", Tensor::amin, -1, 1);
    unary("argmax", x -> x.argmax(1), -1, 1);
    unary("argmin", x -> x.argmin(0), -1, 1);
    unary("any", x -> x.gt(0.5).any(1), -1, 1);
    unary("all", x -> x.gt(-0.5).all(1), -1, 1);
    unary("prod (autograd)", x -> x.prod(1), -1, 1);
    unary("logsumexp", x -> x.logsumexp(1), -1, 1);
    unary("logsumexp keep", x -> x.logsumexp(0, true), -1, 1);
    unary("norm", x -> x.norm(1, false, 1e-12), -1, 1);
    unary("cumsum", x -> x.cumsum(1), -1, 1);
    unary("cumprod (autograd)", x -> x.cumprod(1), 0.5, 1);
    unary("logcumsumexp (autograd)", x -> x.logcumsumexp(1), -1, 1);
    unary("softmax", x -> x.softmax(-1), -1, 1);
    unary("softmax dim 0", x -> x.softmax(0), -1, 1);
    unary("log softmax", x -> x.logSoftmax(-1), -1, 1);
    unary("topk", x -> x.topk(2, 1).values(), -1, 1);
    unary("bottomk", x -> x.bottomk(2, 0).values(), -1, 1);
    unary("topk indices", x -> x.topk(2, 1).indices(), -1, 1);
    unary("sort", x -> x.sort(1, true).values(), -1, 1);
    unary("argsort", x -> x.argsort(1, false), -1, 1);
    unary("count", x -> x.gt(0).sum(1), -1, 1);
  }
}
