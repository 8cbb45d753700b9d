package dev.hydrant.config.launch.slurm;

import dev.hydrant.config.error.LaunchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Slurm's client commands: submit, look, cancel. */
final class Queue {
  private static final String FIELDS =
      "ArrayJobID:|,ArrayTaskID:|,State:|,Reason:|,exit_code:|,NodeList:|";
  private final Command command;

  Queue(Command command) {
    this.command = command;
  }

  /** Submits a script and returns the array's id. */
  String submit(List<String> options, String script) throws InterruptedException {
    List<String> line = new ArrayList<>(List.of("sbatch", "--parsable"));
    line.addAll(options);
    line.add(script);
    Command.Answer answer = run(line);
    if (!answer.ok()) {
      throw new LaunchException(
          "sbatch refused the jobs: "
              + answer.err().strip()
              + "\ncommand: "
              + String.join(" ", line));
    }
    return answer.out().strip().split(";")[0]; // a cluster name may follow the id
  }

  /**
   * The tasks of arrays that the controller still knows, ended ones included.
   *
   * @return empty if the controller did not answer
   */
  Optional<List<TaskState>> tasks(Collection<String> arrays) throws InterruptedException {
    Command.Answer answer =
        run(
            List.of(
                "squeue", "-h", "-r", "-t", "all", "-j", String.join(",", arrays), "-O", FIELDS));
    if (!answer.ok()) {
      // one unknown id alone is an error for squeue; several are an empty answer
      return answer.err().contains("Invalid job id") ? Optional.of(List.of()) : Optional.empty();
    }
    List<TaskState> tasks = new ArrayList<>();
    for (String line : answer.out().lines().toList()) {
      String[] f = line.split("\\|", -1);
      if (f.length >= 6 && f[1].strip().matches("\\d+")) {
        tasks.add(
            new TaskState(
                f[0].strip(),
                Integer.parseInt(f[1].strip()),
                f[2].strip(),
                f[3].strip(),
                f[4].strip().matches("\\d+") ? Integer.parseInt(f[4].strip()) : 0,
                f[5].strip()));
      }
    }
    return Optional.of(tasks);
  }

  /** Asks about one task that the queue no longer lists: the controller first, then accounting. */
  Optional<TaskState> look(String array, int task) throws InterruptedException {
    String id = array + "_" + task;
    Command.Answer shown = run(List.of("scontrol", "show", "job", "-o", id));
    if (shown.ok() && shown.out().contains("JobState=")) {
      return Optional.of(
          new TaskState(
              array, task, field(shown.out(), "JobState"), field(shown.out(), "Reason"), 0, ""));
    }
    Command.Answer counted =
        run(List.of("sacct", "-n", "-X", "-P", "-j", id, "-o", "State,ExitCode"));
    if (counted.ok() && !counted.out().isBlank()) {
      String[] f = counted.out().lines().findFirst().orElseThrow().split("\\|");
      return Optional.of(new TaskState(array, task, f[0].split(" ")[0], "", 0, ""));
    }
    return Optional.empty();
  }

  /** Cancels whole arrays. */
  void cancel(Collection<String> arrays) throws InterruptedException {
    List<String> line = new ArrayList<>(List.of("scancel"));
    line.addAll(arrays);
    run(line);
  }

  /** Releases a task that Slurm holds after a failed start. */
  void release(TaskState task) throws InterruptedException {
    run(List.of("scontrol", "release", task.array() + "_" + task.task()));
  }

  private static String field(String line, String name) {
    int start = line.indexOf(name + "=");
    if (start < 0) {
      return "";
    }
    int end = line.indexOf(' ', start);
    return line.substring(start + name.length() + 1, end < 0 ? line.length() : end);
  }

  private Command.Answer run(List<String> line) throws InterruptedException {
    try {
      return command.run(line);
    } catch (IOException e) {
      throw new LaunchException(
          "cannot run "
              + line.get(0)
              + ": Slurm's client commands must be on the PATH of this machine; elsewhere use"
              + " hydra/launcher=process",
          e);
    }
  }
}
