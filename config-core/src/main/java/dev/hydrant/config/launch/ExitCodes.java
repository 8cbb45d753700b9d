package dev.hydrant.config.launch;

import java.util.Map;

/** Says in words what a process's exit code means. */
final class ExitCodes {
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          134, "was aborted (SIGABRT), most likely by native code",
          137, "was killed (SIGKILL), most likely for want of memory",
          139, "crashed in native code (SIGSEGV)",
          143, "was terminated (SIGTERM)");

  private ExitCodes() {}

  static String describe(int exit) {
    return SIGNALS.getOrDefault(exit, "ended with exit code " + exit + " without a result");
  }
}
