package dev.hydrant.trainer.protein.picture;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Pca;
import dev.hydrant.trainer.protein.measure.Reconstruction;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.Geometry;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The CA traces of a reconstruction and of the structure it is to be, superposed, seen along the
 * three principal axes of the latter. The target is grey; the reconstruction is coloured by the
 * error of each residue.
 */
public final class BackbonePicture {
  private static final int PANEL = 420;
  private static final int MARGIN = 24;
  private static final int TITLE = 40;
  private static final int LEGEND = 54;
  private static final double LIMIT = 4;
  private static final Color TARGET = new Color(0xb4, 0xb4, 0xb4);
  private static final Color TEXT = new Color(0x30, 0x30, 0x30);

  private final Reconstruction made;
  private final ErrorColours colours = new ErrorColours(LIMIT);
  private final Matrix target;
  private final Matrix moved;
  private final double reach;

  private BackbonePicture(Reconstruction made) {
    this.made = made;
    Matrix points = alphas(made.target());
    Pca axes = points.rows() < 3 ? null : Pca.fit(points, 3);
    this.target = axes == null ? points : turned(axes, points);
    this.moved = axes == null ? alphas(made.moved()) : turned(axes, alphas(made.moved()));
    double farthest = 1;
    for (Matrix trace : List.of(target, moved)) {
      for (int i = 0; i < trace.rows(); i++) {
        for (int k = 0; k < 3; k++) {
          farthest = Math.max(farthest, Math.abs(trace.get(i, k)));
        }
      }
    }
    this.reach = farthest;
  }

  /** The picture as PNG. */
  public static byte[] png(Reconstruction made) {
    return new BackbonePicture(made).draw();
  }

  private static Matrix alphas(ProteinChain chain) {
    double[][] rows = new double[chain.length()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = chain.position(i, AtomSlots.CA);
    }
    return Matrix.of(rows);
  }

  /** Along the principal axes; the third is turned round where they would mirror. */
  private static Matrix turned(Pca axes, Matrix points) {
    double[] along = axes.transform(points).toArray();
    double[] a = axes.components().row(0);
    double[] b = axes.components().row(1);
    if (Geometry.dot(Geometry.cross(a, b), axes.components().row(2)) < 0) {
      for (int at = 2; at < along.length; at += 3) {
        along[at] = -along[at];
      }
    }
    return Matrix.of(along, points.rows(), 3);
  }

  private byte[] draw() {
    BufferedImage image =
        new BufferedImage(3 * PANEL, TITLE + PANEL + LEGEND, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    title(g);
    panel(g, 0, new View(0, 1, 2, 1));
    panel(g, PANEL, new View(0, 2, 1, -1));
    panel(g, 2 * PANEL, new View(1, 2, 0, 1));
    legend(g, image.getWidth());
    g.dispose();
    return Png.bytes(image);
  }

  private void title(Graphics2D g) {
    g.setColor(TEXT);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
    String text =
        String.format(
            Locale.ROOT,
            "%s   %d residues   RMSD %.2f Å   TM %.2f   lDDT %.2f",
            made.target().id(),
            made.target().length(),
            made.rmsd(),
            made.tmScore(),
            made.lddt());
    g.drawString(text, MARGIN, 27);
  }

  /** Which axes lead to the right, up, and towards the eye. */
  private record View(int right, int up, int near, int sign) {}

  private record Segment(Line2D line, Color colour, float width, double depth) {}

  /** Far segments first, so that near ones cover them. */
  private void panel(Graphics2D g, int left, View view) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i + 1 < target.rows(); i++) {
      segments.add(segment(target, i, left, view, TARGET, 5));
      double error = (made.errors()[i] + made.errors()[i + 1]) / 2;
      segments.add(segment(moved, i, left, view, colours.of(error), 2.4f));
    }
    segments.sort(Comparator.comparingDouble(Segment::depth));
    for (Segment s : segments) {
      g.setColor(s.colour());
      g.setStroke(new BasicStroke(s.width(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(s.line());
    }
    g.setColor(new Color(0xdd, 0xdd, 0xdd));
    g.setStroke(new BasicStroke(1));
    g.drawRect(left + 6, TITLE, PANEL - 12, PANEL);
  }

  private Segment segment(Matrix trace, int i, int left, View view, Color colour, float width) {
    double scale = (PANEL / 2.0 - MARGIN) / reach;
    double middle = left + PANEL / 2.0;
    double height = TITLE + PANEL / 2.0;
    Line2D line =
        new Line2D.Double(
            middle + scale * trace.get(i, view.right()),
            height - scale * trace.get(i, view.up()),
            middle + scale * trace.get(i + 1, view.right()),
            height - scale * trace.get(i + 1, view.up()));
    double depth = view.sign() * (trace.get(i, view.near()) + trace.get(i + 1, view.near())) / 2;
    return new Segment(line, colour, width, depth);
  }

  private void legend(Graphics2D g, int width) {
    int y = TITLE + PANEL + 24;
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    g.setColor(TARGET);
    g.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(MARGIN, y, MARGIN + 36, y));
    g.setColor(TEXT);
    g.drawString("target", MARGIN + 46, y + 5);
    g.drawString("reconstruction, by error:", MARGIN + 130, y + 5);
    int bar = 200;
    int start = MARGIN + 320;
    for (int x = 0; x < bar; x++) {
      g.setColor(colours.of(LIMIT * x / bar));
      g.fillRect(start + x, y - 7, 1, 14);
    }
    g.setColor(TEXT);
    g.drawString("0", start - 14, y + 5);
    g.drawString(String.format(Locale.ROOT, "%.0f Å and more", LIMIT), start + bar + 8, y + 5);
    double angstroms = reach > 30 ? 20 : 10;
    double length = angstroms * (PANEL / 2.0 - MARGIN) / reach;
    double right = width - MARGIN;
    g.setStroke(new BasicStroke(2));
    g.draw(new Line2D.Double(right - length, y, right, y));
    g.drawString(
        String.format(Locale.ROOT, "%.0f Å", angstroms), (int) (right - length) - 44, y + 5);
  }
}
