package dev.hydrant.config.write;

import dev.hydrant.config.write.YamlScalar.Style;

/** Writes scalars: chooses the style and folds long lines at single blanks. */
final class YamlScalarWriter {
  private final YamlOutput out;

  YamlScalarWriter(YamlOutput out) {
    this.out = out;
  }

  /**
   * Writes a scalar.
   *
   * @param indent the column of continuation lines
   * @param simpleKey whether it must stay on its line
   * @return whether it was written without quotes
   */
  boolean write(YamlScalar scalar, int indent, boolean simpleKey) {
    ScalarAnalysis analysis = scalar.analysis();
    if (scalar.style() == Style.LITERAL) {
      out.indicator(scalar.tag(), true, false);
      if (analysis.empty()) {
        out.indicator("\"\"", true, false);
      } else {
        literal(scalar.text(), indent);
      }
      return false;
    }
    if (scalar.style() == Style.ANY && analysis.plain()) {
      plain(scalar.text(), indent, !simpleKey);
      return true;
    }
    int[] text = scalar.text().codePoints().toArray();
    if (analysis.singleQuoted() && !(simpleKey && analysis.multiline())) {
      singleQuoted(text, indent, !simpleKey);
    } else {
      doubleQuoted(text, indent, !simpleKey);
    }
    return false;
  }

  private void plain(String scalar, int indent, boolean fold) {
    if (!out.whitespace()) {
      out.ascii(" ");
    }
    out.content();
    int[] text = scalar.codePoints().toArray();
    int n = text.length;
    if (!fold || out.column() + n <= YamlOutput.WIDTH) {
      out.append(text, 0, n);
      return;
    }
    int start = 0;
    while (start < n) {
      boolean blank = text[start] == ' ';
      int end = start + 1;
      while (end < n && (text[end] == ' ') == blank) {
        end++;
      }
      if (blank && end - start == 1 && out.column() > YamlOutput.WIDTH) {
        out.startLine(indent);
        out.content();
      } else {
        out.append(text, start, end);
      }
      start = end;
    }
  }

  private void singleQuoted(int[] text, int indent, boolean fold) {
    out.indicator("'", true, false);
    int n = text.length;
    int start = 0;
    while (start < n) {
      int end = start + 1;
      if (text[start] == ' ') {
        while (end < n && text[end] == ' ') {
          end++;
        }
        boolean inside = start > 0 && end < n && end - start == 1;
        if (fold && inside && out.column() > YamlOutput.WIDTH) {
          out.startLine(indent);
        } else {
          out.append(text, start, end);
        }
      } else if (ScalarAnalysis.isBreak(text[start])) {
        end = breaks(text, start);
        out.startLine(indent);
      } else if (text[start] == '\'') {
        out.ascii("''");
      } else {
        while (end < n
            && text[end] != ' '
            && text[end] != '\''
            && !ScalarAnalysis.isBreak(text[end])) {
          end++;
        }
        out.append(text, start, end);
      }
      start = end;
    }
    out.indicator("'", false, false);
  }

  /** Writes a run of line breaks, with one more in front because a reader folds the first. */
  private int breaks(int[] text, int start) {
    if (text[start] == '\n') {
      out.lineBreak('\n');
    }
    int end = start;
    while (end < text.length && ScalarAnalysis.isBreak(text[end])) {
      out.lineBreak(text[end++]);
    }
    return end;
  }

  private void doubleQuoted(int[] text, int indent, boolean fold) {
    out.indicator("\"", true, false);
    int n = text.length;
    int start = 0;
    for (int end = 0; end <= n; end++) {
      if (end == n || Escapes.needed(text[end])) {
        if (start < end) {
          out.append(text, start, end);
          start = end;
        }
        if (end < n) {
          out.ascii(Escapes.of(text[end]));
          start = end + 1;
        }
      }
      boolean inside = end > 0 && end < n - 1;
      if (fold
          && inside
          && (text[end] == ' ' || start >= end)
          && out.column() + end - start > YamlOutput.WIDTH) {
        if (start < end) {
          out.append(text, start, end);
          start = end;
        }
        out.ascii("\\");
        out.startLine(indent);
        out.content();
        if (text[start] == ' ') {
          out.ascii("\\");
        }
      }
    }
    out.indicator("\"", false, false);
  }

  private void literal(String text, int indent) {
    out.indicator("|", true, false);
    out.lineBreak('\n');
    for (String line : text.split("\n")) {
      out.startLine(indent);
      out.ascii(line);
      out.lineBreak('\n');
    }
  }
}
