package dev.hydrant.trainer.vqvae.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How often each code is used: a panel for each codebook, the most used code first. */
public final class UsePicture {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 96;
  private static final int LEFT = 110;

  private UsePicture() {}

  /** A codebook with the rows that use each of its codes. */
  public record Use(int category, String categoryName, int level, long[] counts) {}

  /** As PNG. */
  public static byte[] draw(String title, List<Use> uses) {
    int levels = 1 + uses.stream().mapToInt(Use::level).max().orElse(0);
    int categories = 1 + uses.stream().mapToInt(Use::category).max().orElse(0);
    Canvas canvas =
        new Canvas(
            LEFT + levels * WIDTH + 16, Canvas.TITLE + 20 + categories * (HEIGHT + 16), title);
    for (int l = 0; l < levels; l++) {
      canvas.text("level " + l, LEFT + l * WIDTH, Canvas.TITLE + 12);
    }
    for (Use use : uses) {
      int x = LEFT + use.level() * WIDTH;
      int y = Canvas.TITLE + 20 + use.category() * (HEIGHT + 16);
      if (use.level() == 0) {
        canvas.textBefore(use.categoryName(), LEFT - 10, y + HEIGHT / 2);
      }
      panel(canvas, use, x, y);
    }
    return canvas.png();
  }

  private static void panel(Canvas canvas, Use use, int x, int y) {
    int width = WIDTH - 24;
    long[] counts = use.counts().clone();
    Arrays.sort(counts);
    int n = counts.length;
    double rows = Math.max(1, Arrays.stream(counts).sum());
    double most = Math.max(1, counts[n - 1]);
    canvas.frame(x, y, width, HEIGHT);
    canvas.g.setColor(Canvas.colour(use.category()));
    double bar = (double) width / n;
    for (int k = 0; k < n; k++) {
      double height = counts[n - 1 - k] / most * (HEIGHT - 18);
      int left = x + (int) Math.round(k * bar);
      int right = x + (int) Math.round((k + 1) * bar);
      int gap = bar >= 4 ? 1 : 0;
      canvas.g.fillRect(
          left,
          y + HEIGHT - (int) Math.round(height),
          Math.max(1, right - left - gap),
          (int) Math.round(height));
    }
    long used = Arrays.stream(counts).filter(c -> c > 0).count();
    String text =
        String.format(
            Locale.ROOT, "%d of %d used, at most %.0f %% of rows", used, n, 100 * most / rows);
    canvas.textBefore(text, x + width - 6, y + 14);
  }
}
