package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** U1, U3 to U5, I1: protein models by the flags and file names of their own program. */
class OdysseyFlagsTest {
  @TempDir Path dir;
  private Path conf;

  @BeforeEach
  void copiesConfigs() throws IOException {
    conf = dir.resolve("conf");
    ShippedConfigs.copyTo(conf);
  }

  @Test
  void flagsStandForKeys() {
    Seen seen =
        Seen.run(
            "train",
            "--config",
            conf.resolve("odyssey/fsq_stage1.yaml").toString(),
            "--batch-size",
            "16",
            "--lr",
            "1e-4",
            "--epochs",
            "3",
            "--device",
            "cpu",
            "--style",
            "stage_1",
            "--cfg",
            "job");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out())
        .contains("batch_size: 16", "learning_rate: 0.0001", "max_epochs: 3", "device: cpu");
  }

  @Test
  void whatIsNoSizeIsRefused() {
    Seen seen =
        Seen.run(
            "train",
            "--config-path=" + conf,
            "--config-name=odyssey/fsq_stage1",
            "--batch-size",
            "0",
            "hydra.run.dir=" + dir.resolve("run"));
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains("training.batch_size");
  }

  /** A file with the four sections alone; the run is linked where later stages look for it. */
  @Test
  void aFileOfItsOwnTrainsAndIsLinked() throws IOException {
    Path data = dir.resolve("data");
    assertThat(Seen.run("data", "proteins", "--generate=6", "--out=" + data).code()).isZero();
    Path links = dir.resolve("links");
    Path file =
        Files.writeString(
            dir.resolve("mine.yaml"),
            """
            model:
              style: stage_1
              d_model: 8
              n_heads: 1
              n_layers: 1
              max_len: 64
              dropout: 0.1
              ff_mult: 2
              block_type: reflexive_attention
              decoder_coords: false
              fsq: {latent_dim: 4, levels: [5, 5]}
            training: {batch_size: 3, max_epochs: 9, learning_rate: 1.0e-3, data_dir: %s, checkpoint_dir: %s}
            loss: {type: cross_entropy}
            masking: {strategy: complex}
            """
                .formatted(data, links));
    Path run = dir.resolve("run");
    Seen seen =
        Seen.run("train", "--config", file.toString(), "--epochs", "1", "hydra.run.dir=" + run);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out() + seen.err())
        .contains("typically use 'kabsch_rmsd' loss, but got 'cross_entropy'; kabsch_rmsd is used");
    assertThat(links.resolve("RA_stage_1_complex_model").toRealPath()).isEqualTo(run.toRealPath());
    assertThat(run.resolve("rmsd.png")).exists();
  }
}
