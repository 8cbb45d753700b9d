package dev.hydrant.trainer.torch;

/** Convolutions, pooling and resizing. */
final class ConvolutionCases extends OperatorCases {
  ConvolutionCases(EagerTorch torch) {
    super(torch);
  }

  @Override
  void add() {
    convolutions();
  }

  private void convolutions() {
    check(
        "conv 1d",
        in -> in.get(0).conv(in.get(1), in.get(2), 1, 1, 1, 1),
        random(-1, 1, 2, 3, 6),
        random(-1, 1, 4, 3, 3),
        random(-1, 1, 4));
    check(
        "conv 1d depthwise",
        in -> in.get(0).conv(in.get(1), null, 1, 2, 1, 3),
        random(-1, 1, 2, 3, 6),
        random(-1, 1, 3, 1, 3));
    check(
        "conv 2d stride",
        in -> in.get(0).conv(in.get(1), in.get(2), 2, 1, 1, 1),
        random(-1, 1, 1, 2, 5, 5),
        random(-1, 1, 3, 2, 3, 3),
        random(-1, 1, 3));
    check(
        "conv 3d dilated",
        in -> in.get(0).conv(in.get(1), in.get(2), 1, 2, 2, 1),
        random(-1, 1, 1, 2, 3, 4, 3),
        random(-1, 1, 2, 2, 3, 3, 3),
        random(-1, 1, 2));
    check(
        "conv 2d in groups",
        in -> in.get(0).conv(in.get(1), null, 1, 0, 1, 2),
        random(-1, 1, 2, 4, 4, 4),
        random(-1, 1, 6, 2, 2, 2));
    check(
        "transposed conv 1d (autograd)",
        in -> in.get(0).convTransposed(in.get(1), in.get(2), 2, 1, 1, 1),
        random(-1, 1, 2, 3, 5),
        random(-1, 1, 3, 4, 4),
        random(-1, 1, 4));
    check(
        "transposed conv 2d in groups (autograd)",
        in -> in.get(0).convTransposed(in.get(1), null, 2, 0, 1, 2),
        random(-1, 1, 1, 4, 3, 3),
        random(-1, 1, 4, 2, 2, 2));
    check("max pool 1d", in -> in.get(0).maxPool(3, 2, 1).exp(), random(-1, 1, 2, 3, 7));
    check("max pool 2d", in -> in.get(0).maxPool(3, 2, 1).exp(), random(-1, 1, 1, 2, 6, 5));
    check("resize, nearest (autograd)", in -> in.get(0).resize(false, 7), random(-1, 1, 2, 3, 4));
    check("resize, linear (autograd)", in -> in.get(0).resize(true, 9), random(-1, 1, 2, 3, 4));
    check(
        "resize, bilinear (autograd)",
        in -> in.get(0).resize(true, 5, 7),
        random(-1, 1, 1, 2, 3, 4));
  }
}
