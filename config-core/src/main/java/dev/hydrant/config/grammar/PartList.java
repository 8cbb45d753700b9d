package dev.hydrant.config.grammar;

import java.util.ArrayList;
import java.util.List;

/** Collects the parts of a joined string; neighbouring texts become one. */
final class PartList {
  private final List<Part> parts = new ArrayList<>(2);
  private final StringBuilder text = new StringBuilder();

  void text(String piece) {
    text.append(piece);
  }

  void text(String source, int start, int end) {
    text.append(source, start, end);
  }

  void expression(Expression expression) {
    flush();
    parts.add(expression);
  }

  /** The buffer that collects the current text. */
  StringBuilder buffer() {
    return text;
  }

  boolean hasExpression() {
    return !parts.isEmpty();
  }

  /** The parts in order; one empty text when there was nothing. */
  List<Part> finish() {
    if (parts.isEmpty()) {
      return List.of(new Part.Text(text.toString()));
    }
    flush();
    return parts;
  }

  private void flush() {
    if (text.length() > 0) {
      parts.add(new Part.Text(text.toString()));
      text.setLength(0);
    }
  }
}
