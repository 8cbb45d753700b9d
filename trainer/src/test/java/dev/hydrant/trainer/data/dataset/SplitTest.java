package dev.hydrant.trainer.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.dataset.Split.Order;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static <V> Map<String, V> parts(V train, V validation) {
    Map<String, V> parts = new LinkedHashMap<>();
    parts.put("train", train);
    parts.put("validation", validation);
    return parts;
  }

  private static long[] indices(Split split, String part) {
    Indices indices = split.part(part);
    long[] all = new long[(int) indices.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = indices.at(i);
    }
    return all;
  }

  @Test
  void givesEachItemToOnePart() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int size = random.nextInt(3, 500);
      long train = random.nextInt(1, size);
      Split split =
          Split.byCounts(
              size, Order.values()[round % 2], random.nextLong(), parts(train, size - train));
      BitSet seen = new BitSet();
      for (String part : split.parts().keySet()) {
        for (long i : indices(split, part)) {
          assertThat(i).isBetween(0L, size - 1L);
          assertThat(seen.get((int) i)).isFalse();
          seen.set((int) i);
        }
      }
      assertThat(seen.cardinality()).isEqualTo(size);
    }
  }

  @Test
  void cutsInOrderWhereItIsNotShuffled() {
    Split split = Split.byFractions(10, Order.SEQUENTIAL, 0, parts(.9, .1));

    assertThat(indices(split, "train")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(indices(split, "validation")).containsExactly(9);
  }

  @Test
  void followsFromTheSeedForEver() {
    Split split = Split.byFractions(10, Order.SHUFFLED, 42, parts(.8, .2));

    // A model that was trained with this split must be validated by the same items later on.
    assertThat(indices(split, "validation")).containsExactly(0, 3);
    assertThat(indices(Split.byFractions(10, Order.SHUFFLED, 43, parts(.8, .2)), "train"))
        .isNotEqualTo(indices(split, "train"));
  }

  @Test
  void roundsSharesAsPyTorchDoes() {
    assertThat(Split.byFractions(11, Order.SHUFFLED, 0, parts(.9, .1)).parts())
        .isEqualTo(parts(10L, 1L));
    assertThat(Split.byFractions(10, Order.SHUFFLED, 0, parts(.7, .3)).parts())
        .isEqualTo(parts(7L, 3L));
    // torch.utils.data.random_split(range(101), [1/3, 2/3]): 33 and 67, the last one to the first
    assertThat(Split.byFractions(101, Order.SHUFFLED, 0, parts(1 / 3.0, 2 / 3.0)).parts())
        .isEqualTo(parts(34L, 67L));
  }

  @Test
  void leavesTheRestOutWhereSharesSumToLessThanOne() {
    assertThat(Split.byFractions(101, Order.SHUFFLED, 0, parts(.1, .1)).parts())
        .isEqualTo(parts(10L, 10L));
  }

  @Test
  void isSavedAsJsonAndReadAgain() throws Exception {
    ObjectMapper json = new ObjectMapper();
    Split split = Split.byFractions(1000, Order.SHUFFLED, 42, parts(.9, .1));
    String text = json.writeValueAsString(split);

    assertThat(text)
        .isEqualTo(
            "{\"size\":1000,\"order\":\"SHUFFLED\",\"seed\":42,\"parts\":{\"train\":900,\"validation\":100}}");
    Split again = json.readValue(text, Split.class);
    assertThat(again).isEqualTo(split);
    assertThat(again.parts().keySet()).containsExactly("train", "validation");
  }

  @Test
  void saysWhenTheDataAreNotThoseThatWereSplit() {
    Split split = Split.byFractions(1000, Order.SHUFFLED, 42, parts(.9, .1));

    split.checkFits(1000, "x.npy");
    assertThatThrownBy(() -> split.checkFits(990, "x.npy"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("made of 1,000 items, but x.npy has 990 now");
  }

  @Test
  void refusesSharesAndPartsThatMakeNoSense() {
    assertThatThrownBy(() -> Split.byFractions(10, Order.SHUFFLED, 0, parts(.9, .2)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("sum to 1.1");
    assertThatThrownBy(() -> Split.byFractions(10, Order.SHUFFLED, 0, parts(.9, 0.0)))
        .hasMessageContaining("The share of validation must be above 0");
    assertThatThrownBy(() -> Split.byFractions(5, Order.SHUFFLED, 0, parts(.8, .1)))
        .hasMessageContaining("leaves no item for validation");
    assertThatThrownBy(() -> Split.byCounts(10, Order.SHUFFLED, 0, parts(8L, 3L)))
        .hasMessageContaining(
            "(train 8, validation 3) have 11 items together, but the data only 10");
    assertThatThrownBy(() -> Split.byCounts(10, Order.SHUFFLED, 0, parts(8L, 2L)).part("test"))
        .hasMessageContaining("no part test; it has train, validation");
  }
}
