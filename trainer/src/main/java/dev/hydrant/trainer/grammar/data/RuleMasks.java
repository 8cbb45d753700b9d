package dev.hydrant.trainer.grammar.data;

import dev.hydrant.trainer.data.npy.PackedBits;
import java.util.function.LongFunction;

/** Which rules are allowed at the places of sequences. */
public sealed interface RuleMasks {

  /**
   * The masks of a grammar: a place allows what replaces the same symbol as the rule that stands
   * there, so the rule tells its mask and nothing else has to be kept.
   *
   * @param table {@code [P][P]}: row r is the mask of a place that holds rule r
   */
  record ByRule(boolean[][] table) implements RuleMasks {}

  /**
   * Masks that differ between places with the same rule.
   *
   * @param rows the packed masks of a sequence, {@code [T, stride]}
   * @param stride bytes of one place
   */
  record ByPlace(LongFunction<byte[]> rows, int stride) implements RuleMasks {
    /** The masks of a row, {@code [T * P]}, all false where it is padding. */
    public boolean[] unpacked(long index, int count, int length, int productions) {
      byte[] packed = rows.apply(index);
      boolean[] masks = new boolean[length * productions];
      for (int t = 0; t < count; t++) {
        for (int rule = 0; rule < productions; rule++) {
          masks[t * productions + rule] = PackedBits.get(packed, t * stride, rule);
        }
      }
      return masks;
    }
  }
}
