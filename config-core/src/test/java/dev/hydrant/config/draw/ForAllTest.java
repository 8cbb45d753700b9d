package dev.hydrant.config.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ForAllTest {
  private static List<Object> drawn(long seed, int tries, Function<Draw, Object> made) {
    List<Object> values = new ArrayList<>();
    ForAll.check(seed, tries, made, values::add);
    return values;
  }

  @Test
  void aSeedGivesTheSameValuesAgain() {
    Function<Draw, Object> made =
        d -> List.of(d.anyText(9), d.anyLong(), d.list(0, 5, d::anyDouble), d.flip());
    assertThat(drawn(7, 50, made)).isEqualTo(drawn(7, 50, made)).isNotEqualTo(drawn(8, 50, made));
    assertThat(drawn(7, 50, made)).doesNotHaveDuplicates();
  }

  @Test
  void aFailureNamesTheValueAndTheSeedThatGivesItFirst() {
    Function<Draw, Integer> made = d -> d.between(0, 9);
    long seed = 100;
    while (made.apply(new Draw(seed)) != 3) {
      seed++;
    }
    long wanted = seed;
    assertThatThrownBy(
            () -> ForAll.check(100, 1000, made, value -> assertThat(value).isNotEqualTo(3)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not to be equal to")
        .hasMessageEndingWith("again with -Dhydrant.seed=" + wanted + ", for: 3");
  }

  @Test
  void everyValueOfARangeComesUpAndNoOther() {
    assertThat(drawn(1, 500, d -> d.between(-2, 2))).contains(-2, -1, 0, 1, 2).hasSize(500);
    assertThat(drawn(1, 500, d -> d.between(-2, 2)))
        .allSatisfy(value -> assertThat((Integer) value).isBetween(-2, 2));
    BigInteger low = BigInteger.TWO.pow(64);
    assertThat(drawn(1, 500, d -> d.between(low, low.add(BigInteger.TWO))))
        .containsOnly(low, low.add(BigInteger.ONE));
    assertThat(drawn(1, 500, d -> d.some(List.of("a", "b"), 2)))
        .containsOnly(List.of(), List.of("a"), List.of("b"), List.of("a", "b"), List.of("b", "a"));
  }
}
