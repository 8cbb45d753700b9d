package dev.hydrant.config.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest {
  private final SuccessiveHalving rule = new SuccessiveHalving(10, 3);

  @Test
  void nothingIsDecidedBeforeTheFirstRung() {
    assertThat(rule.shouldStop(reports(9, 100.0), List.of(reports(10, 1.0), reports(10, 2.0))))
        .isFalse();
  }

  @Test
  void theFirstArrivalsGoOn() {
    assertThat(rule.shouldStop(reports(10, 5.0), List.of())).isFalse();
    assertThat(rule.shouldStop(reports(10, 5.0), List.of(reports(10, 1.0)))).isFalse();
  }

  @Test
  void onlyTheBestThirdPassesARung() {
    var others = List.of(reports(10, 1.0), reports(10, 2.0), reports(10, 3.0), reports(10, 4.0));
    assertThat(rule.shouldStop(reports(10, 0.5), others)).isFalse();
    assertThat(rule.shouldStop(reports(10, 1.5), others)).isTrue();
  }

  @Test
  void aLossThatIsNoNumberStops() {
    assertThat(rule.shouldStop(reports(10, Double.NaN), List.of())).isTrue();
  }

  /** 27 jobs whose order never changes: rungs at 10, 30, 90 leave 9, 3 and 1 at the most. */
  @Test
  void stepsSpentFollowTheHalvingWhenGoodJobsComeFirst() {
    List<NavigableMap<Long, Double>> all = new ArrayList<>();
    int[] reached = new int[4];
    for (int job = 0; job < 27; job++) {
      NavigableMap<Long, Double> own = new TreeMap<>();
      for (long step = 10; step <= 270; step += 10) {
        own.put(step, job + 1.0 / step);
        reached[0] += step == 10 ? 1 : 0;
        if (rule.shouldStop(own, all)) {
          break;
        }
        reached[1] += step == 30 ? 1 : 0;
        reached[2] += step == 90 ? 1 : 0;
        reached[3] += step == 270 ? 1 : 0;
      }
      all.add(own);
    }
    assertThat(reached[0]).isEqualTo(27);
    assertThat(reached[1]).isLessThanOrEqualTo(9);
    assertThat(reached[3]).isLessThanOrEqualTo(reached[2]).isLessThanOrEqualTo(4);
  }

  private static NavigableMap<Long, Double> reports(long step, double loss) {
    return new TreeMap<>(java.util.Map.of(step, loss));
  }
}
