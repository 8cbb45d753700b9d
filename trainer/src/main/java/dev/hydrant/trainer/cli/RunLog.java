package dev.hydrant.trainer.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies the log of this process to a file while a run lasts. */
final class RunLog implements AutoCloseable {
  private final ch.qos.logback.classic.Logger root;
  private final FileAppender<ILoggingEvent> file = new FileAppender<>();
  private final PatternLayoutEncoder encoder = new PatternLayoutEncoder();

  private RunLog(Path path) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    encoder.setContext(context);
    encoder.setPattern("[%d{\"yyyy-MM-dd HH:mm:ss,SSS\"}][%logger][%level] - %msg%n%ex");
    encoder.start();
    file.setContext(context);
    file.setEncoder(encoder);
    file.setFile(path.toString());
    file.start();
    root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(file);
  }

  static RunLog open(Path path) {
    return new RunLog(path);
  }

  @Override
  public void close() {
    root.detachAppender(file);
    file.stop();
    encoder.stop();
  }
}
