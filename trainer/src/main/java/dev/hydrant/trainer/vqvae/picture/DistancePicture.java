package dev.hydrant.trainer.vqvae.picture;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.Locale;

/** Distances between rows against those between what became of them. */
public final class DistancePicture {
  private static final int SIZE = 420;
  private static final int LEFT = 60;

  private DistancePicture() {}

  /**
   * Pairs of distances.
   *
   * @param correlation of all pairs
   */
  public record Pairs(String across, String down, double[] x, double[] y, double correlation) {}

  /** As PNG: one panel for each. */
  public static byte[] draw(String title, Pairs... all) {
    Canvas canvas = new Canvas(all.length * (SIZE + LEFT) + 20, Canvas.TITLE + SIZE + 50, title);
    for (int p = 0; p < all.length; p++) {
      panel(canvas, all[p], LEFT + p * (SIZE + LEFT));
    }
    return canvas.png();
  }

  private static void panel(Canvas canvas, Pairs pairs, int left) {
    int top = Canvas.TITLE;
    canvas.frame(left, top, SIZE, SIZE);
    Axis across = Axis.around(pairs.x(), left + 6, left + SIZE - 6);
    Axis down = Axis.around(pairs.y(), top + SIZE - 6, top + 6);
    canvas.g.setColor(new Color(0x1f, 0x5f, 0xa8, 70));
    for (int i = 0; i < pairs.x().length; i++) {
      canvas.g.fill(
          new Ellipse2D.Double(across.at(pairs.x()[i]) - 2, down.at(pairs.y()[i]) - 2, 4, 4));
    }
    canvas.text(
        String.format(Locale.ROOT, "correlation %.3f", pairs.correlation()), left + 12, top + 20);
    canvas.text(pairs.across(), left + 8, top + SIZE + 34);
    canvas.text(number(across.low()), left, top + SIZE + 16);
    canvas.textBefore(number(across.high()), left + SIZE, top + SIZE + 16);
    canvas.textBefore(number(down.low()), left - 4, top + SIZE);
    canvas.textBefore(number(down.high()), left - 4, top + 12);
    canvas.g.rotate(-Math.PI / 2);
    canvas.text(pairs.down(), -(top + SIZE / 2 + 90), left - 22);
    canvas.g.rotate(Math.PI / 2);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
