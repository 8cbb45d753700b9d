package dev.hydrant.config.app.program;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * How many columns the terminal has that the process was started from.
 *
 * <pre>{@code
 * static void rule() {
 *   System.out.println("-".repeat(TerminalWidth.ask()));
 * }
 * }</pre>
 */
public final class TerminalWidth {
  private static final int USUAL = 80;
  private static final long PATIENCE_MS = 2_000;

  private TerminalWidth() {}

  /** Asks the terminal; 80 where there is none that answers. */
  public static int ask() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      if (stty.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS) && stty.exitValue() == 0) {
        byte[] said = stty.getInputStream().readAllBytes();
        return of(new String(said, StandardCharsets.US_ASCII));
      }
      stty.destroyForcibly();
    } catch (IOException e) {
      // no terminal to ask, or nobody who could
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return of("0 " + System.getenv("COLUMNS"));
  }

  /** The width of what a person looks at; a file or a pipe takes lines of any length. */
  public static int ofOutput() {
    return isTerminal() ? ask() : Integer.MAX_VALUE;
  }

  /**
   * Whether a person is looking. A launcher that knows says so by {@code -Dhydrant.terminal}; where
   * it does not, the console is asked.
   */
  public static boolean isTerminal() {
    String told = System.getProperty("hydrant.terminal");
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  /** Of {@code 24 80}, rows and columns; the usual number if it says none. */
  public static int of(String size) {
    String[] words = size.strip().split(" ");
    boolean said = words.length == 2 && words[1].matches("[1-9]\\d{0,4}");
    return said ? Integer.parseInt(words[1]) : USUAL;
  }
}
