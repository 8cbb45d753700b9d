package dev.hydrant.config.source;

import dev.hydrant.config.error.ConfigLoadException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes the path of a config or group safe to look up: it can name nothing outside its source.
 *
 * <p>{@code .} and empty steps vanish and {@code ..} takes a step back, as long as the path stays
 * within the source.
 */
public final class ConfigPath {
  private ConfigPath() {}

  /**
   * Returns the path in its shortest form.
   *
   * @throws ConfigLoadException if the path leaves the source or cannot name a file
   */
  public static String normalize(String path) {
    if (isPlain(path)) {
      return path;
    }
    if (path.indexOf('\0') >= 0) {
      throw new ConfigLoadException(
          "The config name '" + path.replace("\0", "\\0") + "' contains a NUL character.");
    }
    if (path.startsWith("/")) {
      throw new ConfigLoadException(
          "The config name '"
              + path
              + "' is an absolute path; names are relative to the search path.");
    }
    if (path.indexOf('\\') >= 0) {
      throw new ConfigLoadException(
          "The config name '" + path + "' contains a backslash; separate groups by '/'.");
    }
    Deque<String> steps = new ArrayDeque<>();
    for (String step : path.split("/")) {
      if (step.equals("..")) {
        if (steps.pollLast() == null) {
          throw new ConfigLoadException(
              "The config name '"
                  + path
                  + "' leaves the search path; '..' may not go above its root.");
        }
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.addLast(step);
      }
    }
    List<String> kept = new ArrayList<>(steps);
    return String.join("/", kept);
  }

  /** Tells whether a path is in its shortest form already; most are, and this is cheap. */
  private static boolean isPlain(String path) {
    boolean stepStart = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\0' || c == '\\' || (stepStart && (c == '.' || c == '/'))) {
        return false;
      }
      stepStart = c == '/';
    }
    return !stepStart || path.isEmpty();
  }

  /** The folder of a path, empty at the root. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The last step of a path. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
