package dev.hydrant.trainer.mixture.picture;

import java.awt.Color;
import java.util.List;

/** Colours of components and of values. */
final class Colours {
  private static final List<Color> COMPONENTS =
      List.of(
          new Color(0x1f77b4),
          new Color(0xff7f0e),
          new Color(0x2ca02c),
          new Color(0xd62728),
          new Color(0x9467bd),
          new Color(0x8c564b),
          new Color(0xe377c2),
          new Color(0x7f7f7f),
          new Color(0xbcbd22),
          new Color(0x17becf));

  private static final List<Color> VIRIDIS =
      List.of(
          new Color(0x440154),
          new Color(0x3b528b),
          new Color(0x21918c),
          new Color(0x5ec962),
          new Color(0xfde725));

  private static final List<Color> GRAY = List.of(new Color(0x202020), new Color(0xf0f0f0));

  private Colours() {}

  static Color component(int k) {
    return COMPONENTS.get(k % COMPONENTS.size());
  }

  /**
   * A colour between those of a map.
   *
   * @param map viridis or gray
   * @param part 0 for the first, 1 for the last
   */
  static Color between(String map, double part) {
    List<Color> colours = map.equals("gray") ? GRAY : VIRIDIS;
    double place = Math.max(0, Math.min(1, part)) * (colours.size() - 1);
    int i = Math.min(colours.size() - 2, (int) place);
    double t = place - i;
    Color a = colours.get(i);
    Color b = colours.get(i + 1);
    return new Color(
        mixed(a.getRed(), b.getRed(), t),
        mixed(a.getGreen(), b.getGreen(), t),
        mixed(a.getBlue(), b.getBlue(), t));
  }

  private static int mixed(int a, int b, double t) {
    return (int) Math.round(a + (b - a) * t);
  }
}
