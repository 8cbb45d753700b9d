package dev.hydrant.trainer.data.text;

import dev.hydrant.trainer.data.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** The documents of one text file, in order. */
final class Documents implements Closeable {
  private static final int LONGEST = 1 << 28;
  private static final String SEPARATOR = "<|endoftext|>";

  private final Path path;
  private final Utf8Lines lines;
  private final DocumentRule rule;

  Documents(Path path, DocumentRule rule) {
    this.path = path;
    this.rule = rule;
    this.lines = Utf8Lines.open(path);
  }

  /** Returns the next document that is not blank, or null at the end. */
  String next() {
    String document = rule.next(this);
    while (document != null && document.isBlank()) {
      document = rule.next(this);
    }
    return document;
  }

  long bytesRead() {
    return lines.bytesRead();
  }

  String line() {
    return lines.next();
  }

  String lastColumn() {
    String line = lines.next();
    return line == null ? null : line.substring(line.lastIndexOf('\t') + 1);
  }

  String paragraph() {
    return until(line -> line.isBlank() || line.equals(SEPARATOR));
  }

  String file() {
    return until(line -> line.equals(SEPARATOR));
  }

  private String until(Predicate<String> ends) {
    StringBuilder text = new StringBuilder();
    String line = lines.next();
    if (line == null) {
      return null;
    }
    while (line != null && !ends.test(line)) {
      text.append(text.length() == 0 ? "" : "\n").append(line);
      if (text.length() > LONGEST) {
        throw new DataException(
            path
                + ":"
                + lines.number()
                + ": a document of more than 2^28 characters; choose smaller ones, e.g. with"
                + " --documents=line");
      }
      line = lines.next();
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
