package dev.hydrant.trainer.vqvae.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A white picture with a title. */
final class Canvas {
  static final int TITLE = 40;

  private static final Color INK = new Color(0x33, 0x33, 0x33);
  private static final float GOLDEN = 0.61803398875f;

  final Graphics2D g;
  private final BufferedImage image;

  Canvas(int width, int height, String title) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    g.setColor(INK);
    g.drawString(title, 16, 26);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
  }

  /** Writes in dark grey. */
  void text(String text, int x, int y) {
    g.setColor(INK);
    g.drawString(text, x, y);
  }

  /** Writes ending at a place. */
  void textBefore(String text, int x, int y) {
    text(text, x - g.getFontMetrics().stringWidth(text), y);
  }

  /** A frame around a part. */
  void frame(int x, int y, int width, int height) {
    g.setColor(new Color(0xcc, 0xcc, 0xcc));
    g.setStroke(new BasicStroke(1));
    g.drawRect(x, y, width, height);
  }

  /** A colour for each of many things, neighbours far apart. */
  static Color colour(int index) {
    return Color.getHSBColor(
        (index * GOLDEN) % 1, index % 3 == 2 ? 0.55f : 0.8f, index % 2 == 0 ? 0.8f : 0.6f);
  }

  /** From white at 0 over blue to dark at 1. */
  static Color shade(double value) {
    double v = Math.min(1, Math.max(0, value));
    int red = (int) Math.round(255 - 225 * Math.pow(v, 0.8));
    int green = (int) Math.round(255 - 190 * v);
    int blue = (int) Math.round(255 - 120 * v * v);
    return new Color(red, green, blue);
  }

  /** From blue at −1 over white to red at 1. */
  static Color signed(double value) {
    double v = Math.min(1, Math.max(-1, value));
    int faded = (int) Math.round(255 * (1 - Math.abs(v)));
    return v < 0 ? new Color(faded, faded, 255) : new Color(255, faded, faded);
  }

  /** The picture as a PNG file. */
  byte[] png() {
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot be written", e);
    }
    return out.toByteArray();
  }
}
