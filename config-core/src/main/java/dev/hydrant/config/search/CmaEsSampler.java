package dev.hydrant.config.search;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.Well19937c;

/**
 * Covariance matrix adaptation evolution strategy (Hansen: The CMA Evolution Strategy, a tutorial,
 * arXiv:1604.00772), run by Hipparchus.
 *
 * <p>The library's optimizer calls the objective itself. To ask it for one point it is started anew
 * with the same seed, is answered from the history, and is stopped at the first evaluation that the
 * history does not have. Restarting costs microseconds per recorded trial and keeps the sampler
 * without state. Choices are searched by their index, which is crude: prefer TPE for them.
 *
 * <p>A trial that failed or still runs is answered with the worst loss seen: within one generation
 * the proposals do not depend on the answers.
 *
 * @param sigma initial standard deviation in the unit cube
 */
record CmaEsSampler(long seed, double sigma) implements Sampler {

  @Override
  public List<Double> propose(List<Dimension> space, List<Observation> history) {
    int d = space.size();
    Recorded objective = new Recorded(history);
    try {
      new CMAESOptimizer(
              Integer.MAX_VALUE, 0, true, 0, 0, new Well19937c(seed), false, (i, p, c) -> false)
          .optimize(
              new MaxEval(Integer.MAX_VALUE),
              new ObjectiveFunction(objective::loss),
              GoalType.MINIMIZE,
              new InitialGuess(filled(d, 0.5)),
              new SimpleBounds(filled(d, 0), filled(d, Math.nextDown(1.0))),
              new CMAESOptimizer.Sigma(filled(d, sigma)),
              new CMAESOptimizer.PopulationSize(4 + (int) (3 * Math.log(d))));
    } catch (Asked asked) {
      return Arrays.stream(asked.point).boxed().toList();
    }
    // The strategy has converged to a point: what is left of the budget explores elsewhere.
    return Sampler.uniform(d, Sampler.stream(seed, history.size()));
  }

  private static double[] filled(int n, double value) {
    double[] a = new double[n];
    Arrays.fill(a, value);
    return a;
  }

  /** The objective as far as it is known. */
  private static final class Recorded {
    private final List<Observation> history;
    private final double worst;
    private int next;

    Recorded(List<Observation> history) {
      this.history = history;
      this.worst =
          history.stream()
              .filter(Observation::complete)
              .mapToDouble(Observation::loss)
              .max()
              .orElse(0);
    }

    double loss(double[] point) {
      if (next == history.size()) {
        throw new Asked(point);
      }
      Observation recorded = history.get(next++);
      return recorded.complete() ? recorded.loss() : worst;
    }
  }

  /** Leaves the optimizer with the point it wants evaluated. */
  private static final class Asked extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient double[] point;

    Asked(double[] point) {
      super(null, null, false, false);
      this.point = point.clone();
    }
  }
}
