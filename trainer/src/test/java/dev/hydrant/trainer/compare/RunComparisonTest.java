package dev.hydrant.trainer.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelRegistry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of known metrics, as directories. */
class RunComparisonTest {
  @TempDir Path dir;

  private void run(String name, String overrides, int width, String... rows) throws IOException {
    Path run = dir.resolve(name);
    Files.createDirectories(run.resolve(".hydra"));
    Files.writeString(
        run.resolve(".hydra/config.yaml"),
        "{type: toy, model_cfg: {width: %d, latent: 2}}".formatted(width));
    Files.writeString(run.resolve(".hydra/overrides.yaml"), overrides);
    Files.write(run.resolve("metrics.jsonl"), List.of(rows));
  }

  private RunComparison compare(String... metrics) {
    return RunComparison.of(List.of(dir), List.of(metrics), ModelRegistry.load());
  }

  @Test
  void the_lowest_last_value_comes_first() throws IOException {
    run(
        "0",
        "- model_cfg.width=6\n- seed=1\n",
        6,
        "{'step':0,'val_loss':3.0}".replace('\'', '"'),
        "{'step':2,'val_loss':1.0,'points_per_s':30}".replace('\'', '"'),
        "{'step':4,'val_loss':2.0,'points_per_s':10}".replace('\'', '"'));
    run("1", "- model_cfg.width=7\n- seed=1\n", 7, "{\"step\":0,\"val_loss\":1.5}");
    List<RunComparison.Row> rows = compare("val_loss").rows();
    assertThat(rows).extracting(RunComparison.Row::name).containsExactly("7", "6");
    assertThat(rows.get(1).first()).isEqualTo(3);
    assertThat(rows.get(1).last()).isEqualTo(2);
    assertThat(rows.get(1).best()).isEqualTo(1);
    assertThat(rows.get(1).run().parameters()).isEqualTo(2 * 2 * 6);
    assertThat(rows.get(0).speed()).isNaN();
  }

  @Test
  void each_run_is_compared_by_the_first_metric_that_it_has() throws IOException {
    run("0", "[]", 6, "{\"step\":0,\"bound\":3.0}");
    run("1", "[]", 6, "{\"step\":0,\"exact\":2.0,\"bound\":9.0}");
    List<RunComparison.Row> rows = compare("exact", "bound").rows();
    assertThat(rows).extracting(RunComparison.Row::metric).containsExactly("exact", "bound");
    assertThat(rows).extracting(RunComparison.Row::name).containsExactly("1", "0");
  }

  @Test
  void several_differing_overrides_are_written_out() throws IOException {
    run("0", "- lr=1\n- seed=1\n", 6, "{\"step\":0,\"val_loss\":3.0}");
    run("1", "- lr=1\n- betas=[0.5,0.9]\n", 6, "{\"step\":0,\"val_loss\":4.0}");
    assertThat(compare("val_loss").rows())
        .extracting(RunComparison.Row::name)
        .containsExactly("seed=1", "betas=[0.5,0.9]");
  }

  @Test
  void what_cannot_be_compared_is_named() throws IOException {
    assertThatThrownBy(() -> compare("val_loss"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("holds no runs");
    run("0", "[]", 6, "{\"step\":0,\"val_loss\":3.0}");
    assertThatThrownBy(() -> compare("val_lost"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no metric 'val_lost'")
        .hasMessageContaining("val_loss");
    run("1", "[]", 6, "{\"step\":0,\"val_loss\":null}");
    assertThatThrownBy(() -> compare("val_loss"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("never a finite number");
  }

  @Test
  void the_picture_shows_a_curve_for_each_run() throws IOException {
    run("0", "[]", 6, "{\"step\":0,\"val_loss\":3.0}", "{\"step\":9,\"val_loss\":1.0}");
    run("1", "[]", 6, "{\"step\":0,\"val_loss\":2.5}", "{\"step\":9,\"val_loss\":2.0}");
    Path png = dir.resolve("curves.png");
    CurvesPlot.write(png, "", "val_loss", compare("val_loss"));
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(count(image, 0x0072b2)).isGreaterThan(500);
    assertThat(count(image, 0xd55e00)).isGreaterThan(500);
  }

  private static long count(BufferedImage image, int color) {
    long n = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        n += (image.getRGB(x, y) & 0xffffff) == color ? 1 : 0;
      }
    }
    return n;
  }
}
