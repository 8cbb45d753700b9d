package dev.hydrant.trainer.torch;

/** Reading and writing at indices. */
final class IndexCases extends OperatorCases {
  IndexCases(EagerTorch torch) {
    super(torch);
  }

  @Override
  void add() {
    indices();
  }

  private void indices() {
    Tensor rows = ids(new long[] {4}, 2, 0, 2, 1);
    Tensor each = ids(new long[] {3, 2}, 0, 3, 1, 1, 2, 0);
    Tensor apart = ids(new long[] {2}, 2, 0);
    check("embedding", in -> in.get(0).embedding(in.get(1)).exp(), random(-1, 1, 4, 3), each);
    check(
        "index select", in -> in.get(0).indexSelect(0, in.get(1)).exp(), random(-1, 1, 3, 4), rows);
    check(
        "index add",
        in -> in.get(0).indexAdd(0, in.get(1), in.get(2)).exp(),
        random(-1, 1, 3, 2),
        rows,
        random(0, 1, 4, 2));
    check(
        "index copy",
        in -> in.get(0).indexCopy(0, in.get(1), in.get(2)).exp(),
        random(-1, 1, 3, 2),
        apart,
        random(0, 1, 2, 2));
    check("gather", in -> in.get(0).gather(1, in.get(1)).exp(), random(-1, 1, 3, 4), each);
    check(
        "scatter",
        in -> in.get(0).scatter(0, in.get(1), in.get(2)).exp(),
        random(-1, 1, 3, 2),
        ids(new long[] {2, 2}, 0, 1, 2, 0),
        random(0, 1, 2, 2));
    check(
        "scatter value", in -> in.get(0).scatter(1, in.get(1), 3).exp(), random(-1, 1, 3, 4), each);
    check(
        "scatter add",
        in -> in.get(0).scatterAdd(1, in.get(1), in.get(2)).exp(),
        random(-1, 1, 3, 4),
        each,
        random(0, 1, 3, 2));
    check("one hot", in -> in.get(0).oneHot(4), each);
    check(
        "searchsorted",
        in -> in.get(0).cumsum(0).searchsorted(in.get(1), true),
        random(0.1, 1, 5),
        random(0, 3, 2));
    check("integer arithmetic", in -> in.get(0).mul(3).add(1).remainder(4).floorDivide(2), each);
    check("bincount", in -> in.get(0).bincount(5), each);
  }
}
