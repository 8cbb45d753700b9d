package dev.hydrant.trainer.engine.stepper;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Recognises want of memory among failures: libtorch says it in words alone. */
final class OutOfMemory {
  private static final Pattern NATIVE =
      Pattern.compile(
          "DefaultCPUAllocator: (can't allocate memory|not enough memory)|CUDA out of memory"
              + "|CUDA error: out of memory|CUBLAS_STATUS_ALLOC_FAILED|std::bad_alloc");

  private OutOfMemory() {}

  /** Whether an allocator of libtorch, on the CPU or a GPU, had no memory to give. */
  static boolean isNative(Throwable failure) {
    return anyCause(failure, c -> c.getMessage() != null && NATIVE.matcher(c.getMessage()).find());
  }

  /** Whether Java's own heap is full. */
  static boolean isHeap(Throwable failure) {
    return anyCause(failure, OutOfMemoryError.class::isInstance);
  }

  /** Whether it came while parameters were being updated: then the step cannot be taken again. */
  static boolean isInUpdate(Throwable failure) {
    return anyCause(
        failure, c -> c.getMessage() != null && c.getMessage().contains("in optimize\n"));
  }

  private static boolean anyCause(Throwable failure, Predicate<Throwable> holds) {
    for (Throwable c = failure; c != null; c = c.getCause()) {
      if (holds.test(c)) {
        return true;
      }
    }
    return false;
  }
}
