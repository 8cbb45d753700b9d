package dev.hydrant.trainer.torch;

/** Derives keys of random streams. The mixing function is SplitMix64's finaliser. */
final class RandomKey {
  private RandomKey() {}

  static long mix(long a, long b) {
    long z = a + (b + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  static long hash(String name) {
    long h = 0x5bd1e995L;
    for (int i = 0; i < name.length(); i++) {
      h = mix(h, name.charAt(i));
    }
    return h;
  }
}
