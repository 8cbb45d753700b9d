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

  @Test
  void long_names_leave_the_picture_its_room_and_a_diverged_run_does_not_flatten_the_others()
      throws IOException {
    String deep = "- model_cfg.attention.some_rather_long_key=%s\n- data.path=/a/long/path/to/%s\n";
    for (int i = 0; i < 6; i++) {
      run(
          "" + i,
          deep.formatted("value_" + i, "file" + i),
          6,
          "{\"step\":0,\"val_loss\":%s}".formatted(4 + 0.1 * i),
          "{\"step\":9,\"val_loss\":%s}".formatted(i == 5 ? 1e9 : 1 + 0.1 * i));
    }
    Path png = dir.resolve("curves.png");
    CurvesPlot.write(png, "", "val_loss", compare("val_loss"));
    BufferedImage image = ImageIO.read(png.toFile());
    int right = 0;
    int top = image.getHeight();
    int bottom = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth() * 3 / 4; x++) {
        if ((image.getRGB(x, y) & 0xffffff) == 0x0072b2) {
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    assertThat(right).isGreaterThan(image.getWidth() * 6 / 10);
    assertThat(bottom - top).isGreaterThan(image.getHeight() / 2);
  }

  @Test
  void labels_of_a_legend_are_short_and_differ() {
    assertThat(LegendLabels.of(List.of("lr=1", "model_cfg.depth=2 model_cfg.width=128 optim.lr=3")))
        .containsExactly("lr=1", "depth=2 width=128 lr=3");
    String path = "data.path=/a/very/long/path/of/some/data/set";
    assertThat(LegendLabels.of(List.of(path, path)))
        .containsExactly("path=/a/very/long/p…ome/data/set", "data.path=/a/ve…ome/data/set (2)");
  }

  @Test
  void values_far_apart_are_drawn_on_a_logarithmic_axis() {
    List<Double> far = List.of(1000.0, 2.0);
    assertThat(CurveRange.of(List.of(far, List.of(900.0, 1.0)), true).logarithmic()).isTrue();
    assertThat(CurveRange.of(List.of(List.of(1.0, 1.0)), true).high()).isGreaterThan(1);
  }

  @Test
  void what_diverged_leaves_the_picture_unless_it_is_half_of_it() {
    List<Double> sound = List.of(10.0, 2.0);
    List<Double> slow = List.of(10.0, 9.9);
    List<Double> diverged = List.of(10.0, 1e9);
    assertThat(CurveRange.of(List.of(slow, sound, diverged, slow), true))
        .satisfies(r -> assertThat(r.high()).isLessThan(11))
        .satisfies(r -> assertThat(r.low()).isLessThan(2));
    assertThat(CurveRange.of(List.of(sound, diverged), true).high()).isEqualTo(1e9);
    List<Double> rising = List.of(0.1, 0.9);
    List<Double> lost = List.of(0.1, -1e9);
    assertThat(CurveRange.of(List.of(rising, lost, List.of(0.1, 0.2)), false).low())
        .isGreaterThan(0);
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
