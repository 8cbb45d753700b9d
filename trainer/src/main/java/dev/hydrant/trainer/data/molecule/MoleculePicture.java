package dev.hydrant.trainer.data.molecule;

import com.actelion.research.chem.AbstractDepictor;
import com.actelion.research.chem.Depictor2D;
import com.actelion.research.chem.coords.CoordinateInventor;
import com.actelion.research.gui.generic.GenericRectangle;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws molecules side by side, each with a line of text below it. */
public final class MoleculePicture {
  private static final int CELL = 220;
  private static final int TEXT = 34;
  private static final int LONGEST_BOND = 32;
  private static final int DRAWN =
      AbstractDepictor.cDModeSuppressChiralText
          | AbstractDepictor.cDModeSuppressCIPParity
          | AbstractDepictor.cDModeSuppressESR;
  private static final Color GRID = new Color(0xDDDDDD);
  private static final Color INK = new Color(0x333333);
  private static final Color FAULT = new Color(0xB03030);

  private MoleculePicture() {}

  /**
   * One cell of the picture.
   *
   * @param smiles what to draw; what describes no molecule is written instead
   * @param label below it; may have two lines
   */
  public record Cell(String smiles, String label) {}

  /**
   * Draws cells row by row.
   *
   * @param columns in a row
   */
  public static BufferedImage grid(List<Cell> cells, int columns) {
    int rows = Math.max(1, (cells.size() + columns - 1) / columns);
    BufferedImage image =
        new BufferedImage(columns * CELL, rows * (CELL + TEXT), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (int i = 0; i < cells.size(); i++) {
      int x = i % columns * CELL;
      int y = i / columns * (CELL + TEXT);
      g.setColor(GRID);
      g.drawRect(x, y, CELL, CELL + TEXT);
      draw(g, cells.get(i), x, y);
    }
    g.dispose();
    return image;
  }

  private static void draw(Graphics2D g, Cell cell, int x, int y) {
    boolean isMolecule = SmilesCheck.isValid(cell.smiles());
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    if (isMolecule) {
      Structure.of(cell.smiles()).ifPresent(s -> depict(g, s, x, y));
    } else {
      g.setColor(FAULT);
      centred(g, cell.smiles(), x, y + CELL / 2);
    }
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    g.setColor(isMolecule ? INK : FAULT);
    int line = 0;
    for (String text : cell.label().split("\n", 2)) {
      centred(g, text, x, y + CELL + 13 + 15 * line++);
    }
  }

  private static void depict(Graphics2D g, Structure structure, int x, int y) {
    new CoordinateInventor().invent(structure.molecule());
    Depictor2D depictor = new Depictor2D(structure.molecule());
    depictor.setDisplayMode(DRAWN);
    depictor.validateView(
        g,
        new GenericRectangle(x + 8, y + 8, CELL - 16, CELL - 16),
        AbstractDepictor.cModeInflateToMaxAVBL + LONGEST_BOND);
    depictor.paint(g);
  }

  private static void centred(Graphics2D g, String text, int x, int y) {
    FontMetrics metrics = g.getFontMetrics();
    String shown = text;
    while (shown.length() > 1 && metrics.stringWidth(shown) > CELL - 8) {
      shown = shown.substring(0, shown.length() - 2) + "…";
    }
    g.drawString(shown, x + (CELL - metrics.stringWidth(shown)) / 2, y);
  }
}
