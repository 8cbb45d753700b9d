package dev.hydrant.trainer.protein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Products in 16 bits: positions, codes and losses keep their digits. */
class HalfPrecisionTest {
  @TempDir Path dir;

  private double loss(String name, String yaml) throws IOException {
    Path run = dir.resolve(name);
    Runs.train(run, yaml.replace("max_epochs: 2", "max_epochs: 1"));
    List<Metrics> rows = MetricsLog.read(run, Long.MAX_VALUE);
    return rows.get(rows.size() - 1).values().get("val_loss");
  }

  @Test
  void aStepInHalfPrecisionIsNearlyTheSame() throws IOException {
    Path data = ProteinYaml.data(dir.resolve("data"), 6);
    String first =
        ProteinYaml.of(
            "stage_1",
            "block_type: geometric_attention\n  decoder_coords: false",
            null,
            data,
            ProteinYaml.masking("simple"));
    double whole = loss("stage1", first);
    assertThat(loss("half1", first + "precision: bf16\n")).isCloseTo(whole, within(0.05 * whole));
    String second =
        ProteinYaml.of(
            "mlm",
            ProteinYaml.consensus("top_w"),
            dir.resolve("stage1").toString(),
            data,
            ProteinYaml.masking("simple"));
    double trunk = loss("mlm", second);
    assertThat(loss("half2", second + "precision: bf16\n")).isCloseTo(trunk, within(0.05 * trunk));
    String third =
        ProteinYaml.of(
            "discrete_diffusion",
            ProteinYaml.consensus("local_window"),
            dir.resolve("stage1").toString(),
            data,
            ProteinYaml.masking("discrete_diffusion"));
    assertThat(loss("half3", third + "precision: bf16\n")).isFinite();
  }
}
