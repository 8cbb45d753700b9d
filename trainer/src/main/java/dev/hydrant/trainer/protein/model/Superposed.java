package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.torch.Tensor;

/** How far structures are from their targets, each row superposed on its own. */
record Superposed(Tensor meanSquared, Tensor isThere) {
  /** Under the root, whose gradient is infinite at 0. */
  private static final double LEAST = 1e-8;

  /**
   * Of atoms that count.
   *
   * @param predicted {@code [B, L, A, 3]}
   * @param target {@code [B, L, A, 3]}
   * @param counted 1 for atoms that count, 0 for others, {@code [B, L, A]}
   */
  static Superposed of(Tensor predicted, Tensor target, Tensor counted) {
    long b = predicted.size(0);
    Tensor weights = counted.contiguous().view(b, -1);
    Tensor msd =
        Kabsch.meanSquaredDistance(
            predicted.contiguous().view(b, -1, 3), target.contiguous().view(b, -1, 3), weights);
    return new Superposed(msd, weights.sum(1).gt(0).to(msd.dtype()));
  }

  /** The mean over rows of the mean over points and coordinates. */
  Tensor loss() {
    return meanSquared.sum().div(isThere.sum().clampMin(1)).mul(1.0 / 3);
  }

  /** Of each row in Å, {@code [B]}. */
  Tensor rmsd() {
    return meanSquared.detach().add(LEAST).sqrt();
  }

  /** Reports the mean over rows in Å. */
  void report(Objective objective, String name) {
    objective.ratio(name, rmsd().mul(isThere).sum(), isThere.sum());
  }

  /** Brings each row's to the host; −1 for rows where nothing counts. */
  void gather(Objective objective, String name) {
    objective.gather(name, rmsd().add(1).mul(isThere).sub(1));
  }
}
