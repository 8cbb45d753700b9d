package dev.hydrant.config.app.sweep;

import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.program.TerminalWidth;
import dev.hydrant.config.launch.JobState;
import dev.hydrant.config.launch.JobStatus;
import dev.hydrant.config.launch.ProcessLauncher;
import dev.hydrant.config.launch.SweepDirectory;
import dev.hydrant.config.launch.SweepGoal;
import dev.hydrant.config.launch.report.ClosingTable;
import dev.hydrant.config.write.Printable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is shown while a sweep's jobs run elsewhere: on a terminal one line with the jobs by state,
 * the best so far and the time left; and what the jobs print, if that is to be followed.
 */
final class SweepView implements AutoCloseable {
  private static final long PERIOD_MS = 500;
  private static final int LONGEST_PIECE = 1 << 16;

  private final AppSettings app;
  private final List<SweepDirectory.Job> jobs;
  private final SweepGoal goal;
  private final boolean follow;
  private final Instant start = Instant.now();
  private final Map<Path, Long> shown = new HashMap<>();
  private final Thread thread;
  private volatile boolean closed;
  private String drawn = "";

  private SweepView(
      AppSettings app,
      List<SweepDirectory.Job> jobs,
      SweepGoal goal,
      boolean live,
      boolean follow) {
    this.app = app;
    this.jobs = jobs;
    this.goal = goal;
    this.follow = follow;
    this.thread = live ? new Thread(this::watch, "sweep-view") : null;
  }

  /** Shows jobs until closed; nothing if they do not run elsewhere. */
  static SweepView open(
      AppSettings app,
      List<SweepDirectory.Job> jobs,
      SweepGoal goal,
      boolean live,
      boolean follow) {
    SweepView view = new SweepView(app, jobs, goal, live, follow);
    jobs.forEach(j -> view.shown.put(output(j), output(j).toFile().length()));
    if (view.thread != null) {
      view.thread.setDaemon(true);
      view.thread.start();
    }
    return view;
  }

  private void watch() {
    boolean terminal = TerminalWidth.isTerminal();
    try {
      while (!closed) {
        Thread.sleep(PERIOD_MS);
        look(terminal);
      }
    } catch (InterruptedException e) {
      look(false);
    }
  }

  /** Writes nothing while nothing has changed: what records a terminal keeps every line. */
  private synchronized void look(boolean terminal) {
    List<String> printed = new ArrayList<>();
    if (follow) {
      jobs.forEach(job -> follow(job, printed));
    }
    String line = terminal && !closed ? cut(line(now(jobs), goal, start)) : "";
    if (printed.isEmpty() && line.equals(drawn)) {
      return;
    }
    if (!drawn.isEmpty()) {
      app.err().print("\r" + " ".repeat(drawn.length()) + "\r");
      app.err().flush();
    }
    printed.forEach(app.out()::println);
    app.out().flush();
    app.err().print(line);
    app.err().flush();
    drawn = line;
  }

  /** A line that wrapped could not be taken back. */
  private static String cut(String line) {
    return line.substring(0, Math.min(line.length(), TerminalWidth.ask() - 1));
  }

  private static List<SweepDirectory.Job> now(List<SweepDirectory.Job> jobs) {
    List<SweepDirectory.Job> now = new ArrayList<>(jobs.size());
    for (SweepDirectory.Job job : jobs) {
      JobStatus status = job.directory().status().orElse(job.status());
      now.add(new SweepDirectory.Job(status, job.directory()));
    }
    return now;
  }

  /** The jobs by state, the best so far, and the time left. */
  static String line(List<SweepDirectory.Job> jobs, SweepGoal goal, Instant start) {
    StringBuilder line = new StringBuilder(ClosingTable.counts(jobs));
    List<JobStatus> done =
        jobs.stream()
            .map(SweepDirectory.Job::status)
            .filter(s -> s.state() == JobState.DONE && !s.metrics().isEmpty())
            .toList();
    List<String> metrics =
        done.stream().limit(1).flatMap(s -> s.metrics().keySet().stream()).toList();
    goal.ranking(metrics)
        .ifPresent(
            metric ->
                done.stream()
                    .filter(s -> s.metrics().containsKey(metric))
                    .min(Comparator.comparingDouble(s -> goal.signed(s.metrics().get(metric))))
                    .ifPresent(best -> line.append(best(metric, best))));
    long ended = jobs.stream().filter(j -> ended(j.status(), start)).count();
    long open = jobs.stream().filter(j -> j.status().ended() == null).count();
    if (ended > 0 && open > 0) {
      long left = Duration.between(start, Instant.now()).toSeconds() * open / ended;
      line.append(String.format(Locale.ROOT, "; about %d:%02d left", left / 60, left % 60));
    }
    return line.toString();
  }

  private static boolean ended(JobStatus status, Instant start) {
    return status.ended() != null && status.ended().isAfter(start);
  }

  private static String best(String metric, JobStatus job) {
    return String.format(
        Locale.ROOT, "; best %s %.4g (#%d)", metric, job.metrics().get(metric), job.number());
  }

  private static Path output(SweepDirectory.Job job) {
    return job.directory().path().resolve(ProcessLauncher.OUTPUT);
  }

  /** Adds the whole lines that a job has written since the last look. */
  private void follow(SweepDirectory.Job job, List<String> printed) {
    Path file = output(job);
    long from = shown.get(file);
    if (file.toFile().length() <= from) {
      return;
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(LONGEST_PIECE, in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      end = end == 0 && bytes.length == LONGEST_PIECE ? bytes.length : end;
      shown.put(file, from + end);
      new String(bytes, 0, end, StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> printed.add("#" + job.status().number() + " | " + Printable.text(line)));
    } catch (IOException e) {
      shown.put(file, Long.MAX_VALUE); // it is there to be looked at; a sweep does not end by it
    }
  }

  @Override
  public void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      look(false);
    }
  }
}
