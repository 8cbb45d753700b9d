package dev.hydrant.config.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.hydrant.config.Composition;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Sets logback up from the Python logging configuration of {@code hydra.job_logging}, as far as it
 * has a meaning here: formats, console and file handlers, levels. Everything is as before when it
 * is closed.
 */
final class LogbackLog implements JobLog {
  private static final String STANDARD = "[%(asctime)s][%(name)s][%(levelname)s] - %(message)s";

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<Appender<ILoggingEvent>> added = new ArrayList<>();
  private final List<Appender<ILoggingEvent>> removed = new ArrayList<>();
  private final Map<Logger, Level> levels = new LinkedHashMap<>();
  private final AppSettings settings;

  private LogbackLog(AppSettings settings) {
    this.settings = settings;
  }

  static LogbackLog open(Composition config, AppSettings settings) {
    LogbackLog log = new LogbackLog(settings);
    if (config.hydraNode("job_logging").orElse(null) instanceof MapNode logging
        && logging.get("root") instanceof MapNode rootSettings) {
      log.configure(logging, rootSettings);
    }
    log.verbose(config.hydraNode("verbose").orElse(null));
    return log;
  }

  private void configure(MapNode logging, MapNode rootSettings) {
    level(root, text(rootSettings, "level"));
    if (settings.consoleLog()) {
      root.iteratorForAppenders().forEachRemaining(removed::add);
      removed.forEach(root::detachAppender);
    }
    if (rootSettings.get("handlers") instanceof ListNode names) {
      for (Node name : names.items()) {
        if (name instanceof ScalarNode s
            && at(logging, "handlers", s.value()) instanceof MapNode h) {
          add(h, logging);
        }
      }
    }
    if (logging.get("loggers") instanceof MapNode loggers) {
      loggers
          .entries()
          .forEach(
              (name, value) -> {
                if (value instanceof MapNode map) {
                  level(context.getLogger(name.toString()), text(map, "level"));
                }
              });
    }
  }

  private void add(MapNode handler, MapNode logging) {
    String type = String.valueOf(text(handler, "class"));
    OutputStreamAppender<ILoggingEvent> appender;
    if (type.endsWith("FileHandler") && text(handler, "filename") != null) {
      FileAppender<ILoggingEvent> file = new FileAppender<>();
      file.setFile(settings.workingDirectory().resolve(text(handler, "filename")).toString());
      file.setAppend(!"w".equals(text(handler, "mode")));
      appender = file;
    } else if (type.endsWith("StreamHandler") && settings.consoleLog()) {
      boolean err = String.valueOf(text(handler, "stream")).endsWith("stderr");
      appender = new StreamAppender(err ? settings.err() : settings.out());
    } else {
      return;
    }
    String format =
        at(logging, "formatters", text(handler, "formatter")) instanceof MapNode f
            ? text(f, "format")
            : null;
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(LogPattern.of(format == null ? STANDARD : format));
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    root.addAppender(appender);
    added.add(appender);
  }

  private void verbose(Node verbose) {
    if (verbose instanceof ScalarNode s && Boolean.TRUE.equals(s.value())) {
      level(root, "DEBUG");
    } else if (verbose instanceof ScalarNode s && s.value() instanceof String name) {
      level(context.getLogger(name), "DEBUG");
    } else if (verbose instanceof ListNode list) {
      list.items().forEach(this::verbose);
    }
  }

  private void level(Logger logger, String level) {
    if (level != null) {
      levels.putIfAbsent(logger, logger.getLevel());
      logger.setLevel(Level.toLevel(level.equals("CRITICAL") ? "ERROR" : level, Level.INFO));
    }
  }

  private static Node at(MapNode map, String key, Object inner) {
    return map.get(key) instanceof MapNode m && inner != null ? m.get(inner) : null;
  }

  private static String text(MapNode map, String key) {
    return map.get(key) instanceof ScalarNode s && s.value() != null ? s.value().toString() : null;
  }

  @Override
  public void close() {
    for (Appender<ILoggingEvent> appender : added) {
      root.detachAppender(appender);
      appender.stop();
    }
    removed.forEach(root::addAppender);
    levels.forEach(Logger::setLevel);
  }

  /** Writes to a stream that it does not close. */
  private static final class StreamAppender extends OutputStreamAppender<ILoggingEvent> {
    StreamAppender(PrintStream stream) {
      setOutputStream(
          new java.io.FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int from, int count) throws java.io.IOException {
              out.write(bytes, from, count);
            }

            @Override
            public void close() throws java.io.IOException {
              flush();
            }
          });
    }
  }
}
