package dev.hydrant.trainer.report;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person is looking. */
public final class Terminal {
  private Terminal() {}

  /**
   * Returns whether output goes to a terminal. The launcher knows and says so by {@code
   * -Dhydrant.terminal}; otherwise the console is asked.
   */
  public static boolean interactive() {
    String given = System.getProperty("hydrant.terminal");
    if (given != null) {
      return Boolean.parseBoolean(given);
    }
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 there is a console without a terminal too, and a method that tells.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
