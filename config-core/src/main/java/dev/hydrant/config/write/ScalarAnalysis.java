package dev.hydrant.config.write;

/**
 * Which styles a text allows.
 *
 * @param empty whether there is no text
 * @param multiline whether it contains line breaks
 * @param plain whether it may stand without quotes in a block
 * @param singleQuoted whether single quotes keep it
 */
record ScalarAnalysis(boolean empty, boolean multiline, boolean plain, boolean singleQuoted) {
  static ScalarAnalysis of(String text) {
    if (text.isEmpty()) {
      return new ScalarAnalysis(true, false, true, true);
    }
    boolean indicators = text.startsWith("---") || text.startsWith("...");
    boolean breaks = false;
    boolean special = false;
    boolean breakThenSpace = false;
    boolean spaceThenBreak = false;
    boolean afterBlank = true;
    int previous = 0;
    int n = text.length();
    for (int i = 0; i < n; ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean blankFollows = next >= n || isBlank(text.charAt(next));
      if (i == 0) {
        indicators |= c < 128 && "#,[]{}&*!|>'\"%@`".indexOf(c) >= 0;
        indicators |= (c == '?' || c == ':' || c == '-') && blankFollows;
      } else {
        indicators |= c == ':' && blankFollows;
        indicators |= c == '#' && afterBlank;
      }
      boolean lineBreak = isBreak(c);
      breaks |= lineBreak;
      special |= !isPrintable(c);
      breakThenSpace |= c == ' ' && isBreak(previous);
      spaceThenBreak |= lineBreak && previous == ' ';
      afterBlank = isBlank(c);
      previous = c;
      i = next;
    }
    boolean loose = isSpaceOrBreak(text.charAt(0)) || isSpaceOrBreak(text.charAt(n - 1));
    boolean quotes = !breakThenSpace && !spaceThenBreak && !special;
    return new ScalarAnalysis(false, breaks, quotes && !loose && !breaks && !indicators, quotes);
  }

  static boolean isBreak(int c) {
    return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  private static boolean isSpaceOrBreak(int c) {
    return c == ' ' || isBreak(c);
  }

  private static boolean isBlank(int c) {
    return c == 0 || c == '\t' || c == '\r' || isSpaceOrBreak(c);
  }

  /** What may stand outside of double quotes; no tab, no byte order mark, no surrogate. */
  private static boolean isPrintable(int c) {
    return c == '\n'
        || c >= ' ' && c <= '~'
        || c == 0x85
        || c >= 0xa0 && c <= 0xd7ff
        || c >= 0xe000 && c <= 0xfffd && c != 0xfeff
        || c >= 0x10000 && c < 0x10ffff;
  }
}
