package dev.hydrant.config.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.draw.ForAll;
import org.junit.jupiter.api.Test;

class DimensionTest {
  @Test
  void theCoordinateOfAnOptionGivesTheOptionBack() {
    ForAll.check(300, draw -> draw.between(1, 500), DimensionTest::coordinatesGiveOptionsBack);
  }

  private static void coordinatesGiveOptionsBack(int count) {
    Dimension choice = new Dimension.Choice(count);
    Dimension grid = new Dimension.Grid(-3, 0.7, count);
    for (int i = 0; i < count; i++) {
      assertThat(choice.value(choice.coordinate(i))).isEqualTo(i);
      assertThat(grid.value(grid.coordinate(-3 + 0.7 * i))).isEqualTo(-3 + 0.7 * i);
    }
  }

  @Test
  void anIntervalMapsThereAndBack() {
    ForAll.check(1000, draw -> draw.fraction(0.99), DimensionTest::mapsThereAndBack);
  }

  private static void mapsThereAndBack(double u) {
    for (boolean log : new boolean[] {false, true}) {
      Dimension interval = new Dimension.Interval(1e-5, 10, log);
      assertThat(interval.coordinate(interval.value(u))).isCloseTo(u, within(1e-9));
    }
  }

  @Test
  void aLogarithmicIntervalIsUniformInTheExponent() {
    assertThat(new Dimension.Interval(1e-4, 1, true).value(0.5)).isCloseTo(1e-2, within(1e-12));
  }

  @Test
  void impossibleDimensionsAreRefused() {
    assertThatThrownBy(() -> new Dimension.Interval(0, 1, true)).hasMessageContaining("positive");
    assertThatThrownBy(() -> new Dimension.Interval(1, 1, false))
        .hasMessageContaining("low < high");
    assertThatThrownBy(() -> new Dimension.Choice(0)).hasMessageContaining("at least one");
  }
}
