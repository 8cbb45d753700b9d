package dev.hydrant.config.launch.slurm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The shell script of an array, and its sbatch options.
 *
 * <p>The job list is a script of its own, called with the number of a task, which has a quoted
 * command for each. So a command may hold any character, a line break too. The script hands
 * SIGUSR1, which Slurm sends before the time limit or on preemption, to the job; a job that answers
 * with exit code {@value #REQUEUE} has saved its state and is put back into the queue.
 */
final class BatchScript {
  /** A job's wish to be run again (EX_TEMPFAIL of sysexits). */
  static final int REQUEUE = 75;

  private BatchScript() {}

  static String text(SlurmSettings settings, String jobList) {
    return """
    #!/bin/sh
    %s
    child=
    trap '[ -n "$child" ] && kill -USR1 "$child"' USR1
    trap '[ -n "$child" ] && kill -TERM "$child"' TERM
    sh %s "$SLURM_ARRAY_TASK_ID" &
    child=$!
    while :; do
      wait "$child"
      code=$?
      kill -0 "$child" 2>/dev/null || break
    done
    if [ "$code" -eq %d ] && [ "${SLURM_RESTART_COUNT:-0}" -lt %d ]; then
      scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
      sleep 30
    fi
    exit "$code"
    """
        .formatted(
            String.join("\n", settings.setup()), quote(jobList), REQUEUE, settings.maxNumTimeout());
  }

  static List<String> options(SlurmSettings s, int tasks, String output) {
    List<String> o = new ArrayList<>();
    o.add("--job-name=" + s.name());
    o.add("--array=0-" + (tasks - 1) + "%" + s.arrayParallelism());
    o.add("--output=" + output.replace("%", "%%") + "/%A_%a.out");
    o.add("--open-mode=append");
    o.add("--requeue");
    o.add("--time=" + s.timeoutMin());
    o.add("--cpus-per-task=" + s.cpusPerTask());
    o.add("--signal=B:USR1@" + s.signalDelayS());
    s.partition().ifPresent(v -> o.add("--partition=" + v));
    s.account().ifPresent(v -> o.add("--account=" + v));
    s.qos().ifPresent(v -> o.add("--qos=" + v));
    s.comment().ifPresent(v -> o.add("--comment=" + v));
    s.constraint().ifPresent(v -> o.add("--constraint=" + v));
    s.exclude().ifPresent(v -> o.add("--exclude=" + v));
    s.memGb().ifPresent(v -> o.add("--mem=" + Math.round(v * 1024) + "M"));
    s.memPerCpu().ifPresent(v -> o.add("--mem-per-cpu=" + v));
    s.memPerGpu().ifPresent(v -> o.add("--mem-per-gpu=" + v));
    s.nodes().ifPresent(v -> o.add("--nodes=" + v));
    s.cpusPerGpu().ifPresent(v -> o.add("--cpus-per-gpu=" + v));
    s.gpusPerNode().ifPresent(v -> o.add("--gpus-per-node=" + v));
    s.gres().ifPresent(v -> o.add("--gres=" + v));
    s.additionalParameters()
        .forEach(
            (k, v) ->
                o.add(
                    "--"
                        + k.replace('_', '-').toLowerCase(Locale.ROOT)
                        + (v.isEmpty() ? "" : "=" + v)));
    return o;
  }

  /** The job list: task n runs the n-th command in the place of its shell. */
  static String jobList(List<String> commands) {
    StringBuilder text = new StringBuilder("case \"$1\" in\n");
    for (int task = 0; task < commands.size(); task++) {
      text.append(task).append(") exec ").append(commands.get(task)).append(" ;;\n");
    }
    return text.append("esac\n").toString();
  }

  static String commandLine(List<String> command) {
    return String.join(" ", command.stream().map(BatchScript::quote).toList());
  }

  /** Quotes a word for a POSIX shell. */
  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
