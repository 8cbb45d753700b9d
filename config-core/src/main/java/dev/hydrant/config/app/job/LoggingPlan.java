package dev.hydrant.config.app.job;

import dev.hydrant.config.Composition;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code hydra.job_logging} and {@code hydra.verbose} ask for, which they say in the words of
 * Python's logging: handlers that write to a stream or a file, formats, and levels.
 *
 * @param configured false if logging is to be left as it is
 * @param level the root's level
 * @param levels the levels of single loggers
 */
record LoggingPlan(
    boolean configured, String level, List<Handler> handlers, Map<String, String> levels) {

  /**
   * One place that log lines go to.
   *
   * @param file the file, or null for a stream
   * @param error whether the stream is that of errors
   * @param append false to begin the file anew
   * @param format in Python's words, such as {@code %(message)s}
   */
  record Handler(String file, boolean error, boolean append, String format) {}

  static LoggingPlan of(Composition config) {
    Node node = config.hydraNode("job_logging").orElse(null);
    if (!(node instanceof MapNode logging) || !(logging.get("root") instanceof MapNode root)) {
      return new LoggingPlan(false, "WARN", List.of(), Map.of());
    }
    List<Handler> handlers = new ArrayList<>();
    if (root.get("handlers") instanceof ListNode names
        && logging.get("handlers") instanceof MapNode defined) {
      for (Node name : names.items()) {
        if (defined.get(text(name, "")) instanceof MapNode handler) {
          handlers.add(handler(handler, logging.get("formatters")));
        }
      }
    }
    Map<String, String> levels = new LinkedHashMap<>();
    if (logging.get("loggers") instanceof MapNode loggers) {
      loggers
          .entries()
          .forEach(
              (name, of) -> {
                if (of instanceof MapNode map && map.get("level") != null) {
                  levels.put(String.valueOf(name), level(map.get("level")));
                }
              });
    }
    String level = verbose(config, levels) ? "DEBUG" : level(root.get("level"));
    return new LoggingPlan(true, level, List.copyOf(handlers), levels);
  }

  /** {@code hydra.verbose} is true, a logger, or a list of them. */
  private static boolean verbose(Composition config, Map<String, String> levels) {
    Node verbose = config.hydraNode("verbose").orElse(null);
    if (verbose instanceof ListNode list) {
      list.items().forEach(name -> levels.put(text(name, ""), "DEBUG"));
    } else if (verbose instanceof ScalarNode s && s.value() instanceof String name) {
      levels.put(name, "DEBUG");
    }
    return verbose instanceof ScalarNode s && Boolean.TRUE.equals(s.value());
  }

  private static Handler handler(MapNode handler, Node formatters) {
    String format = "%(message)s";
    if (formatters instanceof MapNode all
        && all.get(text(handler.get("formatter"), "")) instanceof MapNode formatter) {
      format = text(formatter.get("format"), format);
    }
    return new Handler(
        text(handler.get("filename"), null),
        text(handler.get("stream"), "").endsWith("stderr"),
        !"w".equals(text(handler.get("mode"), "a")),
        format);
  }

  private static String level(Node node) {
    return switch (text(node, "INFO")) {
      case "CRITICAL", "FATAL", "ERROR" -> "ERROR";
      case "WARNING", "WARN" -> "WARN";
      case "DEBUG" -> "DEBUG";
      case "NOTSET" -> "TRACE";
      default -> "INFO";
    };
  }

  private static String text(Node node, String otherwise) {
    return node instanceof ScalarNode s && s.value() != null
        ? String.valueOf(s.value())
        : otherwise;
  }
}
