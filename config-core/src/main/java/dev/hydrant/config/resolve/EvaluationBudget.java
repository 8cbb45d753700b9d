package dev.hydrant.config.resolve;

/**
 * What one resolution may cost, so that hostile or mistaken configs end in a message and not in a
 * full memory or stack.
 *
 * @param steps the interpolations that may be evaluated
 * @param depth how deep interpolations, arguments and containers may nest
 * @param nodes the nodes of the resolved tree, each counted as often as it is referred to; and as
 *     many again for arguments and results of resolvers
 * @param characters the length of all text that is made
 */
public record EvaluationBudget(int steps, int depth, long nodes, int characters) {
  /** Far above any real config, far below trouble. */
  public static final EvaluationBudget DEFAULT =
      new EvaluationBudget(1_000_000, 500, 2_000_000, 1 << 24);

  /** This budget with another limit on the interpolations that may be evaluated. */
  public EvaluationBudget withSteps(int limit) {
    return new EvaluationBudget(limit, depth, nodes, characters);
  }
}
