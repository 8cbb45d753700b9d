package dev.hydrant.trainer.protein.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.protein.measure.Reconstruction;
import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private final ProteinChain chain = new ChainGenerator(42).chain(3).chain();

  /** A chain whose second half is off by more and more. */
  private Reconstruction made(double noise) {
    SplittableRandom random = new SplittableRandom(1);
    double[] points = new double[chain.length() * 9];
    for (int i = 0; i < chain.length(); i++) {
      double drift = noise * Math.max(0, i - chain.length() / 2.0) / 10;
      for (int slot = 0; slot < 3; slot++) {
        double[] p = chain.position(i, slot);
        for (int k = 0; k < 3; k++) {
          points[9 * i + 3 * slot + k] = p[k] + random.nextDouble(-noise, noise) / 3 + drift;
        }
      }
    }
    return Reconstruction.of(chain, points, 3, Reconstruction.BACKBONE);
  }

  private static BufferedImage read(String name, byte[] png) throws IOException {
    String keep = System.getProperty("hydrant.pictures");
    if (keep != null) {
      Files.write(Path.of(keep, name + ".png"), png);
    }
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  @Test
  void superposedBackbones() throws IOException {
    BufferedImage image = read("backbones", BackbonePicture.png(made(2)));
    assertThat(image.getWidth()).isEqualTo(1260);
    assertThat(colours(image).size()).isGreaterThan(100);
  }

  @Test
  void twoResiduesAreEnough() throws IOException {
    ProteinChain two = chain.part("two", 0, 2);
    double[] points = new double[18];
    for (int at = 0; at < 6; at++) {
      System.arraycopy(two.position(at / 3, at % 3), 0, points, 3 * at, 3);
    }
    Reconstruction small = Reconstruction.of(two, points, 3, Reconstruction.BACKBONE);
    assertThat(read("two", BackbonePicture.png(small)).getHeight()).isGreaterThan(400);
    assertThat(read("two_errors", ErrorPlot.png(small)).getHeight()).isEqualTo(540);
  }

  @Test
  void errorsAlongTheChain() throws IOException {
    assertThat(read("errors", ErrorPlot.png(made(2))).getWidth()).isEqualTo(960);
  }

  @Test
  void ramachandran() throws IOException {
    BufferedImage image =
        read("ramachandran", RamachandranPlot.png(List.of(chain), List.of(made(1).moved())));
    assertThat(image.getWidth()).isEqualTo(image.getHeight());
  }

  /** Nothing to compare: chains too short for an angle. */
  @Test
  void ramachandranOfNothing() throws IOException {
    ProteinChain two = chain.part("two", 0, 2);
    byte[] png = RamachandranPlot.png(List.of(two), List.of(two));
    assertThat(read("nothing", png).getWidth()).isEqualTo(700);
  }

  @Test
  void coloursGoFromBlueToOrange() {
    ErrorColours colours = new ErrorColours(4);
    assertThat(colours.of(0)).isEqualTo(new Color(0x2b, 0x5c, 0xb8));
    assertThat(colours.of(2)).isEqualTo(new Color(0xa0, 0x3a, 0x9a));
    assertThat(colours.of(9)).isEqualTo(new Color(0xf5, 0x5a, 0x0a));
    assertThat(colours.of(Double.NaN)).isEqualTo(colours.of(0));
  }
}
