package dev.hydrant.trainer.grammar.syntax;

import dev.hydrant.trainer.grammar.syntax.Tree.Forest;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes from a chart the derivation whose rules are lexicographically smallest. A text that reads
 * in several ways thus always has the same rules.
 *
 * <p>The sequences of one non-terminal are prefix-free, so the smallest whole is made of smallest
 * parts, and each part is looked for once.
 */
final class SmallestDerivation {
  /** The forest of no trees, which is found; null means that there is none. */
  private static final Forest EMPTY = new Forest(null, null);

  private final Chart chart;
  private final ParseTables tables;
  private final int width;
  private final Map<Integer, Tree> trees = new HashMap<>();
  private final Map<Long, Forest> tails = new HashMap<>();
  private boolean ambiguous;

  SmallestDerivation(Chart chart, ParseTables tables) {
    this.chart = chart;
    this.tables = tables;
    this.width = chart.tokens().size() + 1;
  }

  /** The tree of the whole text, which the chart accepts. */
  Tree root() {
    return tree(tables.grammar.start(), 0, width - 1);
  }

  /** Whether a part of the text was found to have several derivations. */
  boolean isAmbiguous() {
    return ambiguous;
  }

  /** The smallest tree of a non-terminal over tokens {@code [i, j)}, or null. */
  private Tree tree(int symbol, int i, int j) {
    if (!chart.isComplete(symbol, i, j)) {
      return null;
    }
    int key = (symbol * width + i) * width + j;
    Tree known = trees.get(key);
    if (known != null) {
      return known;
    }
    Tree smallest = null;
    for (int rule : tables.rules(symbol, chart.tokens(), i)) {
      Forest children = tail(tables.firstItem[rule], i, j);
      if (children != null && smallest != null) {
        ambiguous = true;
        break;
      }
      if (children != null) {
        smallest = Tree.of(rule, strip(children));
      }
    }
    if (smallest != null) {
      trees.put(key, smallest);
    }
    return smallest;
  }

  private static Forest strip(Forest found) {
    return found == EMPTY ? null : found;
  }

  /** The smallest trees of what stands behind an item's dot over tokens {@code [i, j)}, or null. */
  private Forest tail(int item, int i, int j) {
    int symbol = tables.next[item];
    if (symbol == ParseTables.END) {
      return i == j ? EMPTY : null;
    }
    if (symbol < 0) {
      boolean matches = i < j && chart.tokens().terminals()[i] == ~symbol;
      return matches ? tail(item + 1, i + 1, j) : null;
    }
    if (tables.next[item + 1] == ParseTables.END) {
      Tree last = tree(symbol, i, j);
      return last == null ? null : new Forest(last, null);
    }
    long key = ((long) item * width + i) * width + j;
    if (tails.containsKey(key)) {
      return tails.get(key);
    }
    Forest found = split(item, symbol, i, j);
    tails.put(key, found);
    return found;
  }

  private Forest split(int item, int symbol, int i, int j) {
    Forest smallest = null;
    for (int link = chart.firstEnd(symbol, i); link >= 0; link = chart.nextEnd(link)) {
      int end = chart.end(link);
      Forest rest = end <= j ? tail(item + 1, end, j) : null;
      Tree first = rest == null ? null : tree(symbol, i, end);
      if (first != null) {
        Forest candidate = new Forest(first, strip(rest));
        ambiguous |= smallest != null;
        smallest = smallest == null || Tree.compare(candidate, smallest) < 0 ? candidate : smallest;
      }
    }
    return smallest;
  }
}
