package dev.hydrant.config.launch;

import dev.hydrant.config.search.SuccessiveHalving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * {@code reports} in a job's directory: the metric that a running job reports over its steps, a
 * line {@code step value} each, for those who decide whether it should go on.
 */
public final class Reports {
  private static final String NAME = "reports";

  private Reports() {}

  /** The reports of a job, value by step; empty if it has made none. */
  public static NavigableMap<Long, Double> read(Path jobDirectory) {
    NavigableMap<Long, Double> reports = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(jobDirectory.resolve(NAME))) {
        String[] f = line.split(" ");
        if (f.length == 2) {
          reports.put(Long.valueOf(f[0]), Double.valueOf(f[1]));
        }
      }
    } catch (NoSuchFileException e) {
      return reports;
    } catch (NumberFormatException e) {
      return reports; // the last line of a job that was killed while writing it
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the reports in " + jobDirectory, e);
    }
    return reports;
  }

  /** Adds a report. */
  public static void add(Path jobDirectory, long step, double value) {
    try {
      Files.writeString(
          jobDirectory.resolve(NAME),
          step + " " + value + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a report in " + jobDirectory, e);
    }
  }

  /**
   * Adds a report and asks a stopping rule, against all other jobs of the sweep.
   *
   * @param sign 1 if small values are good, −1 if large ones are
   * @throws JobEnd if the job should stop because others do better
   */
  public static void addAndDecide(
      JobDirectory job,
      SweepDirectory sweep,
      SuccessiveHalving rule,
      long step,
      double value,
      int sign) {
    add(job.path(), step, value);
    List<NavigableMap<Long, Double>> others = new ArrayList<>();
    for (SweepDirectory.Job other : sweep.jobs()) {
      if (!other.directory().path().equals(job.path())) {
        others.add(signed(read(other.directory().path()), sign));
      }
    }
    if (rule.shouldStop(signed(read(job.path()), sign), others)) {
      throw JobEnd.stopped("stopped at step " + step + ": other jobs did better by then");
    }
  }

  private static NavigableMap<Long, Double> signed(NavigableMap<Long, Double> reports, int sign) {
    reports.replaceAll((step, value) -> sign * value);
    return reports;
  }
}
