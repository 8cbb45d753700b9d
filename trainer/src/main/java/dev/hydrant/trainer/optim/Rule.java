package dev.hydrant.trainer.optim;

import java.util.List;

/**
 * How one group of parameters is updated. Rules are values: a schedule makes a new one each step,
 * and as long as its class stays the same nothing is recorded anew.
 */
public sealed interface Rule permits AdamW, Sgd {

  /** The learning rate. */
  double lr();

  /** The same rule with another learning rate. */
  Rule withLr(double lr);

  /** The names of the state vectors kept per parameter element. */
  List<String> state();

  /** The name of the script function and its file. */
  String kernel();

  /** The numbers handed to the script function, in its order. */
  double[] numbers();
}
