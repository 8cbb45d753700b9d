package dev.hydrant.config.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.draw.Draw;
import dev.hydrant.config.draw.ForAll;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatTextTest {
  /** The right column is what CPython's repr prints. */
  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "1e3, 1000.0",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "123456789012345680.0, 1.2345678901234568e+17",
    "1e-4, 0.0001",
    "1e-5, 1e-05",
    "1e-7, 1e-07",
    "1.5e-100, 1.5e-100",
    "2e-3, 0.002",
    "1e23, 1e+23",
    "9.5e-3, 0.0095",
    "5e-324, 5e-324",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "0.30000000000000004, 0.30000000000000004",
    "2.0e-44, 2e-44",
    "5.684341886080802e-14, 5.684341886080802e-14",
    "2251799813685248.5, 2251799813685248.5",
    "9007199254740993.0, 9007199254740992.0",
    "2e22, 2e+22",
    "8.41e21, 8.41e+21",
    "-1.25, -1.25",
    "2.0e-3, 0.002",
    "1.1e-44, 1.1e-44",
    "2.4703282292062328e-324, 5e-324",
    "9.007199254740992e15, 9007199254740992.0",
    "9999999999999998.0, 9999999999999998.0",
    "2e-323, 2e-323",
    "199239889505089.625, 199239889505089.62",
    "1.5e-7, 1.5e-07",
    "123456.789, 123456.789",
    "0x1p-1017, 7.120236347223045e-307",
    "0x1p-501, 1.5274681817498023e-151"
  })
  void aNumberIsWrittenAsPythonWritesIt(double value, String text) {
    assertThat(FloatText.of(value)).isEqualTo(text);
  }

  @Test
  void noShorterTextReadsBackAsTheNumber() {
    ForAll.check(2000, Draw::anyDouble, FloatTextTest::isShortest);
  }

  private static void isShortest(double value) {
    String text = FloatText.of(value);
    assertThat(PythonNumbers.parseFloat(text)).isEqualTo(value);
    int digits = new BigDecimal(text).stripTrailingZeros().precision();
    if (digits > 1) {
      BigDecimal shorter = new BigDecimal(value).round(new MathContext(digits - 1));
      assertThat(shorter.doubleValue()).isNotEqualTo(value);
    }
  }
}
