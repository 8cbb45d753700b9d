package dev.hydrant.trainer.torch;

import java.util.concurrent.atomic.LongAdder;

/** Counts the calls into native code that tensors make, and the time spent in script functions. */
public final class NativeCalls {
  private static final LongAdder CALLS = new LongAdder();
  private static final LongAdder NANOS = new LongAdder();

  /**
   * Totals since the process began.
   *
   * @param calls calls through JNI: functions run, values made, read and freed
   * @param nanos time inside script functions, all threads together
   */
  public record Totals(long calls, long nanos) {
    /** What came on top of earlier totals. */
    public Totals since(Totals earlier) {
      return new Totals(calls - earlier.calls, nanos - earlier.nanos);
    }
  }

  private NativeCalls() {}

  public static Totals now() {
    return new Totals(CALLS.sum(), NANOS.sum());
  }

  static void count(int calls) {
    CALLS.add(calls);
  }

  static void ran(long nanos) {
    CALLS.increment();
    NANOS.add(nanos);
  }
}
