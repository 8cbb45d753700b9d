package dev.hydrant.trainer.cli;

import com.sun.jna.Function;
import java.util.function.IntConsumer;

/**
 * Ends the process without tearing native code down. {@code Runtime.halt} calls C's {@code exit},
 * which destroys what native threads are computing with, and ends in a crash.
 */
final class ProcessEnd implements IntConsumer {
  @Override
  public void accept(int code) {
    try {
      Function.getFunction("c", "_exit").invoke(new Object[] {code});
    } catch (LinkageError e) {
      // another platform
    }
    Runtime.getRuntime().halt(code);
  }
}
