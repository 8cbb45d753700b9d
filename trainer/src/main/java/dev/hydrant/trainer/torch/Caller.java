package dev.hydrant.trainer.torch;

/** Finds the line of model code that called an operator. */
final class Caller {
  private static final String HERE = Caller.class.getPackageName() + ".";
  private static final StackWalker WALKER = StackWalker.getInstance();

  private Caller() {}

  /** Such as {@code Gpt2.java:87}. */
  static String place() {
    return WALKER.walk(
        frames ->
            frames
                .filter(
                    f -> !f.getClassName().startsWith(HERE) || f.getClassName().endsWith("Test"))
                .findFirst()
                .map(f -> f.getFileName() + ":" + f.getLineNumber())
                .orElse("unknown"));
  }
}
