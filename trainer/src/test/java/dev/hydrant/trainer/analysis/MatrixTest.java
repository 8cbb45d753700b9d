package dev.hydrant.trainer.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatrixTest {
  @Test
  void rows_columns_and_the_transpose_are_copies_of_the_right_values() {
    Matrix m = Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(m.row(1)).containsExactly(4, 5, 6);
    assertThat(m.column(1)).containsExactly(2, 5);
    assertThat(m.transpose().row(2)).containsExactly(3, 6);
    m.row(0)[0] = 9;
    assertThat(m.get(0, 0)).isEqualTo(1);
  }

  @Test
  void floats_become_the_same_doubles() {
    assertThat(Matrix.of(new float[] {.5f, -2}, 2, 1).toArray()).containsExactly(.5, -2);
  }

  @Test
  void shapes_that_do_not_fit_are_refused() {
    assertThatThrownBy(() -> Matrix.of(new double[5], 2, 3))
        .hasMessage("5 values are no matrix [2, 3]");
    assertThatThrownBy(() -> Matrix.of(new double[][] {{1, 2}, {3}}))
        .hasMessage("Row 1 has 1 values, row 0 has 2");
  }

  @Test
  void a_number_that_is_not_finite_is_named_by_row_and_column() {
    Matrix m = Matrix.of(new double[][] {{1, 2}, {3, Double.NaN}});
    assertThatThrownBy(() -> new KMeans(1, 0).fit(m))
        .hasMessage("k-means needs finite numbers, but row 1, column 1 is NaN");
  }
}
