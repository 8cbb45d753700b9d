package dev.hydrant.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=1+1        | '''=1+1'",
        "+cmd        | '''+cmd'",
        "@SUM(A1)    | '''@SUM(A1)'",
        "-x          | '''-x'",
        "-1.5e-3     | -1.5e-3",
        "+2          | +2",
        "plain       | plain",
        "'a,b'       | '\"a,b\"'",
        "'a\"b'      | '\"a\"\"b\"'",
        "'=\"a\",b'  | '\"''=\"\"a\"\",b\"'",
      })
  void cells_are_quoted_and_no_formula(String value, String cell) {
    assertThat(SafeText.csv(value)).isEqualTo(cell);
  }

  @Test
  void a_line_stays_a_line() {
    assertThat(SafeText.csv("a\nb")).isEqualTo("\"a\nb\"");
    assertThat(SafeText.tsv("=a\tb\nc")).isEqualTo("'=a b?c");
    assertThat(SafeText.line("a\u001b[2J\u009b\u202e\u2028b")).isEqualTo("a?[2J???b");
    assertThat(SafeText.line("Å µ 中")).isEqualTo("Å µ 中");
    assertThat(SafeText.isActive("Å µ 中")).isFalse();
  }
}
