package dev.hydrant.config.launch.slurm;

/**
 * One array task as the queue reports it.
 *
 * @param state Slurm's long name, e.g. {@code RUNNING}, {@code NODE_FAIL}
 * @param reason why it waits or failed, as Slurm words it
 * @param exit the raw wait status, 0 when unknown
 */
record TaskState(String array, int task, String state, String reason, int exit, String node) {

  /** Whether Slurm will do nothing more with it. */
  boolean ended() {
    return switch (state) {
      case "COMPLETED",
          "FAILED",
          "CANCELLED",
          "TIMEOUT",
          "NODE_FAIL",
          "OUT_OF_MEMORY",
          "BOOT_FAIL",
          "DEADLINE",
          "PREEMPTED" ->
          true;
      default -> false;
    };
  }

  /** Whether it waits for something that will not happen by itself. */
  boolean stuck() {
    return state.equals("PENDING")
        && (reason.contains("DependencyNeverSatisfied") || reason.contains("requeued held"));
  }

  /** Says what happened, for the job's message. */
  String describe() {
    String text = "Slurm reports " + state;
    if (!reason.isBlank() && !reason.equals("None")) {
      text += " (" + reason + ")";
    }
    if (!node.isBlank()) {
      text += " on " + node;
    }
    int signal = exit & 0x7f;
    if (signal != 0) {
      text += ", killed by signal " + signal;
    } else if (exit != 0) {
      text += ", exit code " + (exit >> 8);
    }
    return text;
  }
}
