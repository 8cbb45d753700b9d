package dev.hydrant.trainer.optim;

import java.util.List;

/**
 * Momentum orthogonalised by five Newton–Schulz steps (Jordan et al. 2024), for matrices: the last
 * two dimensions are the matrix, those before are separate matrices.
 *
 * @param lr learning rate; the update is scaled by {@code √max(1, rows/columns)}
 * @param momentum decay of the running mean of gradients
 * @param nesterov whether the update looks one step ahead
 * @param weightDecay per step and unit of learning rate, decoupled
 */
public record Muon(double lr, double momentum, boolean nesterov, double weightDecay)
    implements Rule {
  private static final int STEPS = 5;

  @Override
  public Muon withLr(double lr) {
    return new Muon(lr, momentum, nesterov, weightDecay);
  }

  @Override
  public List<StateVector> state() {
    return List.of(StateVector.perElement("momentum_buffer"));
  }

  @Override
  public String kernel() {
    return "muon";
  }

  @Override
  public double[] numbers() {
    return new double[] {lr, momentum, nesterov ? 1 : 0, weightDecay};
  }

  /**
   * Operations of the five steps on some matrices, each three products: of the smaller side with
   * itself by way of the larger, of the result with itself, and with the matrix.
   */
  public static double flops(long matrices, long rows, long columns) {
    double small = Math.min(rows, columns);
    double large = Math.max(rows, columns);
    return 2.0 * STEPS * matrices * small * small * (2 * large + small);
  }

  @Override
  public boolean needsRows() {
    return true;
  }
}
