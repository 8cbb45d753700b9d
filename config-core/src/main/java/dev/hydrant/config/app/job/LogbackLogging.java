package dev.hydrant.config.app.job;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Logging through logback. What the program had set up comes back when the job is over. */
final class LogbackLogging implements JobLogging {
  private static final Map<String, String> WORDS =
      Map.of(
          "%(asctime)s", "%d{\"yyyy-MM-dd HH:mm:ss,SSS\"}",
          "%(name)s", "%logger",
          "%(levelname)s", "%level",
          "%(message)s", "%msg",
          "%(threadName)s", "%thread",
          "%(process)d", "%property{PID}");

  private final LoggerContext context;
  private final Logger root;
  private final Level rootLevel;
  private final List<Appender<ILoggingEvent>> own = new ArrayList<>();
  private final List<Appender<ILoggingEvent>> replaced = new ArrayList<>();
  private final Map<Logger, Level> levels = new LinkedHashMap<>();

  private LogbackLogging(LoggerContext context) {
    this.context = context;
    this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    this.rootLevel = root.getLevel();
  }

  static boolean isBound() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext;
  }

  /**
   * Sets up what a plan says.
   *
   * @param out takes what goes to the console; null to leave the program's own console as it is
   */
  static LogbackLogging open(LoggingPlan plan, Path cwd, PrintStream out, PrintStream err)
      throws IOException {
    LogbackLogging logging = new LogbackLogging((LoggerContext) LoggerFactory.getILoggerFactory());
    if (out != null) {
      logging.root.iteratorForAppenders().forEachRemaining(logging.replaced::add);
      logging.replaced.forEach(logging.root::detachAppender);
      logging.level(logging.root, plan.level());
    }
    for (LoggingPlan.Handler handler : plan.handlers()) {
      if (handler.file() != null) {
        logging.add(file(handler, cwd), handler.format());
      } else if (out != null) {
        OutputStreamAppender<ILoggingEvent> console = new OutputStreamAppender<>();
        console.setContext(logging.context);
        logging.add(console, handler.format());
        console.setOutputStream(JobLogging.uncloseable(handler.error() ? err : out));
        console.start();
      }
    }
    plan.levels().forEach((name, level) -> logging.level(logging.context.getLogger(name), level));
    return logging;
  }

  private static FileAppender<ILoggingEvent> file(LoggingPlan.Handler handler, Path cwd)
      throws IOException {
    Path path = JobLogging.file(cwd, handler.file());
    Files.createDirectories(path.toAbsolutePath().getParent());
    FileAppender<ILoggingEvent> file = new FileAppender<>();
    file.setFile(path.toString());
    file.setAppend(handler.append());
    return file;
  }

  private void add(OutputStreamAppender<ILoggingEvent> appender, String format) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern(format));
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    if (appender instanceof FileAppender<ILoggingEvent> file) {
      file.start();
    }
    own.add(appender);
    root.addAppender(appender);
  }

  private void level(Logger logger, String level) {
    levels.putIfAbsent(logger, logger.getLevel());
    logger.setLevel(Level.toLevel(level));
  }

  static String pattern(String format) {
    String pattern = format.replace("(", "\\(").replace(")", "\\)");
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      String escaped = word.getKey().replace("(", "\\(").replace(")", "\\)");
      pattern = pattern.replace(escaped, word.getValue());
    }
    return pattern + "%n%ex";
  }

  @Override
  public void close() {
    for (Appender<ILoggingEvent> appender : own) {
      root.detachAppender(appender);
      appender.stop();
    }
    replaced.forEach(root::addAppender);
    levels.forEach(Logger::setLevel);
    root.setLevel(rootLevel);
  }
}
