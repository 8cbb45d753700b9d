package dev.hydrant.trainer.error;

/** What the program is called in the commands that it prints. */
public final class ProgramName {
  private ProgramName() {}

  /** The path by which the launcher was called, so that a printed command runs where it is read. */
  public static String typed() {
    return System.getProperty("hydrant.command", "./hydrant");
  }
}
