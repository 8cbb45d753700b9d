package dev.hydrant.config.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PythonNumbersTest {
  @Test
  void texts_count_as_numbers_where_python_says_so() {
    assertThat(new String[] {"1", " 1 ", "+1", "1_0", "٣", "-0", "08"})
        .allMatch(PythonNumbers::isInt);
    assertThat(new String[] {"", "1__0", "_1", "1_", "0x1", "1.0", "- 1"})
        .noneMatch(PythonNumbers::isInt);
    assertThat(new String[] {"1.", ".5", "1e3", "nan", "-Infinity", "INF", " 1.5\n", "1_0.0_1"})
        .allMatch(PythonNumbers::isFloat);
    assertThat(new String[] {"", ".", "1e", "e3", ".inf", "1_.0", "infin", "+"})
        .noneMatch(PythonNumbers::isFloat);
  }
}
