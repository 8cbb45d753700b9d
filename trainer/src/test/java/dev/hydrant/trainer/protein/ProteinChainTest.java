package dev.hydrant.trainer.protein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.model.Facts;
import dev.hydrant.trainer.protein.feed.ProteinFacts;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of all styles, each from its four sections alone, chained by directories. */
class ProteinChainTest {
  private static final String BLOCK = "block_type: self_attention";

  @TempDir static Path dir;
  private static Path data;
  private static Path stage1;

  @BeforeAll
  static void trainAnEncoder() throws IOException {
    data = ProteinYaml.data(dir.resolve("data"), 12);
    stage1 = dir.resolve("stage1");
    assertThat(Runs.train(stage1, stage1Yaml()).exitCode()).isZero();
  }

  private static String stage1Yaml() {
    return ProteinYaml.of("stage_1", BLOCK, null, data, ProteinYaml.masking("simple"));
  }

  private static Map<String, Double> last(Path run) {
    List<Metrics> rows = MetricsLog.read(run, Long.MAX_VALUE);
    return rows.get(rows.size() - 1).values();
  }

  /** F3, I2: 12 proteins, a fifth for validation; 10 in batches of 4 are 3 steps an epoch. */
  @Test
  void stage1CountsEpochsAndTellsItsDistances() {
    List<Metrics> rows = MetricsLog.read(stage1, Long.MAX_VALUE);
    assertThat(rows.get(rows.size() - 1).step()).isEqualTo(6);
    assertThat(rows.stream().filter(r -> r.values().containsKey("val_rmsd")).count()).isEqualTo(2);
    assertThat(last(stage1))
        .containsKeys(
            "train_loss",
            "train_rmsd",
            "val_loss",
            "val_rmsd",
            "val_rmsd_median",
            "val_codes_used",
            "val_codebook_usage",
            "val_codebook_perplexity",
            "val_level_usage_4");
    assertThat(last(stage1).get("val_codebook_usage"))
        .isEqualTo(last(stage1).get("val_codes_used") / 4375);
  }

  private static Map<String, byte[]> tensors(Path checkpoint, String prefix) throws IOException {
    Map<String, byte[]> out = new LinkedHashMap<>();
    try (SafeTensorsReader file = SafeTensorsReader.open(checkpoint.resolve("model.safetensors"))) {
      for (String name : file.tensors().keySet()) {
        if (name.startsWith(prefix)) {
          ByteBuffer bytes = file.bytes(name);
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          out.put(name, copy);
        }
      }
    }
    return out;
  }

  private static void assertSameEncoder(Path run, long step) throws IOException {
    Map<String, byte[]> before = tensors(Runs.checkpoint(stage1, 6), "encoder.");
    Map<String, byte[]> after = tensors(Runs.checkpoint(run, step), "encoder.");
    assertThat(after.keySet()).isEqualTo(before.keySet()).hasSizeGreaterThan(30);
    before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));
  }

  /** C3, C4, C5, I1: every later stage begins with the encoder and leaves its bytes alone. */
  @Test
  void laterStagesUseTheEncoder() throws IOException {
    Path stage2 = dir.resolve("stage2");
    Runs.train(
        stage2,
        ProteinYaml.of("stage_2", BLOCK, stage1.toString(), data, ProteinYaml.masking("none")));
    assertThat(last(stage2)).containsKeys("val_rmsd_all_atom", "val_rmsd_backbone");
    assertSameEncoder(stage2, 6);
    Path mlm = dir.resolve("mlm");
    Path checkpoint = Runs.checkpoint(stage2, 6);
    Runs.train(
        mlm,
        ProteinYaml.of(
            "mlm",
            ProteinYaml.consensus("top_w"),
            checkpoint.toString(),
            data,
            ProteinYaml.masking("simple")));
    assertThat(last(mlm))
        .containsKeys(
            "train_loss_seq", "val_loss_struct", "val_seq_acc", "val_struct_acc", "val_ppl_seq");
    assertSameEncoder(mlm, 6);
    Path diffusion = dir.resolve("diffusion");
    Path file = Runs.checkpoint(stage1, 6).resolve("model.safetensors");
    Runs.train(
        diffusion,
        ProteinYaml.of(
            "discrete_diffusion",
            "block_type: geometric_attention",
            file.toString(),
            data,
            ProteinYaml.masking("discrete_diffusion")));
    assertThat(last(diffusion)).containsKeys("train_loss_seq", "val_loss_struct");
    assertSameEncoder(diffusion, 6);
    ProteinFacts facts = Facts.of(Checkpoint.open(Runs.checkpoint(mlm, 6))).as(ProteinFacts.class);
    assertThat(facts.encoder().dim()).isEqualTo(16);
    assertThatThrownBy(
            () ->
                Runs.train(
                    dir.resolve("wrong"),
                    ProteinYaml.of(
                        "mlm", BLOCK, mlm.toString(), data, ProteinYaml.masking("simple"))))
        .hasMessageContaining("holds a trunk (model.style mlm)");
    goesOnWithTheSameBytes();
  }

  /** I4: N steps are k steps and N − k, masks included. */
  private void goesOnWithTheSameBytes() throws IOException {
    String yaml =
        ProteinYaml.of("mlm", BLOCK, stage1.toString(), data, ProteinYaml.masking("complex"));
    Path straight = dir.resolve("straight");
    Runs.train(straight, yaml);
    Path half = dir.resolve("half");
    Runs.train(half, yaml.replace("max_epochs: 2", "max_epochs: 1"));
    Path on = dir.resolve("on");
    Runs.train(on, yaml + "resume: " + half + "\n");
    for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
      assertThat(Files.readAllBytes(Runs.checkpoint(on, 6).resolve(file)))
          .isEqualTo(Files.readAllBytes(Runs.checkpoint(straight, 6).resolve(file)));
    }
  }

  /** Recorded steps are those that run operator by operator. */
  @Test
  void recordedStepsAreThoseThatRunOperatorByOperator() throws IOException {
    for (String style : List.of("stage_1", "mlm", "discrete_diffusion")) {
      String yaml =
          ProteinYaml.of(
              style,
              style.equals("mlm")
                  ? "block_type: reflexive_attention"
                  : ProteinYaml.consensus("local_window"),
              style.equals("stage_1") ? null : stage1.toString(),
              data,
              ProteinYaml.masking(style.startsWith("d") ? "discrete_diffusion" : "simple"));
      Path recorded = dir.resolve("recorded_" + style);
      Runs.train(recorded, yaml + "precision: fp64\n");
      Path eager = dir.resolve("eager_" + style);
      Runs.train(eager, yaml + "precision: fp64\ntorch_compile: false\n");
      last(recorded)
          .forEach(
              (name, value) -> {
                if (name.startsWith("val_") || name.startsWith("train_")) {
                  assertThat(last(eager).get(name))
                      .as(style + " " + name)
                      .isCloseTo(value, within(1e-6 * (1 + Math.abs(value))));
                }
              });
    }
  }

  /** U2, I1: what is missing or does not fit is told with both values. */
  @Test
  void saysWhatIsWrongWithAnEncoder() {
    String none = ProteinYaml.of("mlm", BLOCK, "nowhere", data, ProteinYaml.masking("simple"));
    assertThatThrownBy(() -> Runs.train(dir.resolve("w1"), none))
        .hasMessageContaining("model.fsq_encoder_path names")
        .hasMessageContaining("--config-name=odyssey/fsq_stage1");
    assertThatThrownBy(
            () -> Runs.train(dir.resolve("w2"), none.replace("fsq_encoder_path: nowhere", "")))
        .hasMessageContaining("model.fsq_encoder_path is not given");
    String levels =
        ProteinYaml.of("stage_2", BLOCK, stage1.toString(), data, ProteinYaml.masking("none"))
            .replace("[7, 5, 5, 5, 5]", "[8, 5, 5, 5]");
    assertThatThrownBy(() -> Runs.train(dir.resolve("w3"), levels))
        .hasMessageContaining("[8, 5, 5, 5]")
        .hasMessageContaining("[7, 5, 5, 5, 5]");
    assertThat(Arrays.asList(dir.resolve("w1").toFile().list())).doesNotContain("checkpoints");
  }
}
