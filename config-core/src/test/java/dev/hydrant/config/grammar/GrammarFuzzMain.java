package dev.hydrant.config.grammar;

/**
 * Runs both fuzz targets on made-up texts for a time: {@code GrammarFuzzMain SECONDS [SEED]}.
 * Prints what fails and what takes long.
 */
public final class GrammarFuzzMain {
  private static final long SLOW_NANOS = 500_000_000L;

  private GrammarFuzzMain() {}

  public static void main(String[] args) {
    long end = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000_000L;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    FuzzInputs inputs = new FuzzInputs(seed);
    long count = 0;
    int failures = 0;
    while (System.nanoTime() < end && failures < 10) {
      String text = inputs.next();
      long start = System.nanoTime();
      try {
        OverrideFuzz.check(text);
        InterpolationFuzz.check(text);
      } catch (RuntimeException | Error e) {
        failures++;
        System.out.println("FAILS (" + e + ") on: " + shown(text));
      }
      if (System.nanoTime() - start > SLOW_NANOS) {
        System.out.println("SLOW on: " + shown(text));
      }
      count++;
    }
    System.out.println(count + " texts, " + failures + " failures, seed " + seed);
    System.exit(failures == 0 ? 0 : 1);
  }

  private static String shown(String text) {
    return text.length() + " characters: " + (text.length() < 500 ? text : text.substring(0, 500));
  }
}
