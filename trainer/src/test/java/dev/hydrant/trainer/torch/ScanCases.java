package dev.hydrant.trainer.torch;

/** Recurrences along a sequence, and rotary positions. */
final class ScanCases extends OperatorCases {
  ScanCases(EagerTorch torch) {
    super(torch);
  }

  @Override
  void add() {
    scans();
  }

  private void scans() {
    check(
        "linear scan",
        in -> in.get(0).linearScan(in.get(1)),
        random(-1, 1, 2, 5, 3),
        random(0.2, 0.9, 2, 5, 3));
    for (int t : new int[] {1, 5, 8, 19}) {
      for (boolean associative : new boolean[] {false, true}) {
        check(
            "selective scan of " + t + (associative ? ", associative" : ""),
            in ->
                in.get(0).selectiveScan(in.get(1), in.get(2), in.get(3), in.get(4), 8, associative),
            random(-1, 1, 2, t, 3),
            random(0.1, 0.9, 2, t, 3),
            random(-1.5, -0.2, 3, 2),
            random(-1, 1, 2, t, 2),
            random(-1, 0.9, 2, t, 2));
      }
      check(
          "causal convolution of " + t,
          in -> in.get(0).causalConv(in.get(1)),
          random(-1, 1, 2, t, 3),
          random(-1, 1, 3, 4));
    }
    for (int k : new int[] {1, 2, 5}) {
      check(
          "convolution along rows, of width " + k,
          in -> in.get(0).convRows(in.get(1), in.get(2)),
          random(-1, 1, 2, 4, 3),
          random(-1, 1, 4, 3, k),
          random(-1, 0.9, 4));
    }
    check(
        "convolution along rows without bias",
        in -> in.get(0).convRows(in.get(1), null),
        random(-1, 1, 2, 4, 3),
        random(-1, 1, 4, 3, 9));
    check(
        "selective scan in one chunk",
        in -> in.get(0).selectiveScan(in.get(1), in.get(2), in.get(3), in.get(4)),
        random(-1, 1, 1, 9, 3),
        random(0.1, 0.9, 1, 9, 3),
        random(-1.5, -0.2, 3, 2),
        random(-1, 1, 1, 9, 2),
        random(-1, 0.9, 1, 9, 2));
    check(
        "gru",
        in -> in.get(0).gru(in.get(1), in.get(2), in.get(3), in.get(4), in.get(5)),
        random(-1, 1, 3, 2, 4),
        random(-1, 1, 2, 5),
        random(-1, 1, 15, 4),
        random(-1, 1, 15, 5),
        random(-1, 1, 15),
        random(-1, 0.9, 15));
    check(
        "gru of one step",
        in -> in.get(0).gru(in.get(1), in.get(2), in.get(3), in.get(4), in.get(5)),
        random(-1, 1, 1, 2, 4),
        random(-1, 1, 2, 5),
        random(-1, 1, 15, 4),
        random(-1, 1, 15, 5),
        random(-1, 1, 15),
        random(-1, 0.9, 15));
    check(
        "gru of one input repeated",
        in -> in.get(0).gruRepeated(4, in.get(1), in.get(2), in.get(3), in.get(4), in.get(5)),
        random(-1, 1, 2, 4),
        random(-1, 1, 2, 5),
        random(-1, 1, 15, 4),
        random(-1, 1, 15, 5),
        random(-1, 1, 15),
        random(-1, 0.9, 15));
    check(
        "rotary",
        in -> {
          Tensor angle = in.get(0).torch().linspace(0, 2, 6).view(3, 2);
          return in.get(0).rotary(angle.cos(), angle.sin());
        },
        random(-1, 1, 2, 3, 4));
  }
}
