package dev.hydrant.config.grammar;

/** Parts of a user's text for messages, cut to a readable width. */
final class Excerpt {
  private static final int WIDTH = 100;
  private static final int BEFORE = 60;
  private static final String INDENT = "\n    ";

  private static final int BRIEF = 80;

  private Excerpt() {}

  /** Returns a text for use inside a sentence, cut where it is too long for one. */
  static String brief(String text) {
    return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "…";
  }

  /**
   * Returns one line of a text with a caret under a place in it: two indented lines, each led by a
   * line feed: the text and the caret.
   */
  static String of(String text, int at) {
    int from =
        text.length() <= WIDTH ? 0 : Math.max(0, Math.min(at - BEFORE, text.length() - WIDTH));
    int to = Math.min(text.length(), from + WIDTH);
    String head = from > 0 ? "…" : "";
    String tail = to < text.length() ? "…" : "";
    StringBuilder line = new StringBuilder(INDENT).append(head);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    line.append(tail).append(INDENT);
    return line.append(" ".repeat(head.length() + at - from)).append('^').toString();
  }
}
