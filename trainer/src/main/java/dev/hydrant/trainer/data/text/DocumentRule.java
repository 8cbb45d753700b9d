package dev.hydrant.trainer.data.text;

import java.util.Locale;
import java.util.function.Function;

/** What one document is in a text file. Empty documents do not count. */
public enum DocumentRule {
  /**
   * Lines up to a blank line, or up to a line that reads {@code <|endoftext|>}. The lines of a
   * document are joined by {@code \n}.
   */
  PARAGRAPH(Documents::paragraph),
  /** Each line. */
  LINE(Documents::line),
  /** The last column of each line of tab-separated columns. */
  TSV(Documents::lastColumn),
  /** A whole file, or its part up to a line that reads {@code <|endoftext|>}. */
  FILE(Documents::file);

  private final Function<Documents, String> next;

  DocumentRule(Function<Documents, String> next) {
    this.next = next;
  }

  /** Returns the next document, or null at the end. */
  String next(Documents documents) {
    return next.apply(documents);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
