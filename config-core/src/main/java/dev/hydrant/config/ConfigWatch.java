package dev.hydrant.config;

import dev.hydrant.config.error.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Composes a configuration again when its files change, and tells a listener. What it holds is
 * always one that composed: a mistake in a file is told, and the configuration before it stays.
 *
 * <pre>{@code
 * static ConfigWatch watch(Composer composer) {
 *   return composer.watch(
 *       "config",
 *       java.util.List.of(),
 *       java.time.Duration.ofSeconds(1),
 *       (before, now) -> System.out.println(before.diff(now)));
 * }
 * }</pre>
 */
public final class ConfigWatch implements AutoCloseable {
  /** Hears of changes, on the watch's own thread. */
  @FunctionalInterface
  public interface Listener {
    /** The resolved configuration has changed. */
    void changed(Composition before, Composition now);

    /** The files do not compose any more; told once for each other message. */
    default void failed(ConfigException mistake) {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

  private final Composer composer;
  private final String configName;
  private final List<String> overrides;
  private final Listener listener;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "config-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Composition current;
  private String mistake;

  ConfigWatch(
      Composer composer,
      String configName,
      List<String> overrides,
      Duration every,
      Listener listener) {
    this.composer = composer;
    this.configName = configName;
    this.overrides = List.copyOf(overrides);
    this.listener = listener;
    this.current = composer.compose(configName, overrides);
    long nanos = every.toNanos();
    clock.scheduleWithFixedDelay(this::lookAgain, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * A clock drops a task that throws, such as a listener that fails: the next look may do better.
   */
  private void lookAgain() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.warn("looking for changes of the configuration {} failed", configName, e);
    }
  }

  /** The last configuration that composed. */
  public Composition current() {
    return current;
  }

  /** Looks now, on the caller's thread; for programs that have a clock of their own. */
  public synchronized void look() {
    Composition before = current;
    Composition now;
    boolean changed;
    try {
      now = composer.compose(configName, overrides).withNow(before.now());
      changed = !now.resolved().equals(before.resolved());
    } catch (ConfigException e) {
      if (!e.getMessage().equals(mistake)) {
        mistake = e.getMessage();
        listener.failed(e);
      }
      return;
    }
    mistake = null;
    if (changed) {
      current = now;
      listener.changed(before, now);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
