package dev.hydrant.config.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The spellings of numbers as PyYAML reads them with OmegaConf's wider floats. All 300,000 texts of
 * up to six characters of {@code 08_.e+-:} were compared once with the two regular expressions.
 */
class ImplicitTypeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1_e3", "+1_e3", "-1_e3", "0_e0", "1__0e3", "1_.5e3", "1_0_e3", "._5", "._", ".", ".e3",
        ".5e3", "._5e+3", "1e_3", "1e", "+.5", "-.5", "e3", "1.5e", "1:60.5", "_1.5"
      })
  void texts_that_are_no_numbers_are_strings(String text) {
    assertThat(ImplicitType.whenRead(text)).isEqualTo(ImplicitType.STRING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e3", "1_0e3", "1_0.5e3", "1.5_e3", "1_.5", "1_.5e+3", "1_._", "1.", ".5_", ".5_e+3",
        "08e1", "1:30.5", "+.inf", ".nan", "-1E5", "0.e0"
      })
  void floats_may_have_underscores_where_omegaconf_lets_them(String text) {
    assertThat(ImplicitType.whenRead(text)).isEqualTo(ImplicitType.FLOAT);
  }
}
