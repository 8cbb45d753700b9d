package dev.hydrant.trainer.vqvae.picture;

import java.awt.Color;
import java.util.List;
import java.util.function.DoubleFunction;

/** A square matrix as colours, with lines between groups of its rows. */
public final class MatrixPicture {
  private static final int SIZE = 720;
  private static final int LEFT = 130;

  private MatrixPicture() {}

  /** Neighbouring rows that belong together. */
  public record Group(String name, int size) {}

  /**
   * As PNG.
   *
   * @param values between 0 and 1, or −1 and 1
   * @param groups in order; their sizes add up to the rows
   * @param note below the matrix
   */
  public static byte[] draw(
      String title, double[][] values, List<Group> groups, boolean isSigned, String note) {
    int n = values.length;
    Canvas canvas = new Canvas(LEFT + SIZE + 80, Canvas.TITLE + SIZE + 40, title);
    double cell = (double) SIZE / n;
    DoubleFunction<Color> colour = isSigned ? Canvas::signed : Canvas::shade;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        canvas.g.setColor(colour.apply(values[i][j]));
        int x = LEFT + (int) Math.floor(j * cell);
        int y = Canvas.TITLE + (int) Math.floor(i * cell);
        canvas.g.fillRect(x, y, (int) Math.ceil(cell), (int) Math.ceil(cell));
      }
    }
    int at = 0;
    double lastName = -100;
    for (Group group : groups) {
      double middle = Canvas.TITLE + (at + group.size() / 2.0) * cell + 4;
      if (middle - lastName >= 13) {
        canvas.textBefore(group.name(), LEFT - 8, (int) middle);
        lastName = middle;
      }
      at += group.size();
      canvas.g.setColor(new Color(0, 0, 0, 110));
      int line = (int) Math.floor(at * cell);
      canvas.g.drawLine(LEFT, Canvas.TITLE + line, LEFT + SIZE, Canvas.TITLE + line);
      canvas.g.drawLine(LEFT + line, Canvas.TITLE, LEFT + line, Canvas.TITLE + SIZE);
    }
    scale(canvas, colour, isSigned);
    canvas.text(note, LEFT, Canvas.TITLE + SIZE + 24);
    return canvas.png();
  }

  private static void scale(Canvas canvas, DoubleFunction<Color> colour, boolean isSigned) {
    int x = LEFT + SIZE + 16;
    for (int y = 0; y < 200; y++) {
      double value = isSigned ? 1 - y / 100.0 : 1 - y / 200.0;
      canvas.g.setColor(colour.apply(value));
      canvas.g.fillRect(x, Canvas.TITLE + y, 16, 1);
    }
    canvas.frame(x, Canvas.TITLE, 16, 200);
    canvas.text("1", x + 22, Canvas.TITLE + 10);
    canvas.text(isSigned ? "−1" : "0", x + 22, Canvas.TITLE + 200);
  }
}
