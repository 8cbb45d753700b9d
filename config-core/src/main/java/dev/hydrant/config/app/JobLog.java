package dev.hydrant.config.app;

import dev.hydrant.config.Composition;
import org.slf4j.LoggerFactory;

/**
 * The log of one job, set up as {@code hydra.job_logging} says. Only logback can be set up while a
 * program runs; with any other logging, logs go where the program has sent them.
 */
interface JobLog extends AutoCloseable {
  @Override
  void close();

  static JobLog open(Composition config, AppSettings settings) {
    boolean logback =
        LoggerFactory.getILoggerFactory()
            .getClass()
            .getName()
            .equals("ch.qos.logback.classic.LoggerContext");
    return logback ? LogbackLog.open(config, settings) : () -> {};
  }
}
