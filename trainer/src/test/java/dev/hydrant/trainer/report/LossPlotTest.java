package dev.hydrant.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossPlotTest {
  @TempDir Path dir;

  static List<Metrics> rows() {
    List<Metrics> rows = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      double mean = 6 + 4.8 * Math.exp(-i / 40.0);
      Map<String, Double> v = new LinkedHashMap<>();
      v.put("train_loss", mean + .15 * Math.sin(i * 12.9898));
      if (i % 25 == 0) {
        v.put("val_loss", mean + .05);
      }
      rows.add(new Metrics(i, v));
    }
    return rows;
  }

  @Test
  void the_plot_shows_training_and_validation_loss() throws IOException {
    Path file = dir.resolve("loss.png");
    LossPlot.write(file, "gpt2", Headlines.LOSS, 0, rows());
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(960);
    Set<Integer> colors = new TreeSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colors.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    assertThat(colors).contains(0x1f5fa8, 0xd96b0b);
  }

  @Test
  void a_run_without_losses_has_no_plot() throws IOException {
    LossPlot.write(
        dir.resolve("loss.png"),
        "x",
        Headlines.LOSS,
        0,
        List.of(new Metrics(1, Map.of("lr", 1.0))));
    assertThat(dir.resolve("loss.png")).doesNotExist();
  }

  @Test
  void losses_that_are_not_finite_are_left_out() throws IOException {
    List<Metrics> rows = new ArrayList<>(rows());
    rows.add(
        new Metrics(201, Map.of("train_loss", Double.NaN, "val_loss", Double.POSITIVE_INFINITY)));
    LossPlot.write(dir.resolve("loss.png"), "x", Headlines.LOSS, 0, rows);
    assertThat(dir.resolve("loss.png")).isNotEmptyFile();
  }
}
