package dev.hydrant.trainer.grammar.syntax;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which parts of a text each non-terminal can become, by Earley's algorithm (1970), with symbols
 * that can vanish as Aycock and Horspool (2002) treat them. Only what can begin with the next
 * terminal is predicted, so a grammar like that of SMILES takes time linear in the text.
 */
final class Chart {
  private final ParseTables tables;
  private final Tokens tokens;
  private final int width;

  // Items of all sets, one set behind the other.
  private int[] items = new int[256];
  private int[] origins = new int[256];
  private int size;
  private final int[] setBegin;

  // For each set and non-terminal a chain of the items that wait for it.
  private final int[] waiting;
  private int[] waitingNext = new int[256];

  private final int[] seen;
  private final BitSet complete;
  private int[] endList = new int[64];
  private int[] endNext = new int[64];
  private int endCount;
  private final int[] endHead;
  private final int[] endTail;
  private int reached;

  Chart(ParseTables tables, Tokens tokens) {
    this.tables = tables;
    this.tokens = tokens;
    this.width = tokens.size() + 1;
    this.setBegin = new int[width + 1];
    this.waiting = new int[width * tables.nonTerminals];
    this.seen = new int[width * tables.items()];
    this.complete = new BitSet(tables.nonTerminals * width * width);
    this.endHead = new int[width * tables.nonTerminals];
    this.endTail = new int[width * tables.nonTerminals];
    Arrays.fill(waiting, -1);
    Arrays.fill(endHead, -1);
    build();
  }

  private void build() {
    int start = tables.grammar.start();
    for (int j = 0; j < width; j++) {
      setBegin[j] = size;
      if (j == 0) {
        predict(start, 0);
      } else {
        scan(j);
      }
      for (int at = setBegin[j]; at < size; at++) {
        step(at, j);
      }
      if (size == setBegin[j]) {
        Arrays.fill(setBegin, j, setBegin.length, size);
        return;
      }
      reached = j;
    }
    setBegin[width] = size;
  }

  private void scan(int j) {
    int symbol = ~tokens.terminals()[j - 1];
    for (int at = setBegin[j - 1]; at < setBegin[j]; at++) {
      if (tables.next[items[at]] == symbol) {
        add(items[at] + 1, origins[at], j);
      }
    }
  }

  private void step(int at, int j) {
    int symbol = tables.next[items[at]];
    if (symbol == ParseTables.END) {
      complete(tables.grammar.lhs(tables.rule[items[at]]), origins[at], j);
    } else if (symbol >= 0) {
      int slot = j * tables.nonTerminals + symbol;
      boolean isFirst = waiting[slot] < 0;
      waitingNext[at] = waiting[slot];
      waiting[slot] = at;
      if (isFirst) {
        predict(symbol, j);
      }
      if (isComplete(symbol, j, j) || tables.grammar.facts().isNullable(symbol)) {
        add(items[at] + 1, origins[at], j);
      }
    }
  }

  private void predict(int symbol, int j) {
    for (int rule : tables.rules(symbol, tokens, j)) {
      add(tables.firstItem[rule], j, j);
    }
  }

  private void complete(int symbol, int i, int j) {
    int key = (symbol * width + i) * width + j;
    if (complete.get(key)) {
      return;
    }
    complete.set(key);
    addEnd(i * tables.nonTerminals + symbol, j);
    for (int at = waiting[i * tables.nonTerminals + symbol]; at >= 0; at = waitingNext[at]) {
      add(items[at] + 1, origins[at], j);
    }
  }

  private void addEnd(int slot, int j) {
    if (endCount == endList.length) {
      endList = Arrays.copyOf(endList, 2 * endCount);
      endNext = Arrays.copyOf(endNext, 2 * endCount);
    }
    endList[endCount] = j;
    endNext[endCount] = -1;
    if (endHead[slot] < 0) {
      endHead[slot] = endCount;
    } else {
      endNext[endTail[slot]] = endCount;
    }
    endTail[slot] = endCount++;
  }

  private void add(int item, int origin, int j) {
    int key = item * width + origin;
    if (seen[key] == j + 1) {
      return;
    }
    seen[key] = j + 1;
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
      origins = Arrays.copyOf(origins, 2 * size);
      waitingNext = Arrays.copyOf(waitingNext, 2 * size);
    }
    items[size] = item;
    origins[size++] = origin;
  }

  /** Whether a non-terminal can become the tokens {@code [i, j)}. */
  boolean isComplete(int symbol, int i, int j) {
    return complete.get((symbol * width + i) * width + j);
  }

  /** The first link of the chain of places where a non-terminal that begins at i can end. */
  int firstEnd(int symbol, int i) {
    return endHead[i * tables.nonTerminals + symbol];
  }

  int nextEnd(int link) {
    return endNext[link];
  }

  /** The place of a link; places ascend along a chain. */
  int end(int link) {
    return endList[link];
  }

  Tokens tokens() {
    return tokens;
  }

  /** Whether the whole text is in the language. */
  boolean accepts() {
    return isComplete(tables.grammar.start(), 0, tokens.size());
  }

  /** How many tokens a text of the language can begin with. */
  int reached() {
    return reached;
  }

  /** The terminals that could follow the tokens reached, by their places. */
  BitSet expected() {
    BitSet expected = new BitSet();
    for (int at = setBegin[reached]; at < size; at++) {
      int symbol = tables.next[items[at]];
      if (symbol >= 0 && symbol != ParseTables.END) {
        expected.or(tables.grammar.facts().first(symbol));
      } else if (symbol < 0) {
        expected.set(~symbol);
      }
    }
    return expected;
  }
}
