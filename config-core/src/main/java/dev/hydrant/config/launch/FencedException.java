package dev.hydrant.config.launch;

/** Thrown to a job whose place has been taken by a later attempt: it must write nothing more. */
public final class FencedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  FencedException(JobStatus current, int attempt) {
    super(
        "attempt %d of job %d was replaced by attempt %d: this process stops without writing"
            .formatted(attempt, current.number(), current.attempt()));
  }
}
