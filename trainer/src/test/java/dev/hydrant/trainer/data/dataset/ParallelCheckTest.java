package dev.hydrant.trainer.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ParallelCheckTest {
  @Test
  void looksAtEveryItemOnce() {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    ParallelCheck.all(
        Dataset.of("numbers", 2000, i -> 2 * i),
        4,
        (index, item) -> {
          assertThat(item).isEqualTo(2 * index);
          assertThat(seen.add(index)).isTrue();
        });

    assertThat(seen).hasSize(2000);
  }

  @Test
  void reportsTheFirstFailureHoweverManyThreadsThereAre() {
    Random random = new Random(6);
    for (int round = 0; round < 50; round++) {
      TreeSet<Long> bad = new TreeSet<>();
      random.longs(5, 0, 3000).forEach(bad::add);

      assertThatThrownBy(
              () ->
                  ParallelCheck.all(
                      Dataset.of("numbers", 3000, i -> i),
                      random.nextInt(1, 6),
                      (index, item) -> {
                        if (bad.contains(item)) {
                          throw new DataException("row " + item + " is wrong");
                        }
                      }))
          .isInstanceOf(DataException.class)
          .hasMessage("row " + bad.first() + " is wrong");
    }
  }
}
