package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hipparchus.optim.linear.LinearConstraint;
import org.hipparchus.optim.linear.LinearConstraintSet;
import org.hipparchus.optim.linear.LinearObjectiveFunction;
import org.hipparchus.optim.linear.NonNegativeConstraint;
import org.hipparchus.optim.linear.Relationship;
import org.hipparchus.optim.linear.SimplexSolver;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;

class TransportTest {
  @Test
  void four_corners_go_to_two_centres_at_half_a_unit() {
    Matrix cost =
        PairwiseDistances.squaredEuclidean(
            Matrix.of(new double[][] {{0, 0}, {1, 0}, {0, 1}, {1, 1}}),
            Matrix.of(new double[][] {{0, 0}, {1, 1}}));
    double[] quarter = {.25, .25, .25, .25};
    TransportPlan plan = TransportPlan.exact(cost, quarter, new double[] {.5, .5});
    assertThat(plan.cost()).isCloseTo(.5, within(1e-15));
  }

  @Test
  void quotas_are_kept_at_the_least_cost_of_all_assignments() {
    Random random = new Random(1);
    for (int trial = 0; trial < 100; trial++) {
      boolean ties = trial % 2 == 0;
      double[] values = new double[21];
      Arrays.setAll(values, i -> ties ? random.nextInt(4) : random.nextGaussian());
      Matrix cost = Matrix.of(values, 7, 3);
      int[] quotas = new int[3];
      for (int i = 0; i < 7; i++) {
        quotas[random.nextInt(3)]++;
      }
      double best = Double.POSITIVE_INFINITY;
      for (int code = 0; code < 2187; code++) {
        int[] labels = KMeansTest.digits(code, 7);
        if (Arrays.equals(counts(labels), quotas)) {
          best = Math.min(best, sum(cost, labels));
        }
      }
      int[] labels = TransportPlan.assign(cost, quotas);
      assertThat(counts(labels)).isEqualTo(quotas);
      assertThat(sum(cost, labels)).isCloseTo(best, within(1e-12));
    }
  }

  @Test
  void real_masses_cost_what_the_simplex_method_finds() {
    Random random = new Random(2);
    for (int trial = 0; trial < 40; trial++) {
      int n = 2 + random.nextInt(7);
      int k = 1 + random.nextInt(5);
      double[] values = new double[n * k];
      Arrays.setAll(values, i -> random.nextGaussian());
      Matrix cost = Matrix.of(values, n, k);
      double[] sources = masses(random, n);
      double[] sinks = masses(random, k);
      TransportPlan plan = TransportPlan.exact(cost, sources, sinks);
      assertThat(plan.cost()).isCloseTo(simplex(cost, sources, sinks), within(1e-9));
      assertMarginals(plan, sources, sinks, 1e-12);
    }
  }

  @Test
  void uniform_masses_of_equal_number_are_an_assignment() {
    Matrix cost = Samples.fill(12, 12, 4);
    double[] ones = new double[12];
    Arrays.fill(ones, 1);
    assertThat(TransportPlan.exact(cost, ones, ones).cost())
        .isCloseTo(Assignment.minimise(cost).cost(), within(1e-12));
  }

  @Test
  void no_circle_of_moves_makes_a_plan_of_a_thousand_points_cheaper() {
    int n = 1000;
    int k = 7;
    Matrix points = Samples.fill(n, 2, 5);
    Matrix cost = PairwiseDistances.squaredEuclidean(points, Samples.fill(k, 2, 6));
    double[] sources = new double[n];
    Arrays.fill(sources, 1.0 / n);
    double[] sinks = masses(new Random(3), k);
    TransportPlan plan = TransportPlan.exact(cost, sources, sinks);
    assertMarginals(plan, sources, sinks, 1e-11);
    double[][] move = new double[k][k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        move[a][b] = a == b ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
          if (plan.flow().get(i, a) > 0 && a != b) {
            move[a][b] = Math.min(move[a][b], cost.get(i, b) - cost.get(i, a));
          }
        }
      }
    }
    for (int via = 0; via < k; via++) {
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          move[a][b] = Math.min(move[a][b], move[a][via] + move[via][b]);
        }
      }
    }
    for (int a = 0; a < k; a++) {
      assertThat(move[a][a]).isGreaterThan(-1e-10);
    }
  }

  @Test
  void sinks_and_sources_without_mass_get_and_give_nothing() {
    Matrix cost = Matrix.of(new double[][] {{1, 0}, {1, 0}});
    TransportPlan plan = TransportPlan.exact(cost, new double[] {2, 0}, new double[] {2, 0});
    assertThat(plan.flow().toArray()).containsExactly(2, 0, 0, 0);
    Sinkhorn.Result soft = new Sinkhorn().solve(cost, new double[] {2, 0}, new double[] {2, 0});
    assertThat(soft.plan().flow().toArray())
        .containsExactly(new double[] {2, 0, 0, 0}, within(1e-12));
    assertThat(TransportPlan.exact(cost, new double[2], new double[2]).cost()).isZero();
  }

  @Test
  void masses_that_do_not_balance_or_are_negative_are_named() {
    Matrix cost = Samples.fill(2, 2, 1);
    assertThatThrownBy(() -> TransportPlan.exact(cost, new double[] {1, 1}, new double[] {1, 2}))
        .hasMessage("Sources sum to 2.0, but sinks to 3.0");
    assertThatThrownBy(() -> TransportPlan.exact(cost, new double[] {1, -1}, new double[2]))
        .hasMessageContaining("source 1 is -1.0");
    assertThatThrownBy(() -> TransportPlan.exact(cost, new double[3], new double[2]))
        .hasMessageContaining("3 sources");
  }

  @Test
  void two_by_two_with_entropy_has_its_closed_form() {
    Matrix cost = Matrix.of(new double[][] {{0, 1}, {1, 0}});
    double[] half = {.5, .5};
    for (double epsilon : new double[] {.1, 1, 5}) {
      Sinkhorn.Result found = new Sinkhorn(epsilon, 1000, 1e-14).solve(cost, half, half);
      double stays = .5 / (1 + Math.exp(-1 / (epsilon * .5)));
      assertThat(found.plan().flow().get(0, 0)).isCloseTo(stays, within(1e-12));
    }
  }

  @Test
  void a_small_entropy_comes_within_a_percent_of_the_exact_cost() {
    Matrix cost = PairwiseDistances.squaredEuclidean(Samples.fill(80, 2, 7), Samples.fill(5, 2, 8));
    double[] sources = new double[80];
    Arrays.fill(sources, 1.0 / 80);
    double[] sinks = {.1, .15, .2, .25, .3};
    double exact = TransportPlan.exact(cost, sources, sinks).cost();
    double before = Double.POSITIVE_INFINITY;
    for (double epsilon : new double[] {1, .1, .01}) {
      Sinkhorn.Result found = new Sinkhorn(epsilon, 20_000, 1e-9).solve(cost, sources, sinks);
      assertThat(found.marginalError()).isLessThan(1e-9);
      assertMarginals(found.plan(), sources, sinks, 1e-8);
      assertThat(found.plan().cost()).isBetween(exact - 1e-8, before + 1e-9);
      before = found.plan().cost();
    }
    Sinkhorn.Result sharp = new Sinkhorn(.002, 20_000, 1e-9).solve(cost, sources, sinks);
    assertThat(sharp.marginalError()).isLessThan(1e-4); // the sharper, the slower
    assertThat(sharp.plan().cost()).isCloseTo(exact, within(.01 * exact));
  }

  @Test
  void units_of_the_cost_do_not_change_the_plan_and_its_error_is_reported() {
    Matrix cost = Samples.fill(9, 4, 9);
    double[] sources = masses(new Random(5), 9);
    double[] sinks = masses(new Random(6), 4);
    Sinkhorn short1 = new Sinkhorn(.05, 3, 0);
    Sinkhorn.Result plain = short1.solve(cost, sources, sinks);
    Sinkhorn.Result big = short1.solve(Samples.scaled(cost, 1e6), sources, sinks);
    assertThat(big.plan().flow().toArray())
        .containsExactly(plain.plan().flow().toArray(), within(1e-9));
    double error = 0;
    for (int j = 0; j < 4; j++) {
      error += Math.abs(Arrays.stream(plain.plan().flow().column(j)).sum() - sinks[j]);
    }
    assertThat(plain.marginalError()).isCloseTo(error, within(1e-12)).isGreaterThan(1e-4);
    assertThat(plain.iterations()).isEqualTo(3);
  }

  @Test
  void equal_costs_spread_masses_as_if_independent() {
    double[] sources = {.25, .75};
    double[] sinks = {.5, .3, .2};
    Sinkhorn.Result found = new Sinkhorn().solve(Matrix.zeros(2, 3), sources, sinks);
    assertThat(found.plan().flow().row(1))
        .containsExactly(new double[] {.375, .225, .15}, within(1e-12));
    assertThatThrownBy(() -> new Sinkhorn(0, 1, 0)).hasMessageContaining("epsilon > 0");
  }

  private static void assertMarginals(
      TransportPlan plan, double[] sources, double[] sinks, double tolerance) {
    for (int i = 0; i < sources.length; i++) {
      assertThat(Arrays.stream(plan.flow().row(i)).sum()).isCloseTo(sources[i], within(tolerance));
    }
    for (int j = 0; j < sinks.length; j++) {
      assertThat(Arrays.stream(plan.flow().column(j)).sum()).isCloseTo(sinks[j], within(tolerance));
    }
    assertThat(Arrays.stream(plan.flow().toArray()).min().orElse(0)).isNotNegative();
  }

  private static double[] masses(Random random, int n) {
    double[] masses = new double[n];
    Arrays.setAll(masses, i -> .05 + random.nextDouble());
    double sum = Arrays.stream(masses).sum();
    Arrays.setAll(masses, i -> masses[i] / sum);
    return masses;
  }

  private static int[] counts(int[] labels) {
    int[] counts = new int[3];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  private static double sum(Matrix cost, int[] labels) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += cost.get(i, labels[i]);
    }
    return sum;
  }

  private static double simplex(Matrix cost, double[] sources, double[] sinks) {
    int k = sinks.length;
    List<LinearConstraint> constraints = new ArrayList<>();
    for (int i = 0; i < sources.length; i++) {
      double[] row = new double[sources.length * k];
      Arrays.fill(row, i * k, (i + 1) * k, 1);
      constraints.add(new LinearConstraint(row, Relationship.EQ, sources[i]));
    }
    for (int j = 0; j < k - 1; j++) { // the last follows from the others
      double[] row = new double[sources.length * k];
      for (int i = 0; i < sources.length; i++) {
        row[i * k + j] = 1;
      }
      constraints.add(new LinearConstraint(row, Relationship.EQ, sinks[j]));
    }
    return new SimplexSolver()
        .optimize(
            new LinearObjectiveFunction(cost.toArray(), 0),
            new LinearConstraintSet(constraints),
            GoalType.MINIMIZE,
            new NonNegativeConstraint(true))
        .getValue();
  }
}
