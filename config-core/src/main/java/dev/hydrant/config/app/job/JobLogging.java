package dev.hydrant.config.app.job;

import dev.hydrant.config.app.cli.AppSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Logging set up for one job, and taken down after it. */
interface JobLogging extends AutoCloseable {
  JobLogging NONE = () -> {};

  @Override
  void close();

  /** Sets logging up as a plan says, if the program logs through logback; else leaves it be. */
  static JobLogging open(LoggingPlan plan, AppSettings app) throws IOException {
    if (!plan.configured() || !logback()) {
      return NONE;
    }
    return LogbackLogging.open(plan, app.cwd(), app.console() ? app.out() : null, app.err());
  }

  private static boolean logback() {
    try {
      return LogbackLogging.isBound();
    } catch (NoClassDefFoundError e) {
      return false;
    }
  }

  /** Where a relative file of a plan lies. */
  static Path file(Path cwd, String name) {
    return cwd.resolve(name);
  }

  /** A stream that can be handed to an appender, which closes what it is given. */
  static PrintStream uncloseable(PrintStream stream) {
    return new PrintStream(stream, true) {
      @Override
      public void close() {
        flush();
      }
    };
  }
}
