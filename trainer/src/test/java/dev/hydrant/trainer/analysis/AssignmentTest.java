package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  @Test
  void the_cost_is_that_of_the_best_of_all_matchings() {
    Random random = new Random(1);
    for (int trial = 0; trial < 200; trial++) {
      int n = 1 + random.nextInt(5);
      int m = 1 + random.nextInt(6);
      boolean ties = trial % 2 == 0;
      double[] cost = new double[n * m];
      Arrays.setAll(cost, i -> ties ? random.nextInt(3) : random.nextGaussian());
      Matrix table = Matrix.of(cost, n, m);
      Assignment found = Assignment.minimise(table);
      double best =
          n <= m ? best(table, 0, new boolean[m]) : best(table.transpose(), 0, new boolean[n]);
      assertThat(found.cost()).isCloseTo(best, within(1e-12));
      int[] used = Arrays.stream(found.columnOfRow()).filter(c -> c >= 0).toArray();
      assertThat(used).doesNotHaveDuplicates().hasSize(Math.min(n, m));
    }
  }

  @Test
  void a_hidden_permutation_of_two_hundred_is_found() {
    int n = 200;
    Random random = new Random(2);
    double[] cost = new double[n * n];
    Arrays.setAll(cost, i -> 1 + random.nextDouble());
    int[] hidden = new int[n];
    for (int i = 0; i < n; i++) {
      hidden[i] = (i * 77 + 5) % n;
      cost[i * n + hidden[i]] = .5 * random.nextDouble();
    }
    assertThat(Assignment.minimise(Matrix.of(cost, n, n)).columnOfRow()).isEqualTo(hidden);
  }

  @Test
  void a_constant_on_a_row_or_column_changes_the_cost_but_not_the_matching() {
    Matrix cost = Samples.fill(20, 20, 3);
    double[] shifted = cost.toArray();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += i / 20 - 3 * (i % 20);
    }
    Assignment plain = Assignment.minimise(cost);
    Assignment moved = Assignment.minimise(Matrix.of(shifted, 20, 20));
    assertThat(moved.columnOfRow()).isEqualTo(plain.columnOfRow());
    assertThat(moved.cost()).isCloseTo(plain.cost() + 190 - 570, within(1e-9));
  }

  @Test
  void empty_tables_match_nothing_and_nan_is_refused() {
    assertThat(Assignment.minimise(Matrix.of(new double[0], 0, 3)).columnOfRow()).isEmpty();
    assertThat(Assignment.minimise(Matrix.of(new double[0], 2, 0)).columnOfRow())
        .containsExactly(-1, -1);
    assertThatThrownBy(() -> Assignment.minimise(Matrix.of(new double[] {Double.NaN}, 1, 1)))
        .hasMessageContaining("An assignment needs finite numbers");
  }

  private static double best(Matrix cost, int row, boolean[] used) {
    if (row == cost.rows()) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int j = 0; j < used.length; j++) {
      if (!used[j]) {
        used[j] = true;
        best = Math.min(best, cost.get(row, j) + best(cost, row + 1, used));
        used[j] = false;
      }
    }
    return best;
  }
}
