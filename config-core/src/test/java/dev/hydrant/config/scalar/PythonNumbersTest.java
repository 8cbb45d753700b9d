package dev.hydrant.config.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PythonNumbersTest {
  @Test
  void floats_are_written_as_python_writes_them() {
    assertThat(PythonNumbers.repr(1e16)).isEqualTo("1e+16");
    assertThat(PythonNumbers.repr(1e15)).isEqualTo("1000000000000000.0");
    assertThat(PythonNumbers.repr(9999999999999998.0)).isEqualTo("9999999999999998.0");
    assertThat(PythonNumbers.repr(0.0001)).isEqualTo("0.0001");
    assertThat(PythonNumbers.repr(0.00001)).isEqualTo("1e-05");
    assertThat(PythonNumbers.repr(1.5e-7)).isEqualTo("1.5e-07");
    assertThat(PythonNumbers.repr(-0.0)).isEqualTo("-0.0");
    assertThat(PythonNumbers.repr(1e23)).isEqualTo("1e+23");
    assertThat(PythonNumbers.repr(5e-324)).isEqualTo("5e-324");
    assertThat(PythonNumbers.repr(2e-323)).isEqualTo("2e-323");
    assertThat(PythonNumbers.repr(199239889505089.625)).isEqualTo("199239889505089.62");
    assertThat(PythonNumbers.repr(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    assertThat(PythonNumbers.repr(123456.789)).isEqualTo("123456.789");
  }

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

  @Property
  void a_written_float_reads_back(@ForAll double value) {
    assertThat(PythonNumbers.parseFloat(PythonNumbers.repr(value))).isEqualTo(value);
  }
}
