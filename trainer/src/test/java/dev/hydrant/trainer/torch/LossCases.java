package dev.hydrant.trainer.torch;

import java.util.List;

/** Losses and statistics of rows of logits. */
final class LossCases extends OperatorCases {
  LossCases(EagerTorch torch) {
    super(torch);
  }

  @Override
  void add() {
    losses();
  }

  private void losses() {
    Tensor targets = ids(new long[] {6}, 0, 3, 1, -100, 2, 4);
    check("cross entropy", in -> in.get(0).crossEntropy(in.get(1)), random(-2, 2, 6, 5), targets);
    check(
        "cross entropy each",
        in -> in.get(0).crossEntropyEach(in.get(1)),
        random(-2, 2, 3, 5),
        ids(new long[] {3}, 1, 4, 0));
    Tensor h = random(-1, 1, 6, 4);
    Tensor w = random(-1, 1, 5, 4);
    check(
        "linear cross entropy",
        in -> in.get(0).linearCrossEntropy(in.get(1), in.get(2), 0),
        h,
        w,
        targets);
    check(
        "linear cross entropy capped",
        in -> in.get(0).linearCrossEntropy(in.get(1), in.get(2), 1.5),
        h,
        w,
        targets);
    check(
        "linear cross entropy scaled",
        in -> in.get(0).linearCrossEntropy(in.get(1), in.get(2), 0).square(),
        h,
        w,
        targets);
    check(
        "linear cross entropy of large logits",
        in -> in.get(0).mul(900).linearCrossEntropy(in.get(1), in.get(2), 0).mul(1e-3),
        h,
        w,
        targets);
    Tensor table = random(-1, 1, 7, 4);
    Tensor picks = ids(new long[] {6, 2}, 0, 1, 2, 2, 4, 0, 3, 1, 1, 4, 2, 0);
    Tensor odds = ids(new long[] {6}, 1, 90, 7, 0, 33, 2);
    for (String kept : List.of("110101", "000000", "111111")) {
      check(
          "linear rows " + kept,
          in -> rows(in.get(0), in.get(1), in.get(2), kept, null, null),
          h,
          table,
          picks);
      check(
          "linear rows with spread " + kept,
          in -> rows(in.get(0), in.get(1), in.get(2), kept, in.get(3).to(DType.FLOAT64), null),
          h,
          table,
          picks,
          odds);
    }
    check(
        "linear rows without some",
        in -> rows(in.get(0), in.get(1), in.get(2), "110101", null, in.get(2).select(1, 1)),
        h,
        table,
        picks);
    check(
        "linear rows of large logits",
        in -> rows(in.get(0).mul(900), in.get(1), in.get(2), "110101", null, null).mul(1e-3),
        h,
        table,
        picks);
  }

  /** All statistics of some rows of logits of the first five rows of a table, side by side. */
  private Tensor rows(Tensor x, Tensor w, Tensor picks, String kept, Tensor rho, Tensor without) {
    Tensor keep = torch.tensor(kept.chars().mapToLong(c -> c - '0').toArray(), 6).ne(0);
    var out = x.linearRows(w, 5, picks, keep, rho, without);
    return Torch.cat(
        List.of(out.logsumexp().unsqueeze(1), out.picked(), out.spread().unsqueeze(1)), 1);
  }
}
