package dev.hydrant.trainer.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private final AtomicInteger closed = new AtomicInteger();

  private Dataset<String> letters(String what, String letters) {
    Dataset<String> plain =
        Dataset.of(what, letters.length(), i -> letters.substring((int) i, (int) i + 1));
    return new Dataset<>() {
      @Override
      public long size() {
        return plain.size();
      }

      @Override
      public String get(long index) {
        return plain.get(index);
      }

      @Override
      public String locate(long index) {
        return plain.locate(index);
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  @Test
  void changesItemsWhenTheyAreRead() {
    Dataset<Integer> lengths = Dataset.of(List.of("a", "bcd")).map(String::length);

    assertThat(lengths.get(1)).isEqualTo(3);
    assertThat(lengths.size()).isEqualTo(2);
  }

  @Test
  void putsTwoSideBySideAndClosesBoth() {
    Dataset<String> pairs = Dataset.zip(letters("x", "abc"), letters("y", "123"), String::concat);

    assertThat(pairs.get(2)).isEqualTo("c3");
    assertThat(pairs.locate(2)).isEqualTo("item 2 of x and item 2 of y");
    pairs.close();
    assertThat(closed).hasValue(2);
  }

  @Test
  void refusesToPairDataOfDifferentLengths() {
    assertThatThrownBy(() -> Dataset.zip(letters("x", "abc"), letters("y", "12"), String::concat))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("3 and 2 items; item 2 of x has no partner");
  }

  @Test
  void picksItemsAndLeavesTheWholeOpen() {
    Dataset<String> whole = letters("x", "abcd");
    Dataset<String> part = whole.pick(Indices.listed("train.npy", new long[] {3, 1}, 4));

    assertThat(part.size()).isEqualTo(2);
    assertThat(part.get(0)).isEqualTo("d");
    assertThat(part.locate(0)).isEqualTo("item 3 of x");
    part.close();
    assertThat(closed).hasValue(0);
    part.map(String::length).close();
    whole.map(String::length).close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void refusesIndicesThatDoNotFitTheData() {
    assertThatThrownBy(() -> Indices.listed("train.npy", new long[] {0, 4}, 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train.npy: index 4 at position 1 is outside of the data")
        .hasMessageContaining("4 items (0 to 3)");
    assertThatThrownBy(() -> Indices.listed("train.npy", new long[] {2, 0, 2}, 4))
        .hasMessageContaining("index 2 comes twice, the second time at position 2");
    assertThatThrownBy(() -> Dataset.of(List.of(1)).get(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Indices.range(2, 4).at(2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
