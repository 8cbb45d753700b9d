package dev.hydrant.trainer.torch;

import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;

/** PyTorch's own profiler: what ran, when, on which thread. One at a time in a process. */
public final class Profiler {
  private Profiler() {}

  /**
   * Begins to record on this thread.
   *
   * @param cuda whether kernels of a GPU are recorded too
   */
  public static void start(boolean cuda) {
    JniUtils.startProfile(cuda, true, false);
  }

  /** Stops, and writes a trace that Chrome and Perfetto show. */
  public static void stop(Path file) {
    JniUtils.stopProfile(file.toString());
  }
}
