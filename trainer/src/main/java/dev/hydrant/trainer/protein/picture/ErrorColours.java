package dev.hydrant.trainer.protein.picture;

import java.awt.Color;

/** Colours of errors: blue for none, over purple, to orange from a limit on. */
final class ErrorColours {
  private static final Color LOW = new Color(0x2b, 0x5c, 0xb8);
  private static final Color MIDDLE = new Color(0xa0, 0x3a, 0x9a);
  private static final Color HIGH = new Color(0xf5, 0x5a, 0x0a);

  private final double limit;

  /**
   * @param limit in Å
   */
  ErrorColours(double limit) {
    this.limit = limit;
  }

  Color of(double error) {
    double share = Double.isNaN(error) ? 0 : Math.min(1, Math.max(0, error / limit));
    return share < 0.5 ? mix(LOW, MIDDLE, 2 * share) : mix(MIDDLE, HIGH, 2 * share - 1);
  }

  private static Color mix(Color a, Color b, double share) {
    return new Color(
        mix(a.getRed(), b.getRed(), share),
        mix(a.getGreen(), b.getGreen(), share),
        mix(a.getBlue(), b.getBlue(), share));
  }

  private static int mix(int a, int b, double share) {
    return (int) Math.round(a + (b - a) * share);
  }
}
