package dev.hydrant.trainer.mixture.loss;

import dev.hydrant.trainer.torch.Tensor;

/**
 * The energy distance between predictions and centres (Székely and Rizzo 2013): {@code 2·E‖ŷ − μ‖ −
 * E‖ŷ − ŷ′‖ − E‖μ − μ′‖}, not rooted. It is 0 where both are the same distribution.
 *
 * @param most points of a set that are compared: the first ones, which are in no order; it takes
 *     the square of their number
 */
public record EnergyLoss(long most) implements SetLoss {
  /** Keeps the gradient of a distance finite where it is 0. */
  private static final double TINY = 1e-12;

  /** With at most 512 points of a set. */
  public EnergyLoss() {
    this(512);
  }

  @Override
  public Tensor of(Predicted batch) {
    Tensor y = batch.predictions();
    Tensor shares = batch.shares();
    if (y.size(1) > most) {
      y = y.slice(1, 0, most);
      shares = shares.slice(1, 0, most);
      shares = shares.div(shares.sum(1, true));
    }
    Tensor centres = batch.centres();
    Tensor masses = batch.masses();
    Tensor between = mean(y, centres, shares, masses);
    Tensor within = mean(y, y, shares, shares);
    Tensor truth = mean(centres, centres, masses, masses);
    return between.mul(2).sub(within).sub(truth);
  }

  /** The mean distance of two weighted sets, {@code [B]}. */
  private static Tensor mean(Tensor a, Tensor b, Tensor ofA, Tensor ofB) {
    Tensor squares = null;
    for (int j = 0; j < a.size(2); j++) {
      Tensor difference = a.select(2, j).unsqueeze(2).sub(b.select(2, j).unsqueeze(1));
      Tensor square = difference.square();
      squares = squares == null ? square : squares.add(square);
    }
    Tensor distances = squares.add(TINY).sqrt(); // [B, N, M]
    return distances.matmul(ofB.unsqueeze(2)).squeeze(2).mul(ofA).sum(1);
  }
}
