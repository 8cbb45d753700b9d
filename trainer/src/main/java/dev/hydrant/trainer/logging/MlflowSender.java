package dev.hydrant.trainer.logging;

import dev.hydrant.trainer.logging.MlflowClient.MlflowException;
import dev.hydrant.trainer.logging.MlflowClient.Value;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the numbers of a run to MLflow on a thread of its own, in batches. While the server does
 * not answer, it waits longer and longer between attempts and keeps what was to be sent, up to a
 * limit; training never waits for it.
 */
final class MlflowSender {
  static final int METRICS_A_CALL = 1000;
  static final int PARAMETERS_A_CALL = 100;

  private static final Logger LOG = LoggerFactory.getLogger(MlflowSender.class);

  /**
   * How it waits.
   *
   * @param collect milliseconds for which values are collected before they are sent
   * @param firstPause milliseconds before the second attempt; each later pause doubles
   * @param longestPause in milliseconds
   * @param farewell milliseconds it is given to send what is left when the run ends
   * @param capacity values kept while the server does not answer; the oldest go first
   */
  record Patience(long collect, long firstPause, long longestPause, long farewell, int capacity) {
    static final Patience STANDARD = new Patience(2000, 1000, 60_000, 10_000, 200_000);
  }

  /** Begins the run on the server and returns its id; called until it succeeds. */
  @FunctionalInterface
  interface Opening {
    String open(MlflowClient client) throws IOException, InterruptedException;
  }

  private final MlflowClient client;
  private final Patience patience;
  private final Opening opening;
  private final Deque<Value> waiting = new ArrayDeque<>();
  private final Map<String, String> parameters;
  private final Thread thread = new Thread(this::work, "mlflow");
  private String run;
  private String lastWords;
  private boolean done;
  private long dropped;
  private boolean troubled;

  MlflowSender(
      MlflowClient client, Patience patience, Map<String, String> parameters, Opening opening) {
    this.client = client;
    this.patience = patience;
    this.opening = opening;
    this.parameters = new LinkedHashMap<>(parameters);
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes values to be sent. */
  synchronized void add(List<Value> values) {
    waiting.addAll(values);
    while (waiting.size() > patience.capacity()) {
      waiting.removeFirst();
      dropped++;
    }
    notifyAll();
  }

  /** Sends what is left and the status, and waits for it, but not for long. */
  void close(String status) {
    synchronized (this) {
      lastWords = status;
      notifyAll();
    }
    try {
      thread.join(patience.farewell());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (!done) {
        thread.interrupt();
        LOG.warn("MLflow did not take everything: {} values were not sent", waiting.size());
      }
      if (dropped > 0) {
        LOG.warn("MLflow did not answer for so long that {} values were dropped", dropped);
      }
    }
  }

  private void work() {
    try {
      run = persistently(() -> opening.open(client));
      if (run == null) {
        return;
      }
      while (!parameters.isEmpty()) {
        Map<String, String> some = firstParameters();
        persistently(() -> send(some, List.of()));
        parameters.keySet().removeAll(some.keySet());
      }
      for (List<Value> batch = next(); !batch.isEmpty(); batch = next()) {
        List<Value> values = batch;
        persistently(() -> send(Map.of(), values));
        sent(values);
      }
      persistently(
          () -> {
            client.update(run, lastWords, System.currentTimeMillis());
            return run;
          });
      synchronized (this) {
        done = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("MLflow no longer receives anything: {}", e.toString());
    }
  }

  private Map<String, String> firstParameters() {
    Map<String, String> some = new LinkedHashMap<>();
    parameters.forEach(
        (k, v) -> {
          if (some.size() < PARAMETERS_A_CALL) {
            some.put(k, v);
          }
        });
    return some;
  }

  private String send(Map<String, String> some, List<Value> values)
      throws IOException, InterruptedException {
    client.logBatch(run, some, values);
    return run;
  }

  /** The next values, once there are enough or some time has passed; none at the end of the run. */
  private synchronized List<Value> next() throws InterruptedException {
    while (lastWords == null && waiting.isEmpty()) {
      wait();
    }
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience.collect());
    for (long left = patience.collect();
        lastWords == null && waiting.size() < METRICS_A_CALL && left > 0;
        left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
      wait(left);
    }
    return waiting.stream().limit(METRICS_A_CALL).toList();
  }

  private synchronized void sent(List<Value> values) {
    // By identity: some of the oldest may have been dropped meanwhile.
    for (Value v : values) {
      if (waiting.peekFirst() == v) {
        waiting.removeFirst();
      }
    }
  }

  @FunctionalInterface
  private interface Call {
    String run() throws IOException, InterruptedException;
  }

  /** Repeats a call until it succeeds or is refused for good; says so once. */
  private String persistently(Call call) throws InterruptedException {
    long pause = patience.firstPause();
    while (true) {
      try {
        String result = call.run();
        if (troubled) {
          LOG.info("MLflow answers again");
          troubled = false;
        }
        return result;
      } catch (IOException e) {
        if (e instanceof MlflowException m && !m.isWorthRepeating()) {
          LOG.warn("MLflow refuses: {}. The run goes on without this.", m.getMessage());
          return null;
        }
        if (!troubled) {
          LOG.warn(
              "MLflow cannot be reached ({}); it is tried again, and the run goes on", words(e));
        }
        troubled = true;
        pause(pause);
        pause = Math.min(2 * pause, patience.longestPause());
      }
    }
  }

  private static String words(IOException e) {
    return e instanceof MlflowException ? e.getMessage() : e.toString();
  }

  /** Waits; when the run ends there is no time for long pauses. */
  private synchronized void pause(long millis) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis;
        left > 0;
        left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
      if (lastWords != null) {
        wait(Math.min(left, patience.firstPause()));
        return;
      }
      wait(left);
    }
  }

  /** All values of a row. */
  static List<Value> values(long step, Map<String, Double> row) {
    long now = System.currentTimeMillis();
    List<Value> out = new ArrayList<>();
    row.forEach((name, v) -> out.add(new Value(name, v, now, step)));
    return out;
  }
}
