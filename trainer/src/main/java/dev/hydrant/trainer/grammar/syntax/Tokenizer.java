package dev.hydrant.trainer.grammar.syntax;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Cuts text into terminals: at each place the longest that matches, with blanks between them. */
final class Tokenizer {
  private final Map<String, Integer> places = new HashMap<>();
  private final String ending;
  private final int longest;

  Tokenizer(Grammar grammar) {
    for (int i = 0; i < grammar.terminals().size(); i++) {
      places.put(grammar.terminals().get(i), i);
    }
    grammar.spelling().aliases().forEach(a -> places.put(a.text(), ~a.terminal()));
    this.ending = grammar.spelling().ignoredEnding();
    this.longest = places.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /** Thrown away at once, so it carries no stack. */
  static final class Unknown extends Exception {
    private static final long serialVersionUID = 1L;
    private final int position;

    private Unknown(int position) {
      super(null, null, false, false);
      this.position = position;
    }

    int position() {
      return position;
    }
  }

  /**
   * Cuts a text.
   *
   * @throws Unknown at a place where no terminal begins
   */
  Tokens cut(String text) throws Unknown {
    int end = end(text);
    int[] terminals = new int[end];
    int[] positions = new int[end];
    int n = 0;
    int at = 0;
    while (at < end) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      int length = Math.min(longest, end - at);
      Integer place = null;
      while (length > 0 && (place = places.get(text.substring(at, at + length))) == null) {
        length--;
      }
      if (place == null) {
        throw new Unknown(at);
      }
      terminals[n] = place;
      positions[n++] = at;
      at += length;
    }
    return new Tokens(Arrays.copyOf(terminals, n), Arrays.copyOf(positions, n));
  }

  /** Where the text ends, without blanks and the ending that means nothing. */
  private int end(String text) {
    int end = lastInk(text, text.length());
    if (ending == null) {
      return end;
    }
    int at = end;
    for (int i = ending.length() - 1; i >= 0; i--) {
      at = lastInk(text, at);
      if (at == 0 || text.charAt(at - 1) != ending.charAt(i)) {
        return end;
      }
      at--;
    }
    return lastInk(text, at);
  }

  private static int lastInk(String text, int end) {
    int at = end;
    while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
