package dev.hydrant.trainer.optim;

import java.util.List;

/**
 * How one group of parameters is updated. Rules are values: a schedule makes a new one each step,
 * and as long as its class stays the same nothing is recorded anew.
 */
public sealed interface Rule permits Adam, AdamW, AdamMini, Muon, Sgd {

  /** The learning rate. */
  double lr();

  /** The weight decay: coupled in {@link Adam} and {@link Sgd}, decoupled in all others. */
  double weightDecay();

  /** The same rule with another learning rate. */
  Rule withLr(double lr);

  /** The state vectors kept. */
  List<StateVector> state();

  /** The name of the script function and its file. */
  String kernel();

  /** The numbers handed to the script function, in its order. */
  double[] numbers();

  /** Whether the script function is told where each parameter's rows lie. */
  default boolean needsRows() {
    return false;
  }

  /** Whether all rows of a head of queries or keys count as one. */
  default boolean takesHeadsAsRows() {
    return false;
  }

  /**
   * A vector of optimizer state.
   *
   * @param name as in PyTorch's state dictionaries
   * @param perRow one value per row of a matrix, or per head of queries or keys, rather than one
   *     per element
   */
  record StateVector(String name, boolean perRow) {
    static StateVector perElement(String name) {
      return new StateVector(name, false);
    }
  }
}
