package dev.hydrant.trainer.vqvae.picture;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * All codes on a plane: coloured by category, shaped by level, sized by how often they are used.
 */
public final class CodeMap {
  private static final int SIZE = 800;
  private static final int LEGEND = 190;
  private static final int EDGE = 24;

  private CodeMap() {}

  /**
   * A code.
   *
   * @param share of the rows that use it
   */
  public record Code(int category, int level, double share, double x, double y) {}

  /** As PNG. */
  public static byte[] draw(String title, List<Code> codes, List<String> categories) {
    Canvas canvas = new Canvas(SIZE + LEGEND, SIZE + Canvas.TITLE, title);
    double[] x = codes.stream().mapToDouble(Code::x).toArray();
    double[] y = codes.stream().mapToDouble(Code::y).toArray();
    Axis across = Axis.around(x, EDGE, SIZE - EDGE);
    Axis down = Axis.around(y, Canvas.TITLE + SIZE - EDGE, Canvas.TITLE + EDGE);
    canvas.frame(8, Canvas.TITLE, SIZE - 8, SIZE - 8);
    for (Code code : codes) {
      Color colour = Canvas.colour(code.category());
      double radius = code.share() == 0 ? 3 : 3.5 + 14 * Math.sqrt(code.share());
      Shape shape = shape(code.level(), across.at(code.x()), down.at(code.y()), radius);
      if (code.share() > 0) {
        canvas.g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 150));
        canvas.g.fill(shape);
      }
      canvas.g.setColor(colour.darker());
      canvas.g.draw(shape);
    }
    legend(canvas, codes, categories);
    return canvas.png();
  }

  private static void legend(Canvas canvas, List<Code> codes, List<String> categories) {
    int x = SIZE + 16;
    int y = Canvas.TITLE + 12;
    for (int c = 0; c < categories.size(); c++, y += 20) {
      canvas.g.setColor(Canvas.colour(c));
      canvas.g.fill(new Ellipse2D.Double(x, y - 8, 10, 10));
      canvas.text(categories.get(c), x + 18, y + 2);
    }
    y += 16;
    int levels = 1 + codes.stream().mapToInt(Code::level).max().orElse(0);
    for (int l = 0; l < levels; l++, y += 20) {
      canvas.g.setColor(Color.GRAY);
      canvas.g.draw(shape(l, x + 5, y - 3, 5));
      canvas.text("level " + l, x + 18, y + 2);
    }
    canvas.text("area: how often it is used", x, y + 16);
    canvas.text("hollow: never", x, y + 34);
  }

  private static Shape shape(int level, double x, double y, double r) {
    return switch (level % 3) {
      case 0 -> new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
      case 1 -> new Rectangle2D.Double(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
      default -> {
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(x, y - 1.2 * r);
        triangle.lineTo(x + 1.1 * r, y + 0.8 * r);
        triangle.lineTo(x - 1.1 * r, y + 0.8 * r);
        triangle.closePath();
        yield triangle;
      }
    };
  }
}
