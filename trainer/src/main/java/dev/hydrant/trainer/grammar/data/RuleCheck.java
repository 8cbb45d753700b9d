package dev.hydrant.trainer.grammar.data;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.dataset.ParallelCheck;
import dev.hydrant.trainer.data.npy.PackedBits;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One look at every row: numbers of rules in range, masks that allow what was used. On the way it
 * finds the number of rules, where nothing states it, and whether masks follow from the rules.
 */
final class RuleCheck {
  private final RuleData.Request request;
  private final RuleSequences sequences;
  private final int workers;
  private final AtomicInteger largest = new AtomicInteger(-1);
  private final AtomicInteger highestBit = new AtomicInteger(-1);
  private final AtomicIntegerArray lengths;
  private volatile boolean byPlace;

  private RuleCheck(RuleData.Request request, RuleSequences sequences, int workers) {
    this.request = request;
    this.sequences = sequences;
    this.workers = workers;
    this.lengths = new AtomicIntegerArray(sequences.length() + 1);
  }

  static RuleData of(RuleData.Request request, RuleSequences sequences, int workers) {
    return new RuleCheck(request, sequences, workers).check();
  }

  private RuleData check() {
    Optional<Integer> stated = request.productions().or(() -> request.grammar().map(Grammar::size));
    ParallelCheck.all(sequences, workers, (index, row) -> ids(index, row, stated));
    if (request.masks().isEmpty()) {
      Grammar grammar = request.grammar().orElseThrow();
      boolean[][] table = grammar.facts().masks();
      ParallelCheck.all(sequences, workers, (index, row) -> usable(index, row, grammar));
      return data(stated.orElseThrow(), new RuleMasks.ByRule(table), Optional.empty());
    }
    MaskFile file = MaskFile.open(request.masks().get(), sequences, largest.get());
    stated.ifPresent(file::requireFor);
    AtomicReferenceArray<byte[]> seen = new AtomicReferenceArray<>(file.room());
    ParallelCheck.all(sequences, workers, (index, row) -> masks(index, row, file, seen, stated));
    int productions = stated.orElse(1 + Math.max(largest.get(), highestBit.get()));
    RuleMasks masks =
        byPlace
            ? new RuleMasks.ByPlace(file::row, file.stride())
            : new RuleMasks.ByRule(table(seen, productions));
    return data(productions, masks, Optional.of(file));
  }

  private RuleData data(int productions, RuleMasks masks, Optional<AutoCloseable> file) {
    return new RuleData(sequences, productions, masks, median(), file);
  }

  private int median() {
    long half = (sequences.size() + 1) / 2;
    int length = 0;
    for (long n = lengths.get(0); n < half; n += lengths.get(length)) {
      length++;
    }
    return length;
  }

  private void ids(long index, RuleRow row, Optional<Integer> productions) {
    for (int t = 0; t < row.count(); t++) {
      int id = row.ids()[t];
      if (id < 0 || id >= productions.orElse(Integer.MAX_VALUE)) {
        throw new DataException(
            "%s, position %d: there is no rule %d%s"
                .formatted(
                    sequences.locate(index),
                    t,
                    id,
                    id < 0
                        ? "; padding is -1"
                        : " among %d.\nGive the grammar that the file was made with, or num_productions"
                            .formatted(productions.orElseThrow())));
      }
    }
    int most = Arrays.stream(row.ids(), 0, row.count()).max().orElse(-1);
    largest.accumulateAndGet(most, Math::max);
    lengths.incrementAndGet(row.count());
  }

  private void usable(long index, RuleRow row, Grammar grammar) {
    for (int t = 0; t < row.count(); t++) {
      if (!grammar.facts().isUsable(row.ids()[t])) {
        throw new DataException(
            "%s, position %d: rule %d (%s) cannot be part of a finished text of %s"
                .formatted(
                    sequences.locate(index),
                    t,
                    row.ids()[t],
                    grammar.describe(row.ids()[t]),
                    grammar));
      }
    }
  }

  private void masks(
      long index,
      RuleRow row,
      MaskFile file,
      AtomicReferenceArray<byte[]> seen,
      Optional<Integer> productions) {
    byte[] masks = file.row(index);
    int stride = file.stride();
    for (int t = 0; t < row.count(); t++) {
      int id = row.ids()[t];
      if (!PackedBits.get(masks, t * stride, id)) {
        throw new DataException(
            "%s: row %d, position %d: rule %d is used, but its mask does not allow it (allowed: %s)"
                .formatted(file.where(), index, t, id, allowed(masks, t * stride, file.room())));
      }
      int high = highest(masks, t * stride, stride);
      if (high >= productions.orElse(Integer.MAX_VALUE)) {
        throw new DataException(
            "%s: row %d, position %d allows rule %d, but there are %d rules"
                .formatted(file.where(), index, t, high, productions.orElseThrow()));
      }
      highestBit.accumulateAndGet(high, Math::max);
      if (!byPlace) {
        byte[] mask = Arrays.copyOfRange(masks, t * stride, (t + 1) * stride);
        byte[] before = seen.compareAndExchange(id, null, mask);
        byPlace |= before != null && !Arrays.equals(before, mask);
      }
    }
  }

  private static int highest(byte[] masks, int offset, int stride) {
    for (int b = stride - 1; b >= 0; b--) {
      int bits = masks[offset + b] & 0xFF;
      if (bits != 0) {
        return 8 * b + 7 - Integer.numberOfTrailingZeros(bits);
      }
    }
    return -1;
  }

  /** Rules in short, such as 4-8, 12. */
  private static String allowed(byte[] masks, int offset, int room) {
    StringJoiner text = new StringJoiner(", ").setEmptyValue("none");
    for (int from = 0; from < room; from++) {
      if (PackedBits.get(masks, offset, from)) {
        int to = from;
        while (to + 1 < room && PackedBits.get(masks, offset, to + 1)) {
          to++;
        }
        text.add(from == to ? String.valueOf(from) : from + "-" + to);
        from = to;
      }
    }
    return text.toString();
  }

  private static boolean[][] table(AtomicReferenceArray<byte[]> seen, int productions) {
    boolean[][] table = new boolean[productions][productions];
    for (int rule = 0; rule < Math.min(productions, seen.length()); rule++) {
      byte[] mask = seen.get(rule);
      if (mask != null) {
        table[rule] = PackedBits.unpack(mask, 0, productions);
      }
    }
    return table;
  }
}
