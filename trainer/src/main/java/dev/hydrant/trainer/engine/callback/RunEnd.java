package dev.hydrant.trainer.engine.callback;

/** Why a run ended without failing. */
public enum RunEnd {
  /** All steps are done. */
  COMPLETE,
  /** A signal asked for it. */
  INTERRUPTED,
  /** Its time was up. */
  OUT_OF_TIME,
  /** The monitored metric has not become better for as long as the patience lasts. */
  NO_BETTER
}
