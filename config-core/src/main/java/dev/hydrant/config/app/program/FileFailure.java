package dev.hydrant.config.app.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.regex.PatternSyntaxException;

/** What a user is told about a file name, a pattern, or a place that cannot be used. */
final class FileFailure {
  private static final int LONGEST_NAME = 200;

  private FileFailure() {}

  /** The message, or null if the exception is about none of these. */
  static String of(Throwable e) {
    if (e instanceof InvalidPathException path) {
      return shown(path.getInput()) + " is no file name here: " + path.getReason() + locale(path);
    }
    if (e instanceof PatternSyntaxException pattern) {
      return shown(pattern.getPattern()) + " is no pattern: " + pattern.getDescription();
    }
    if (e instanceof FileSystemException file) {
      return (file.getFile() == null ? "a file" : shown(file.getFile())) + ": " + reason(file);
    }
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
      String under = of(cause);
      return e.getMessage() == null || e.getMessage().contains(cause.getClass().getName())
          ? under
          : e.getMessage() + (under == null ? "" : " (" + under + ")");
    }
    return null;
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  private static String locale(InvalidPathException e) {
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(e.getInput());
    return ascii
        ? ""
        : "; the locale's character set is "
            + System.getProperty("sun.jnu.encoding")
            + ", which has no such letters: call the program with LC_ALL=C.UTF-8";
  }

  private static String shown(String name) {
    return "'"
        + (name.length() <= LONGEST_NAME
            ? name
            : name.substring(0, LONGEST_NAME) + "...' (" + name.length() + " characters)")
        + (name.length() <= LONGEST_NAME ? "'" : "");
  }
}
