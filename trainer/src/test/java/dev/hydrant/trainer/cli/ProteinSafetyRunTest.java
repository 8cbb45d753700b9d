package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.protein.safety.Configs;
import dev.hydrant.trainer.protein.safety.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B8, B10, U3: what runs keep of their configuration. */
class ProteinSafetyRunTest {
  private static final List<String> SMALL =
      List.of(
          "model.d_model=8",
          "model.n_layers=1",
          "model.max_len=64",
          "model.fsq.levels=[3,3]",
          "training.max_epochs=1",
          "training.checkpoint_dir=null");

  @TempDir Path dir;
  private Path conf;
  private Path data;

  @BeforeEach
  void preparesDataAndConfigs() throws IOException {
    conf = dir.resolve("conf");
    ShippedConfigs.copyTo(conf);
    data = dir.resolve("data");
    assertThat(Seen.run("data", "proteins", "--generate=6", "--out=" + data).code()).isZero();
  }

  private Seen train(Path run, String... words) {
    List<String> args = new ArrayList<>(List.of("train", "hydra.run.dir=" + run));
    args.addAll(List.of(words));
    return Seen.run(args.toArray(String[]::new));
  }

  private Seen first(Path run, Path saved) {
    List<String> args = new ArrayList<>(List.of("--config-path=" + conf));
    args.addAll(List.of("--config-name=odyssey/fsq_stage1", "--batch-size", "2", "--lr", "1e-4"));
    args.addAll(List.of("--save-config", saved.toString(), "training.data_dir=" + data));
    args.add("training.checkpoint_dir=" + dir.resolve("links"));
    args.addAll(SMALL);
    return train(run, args.toArray(String[]::new));
  }

  /** The first loss of each row, digit by digit. */
  private static List<String> losses(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
        .map(l -> l.replaceAll(".*?(\"(?:train|val)_loss\":[^,}]*).*", "$1"))
        .toList();
  }

  @Test
  void theMergedConfigurationIsSavedAndMakesTheSameRunByItself() throws IOException {
    Path saved = dir.resolve("configs/backup/20240115/effective.yaml");
    Seen seen = first(dir.resolve("one"), saved);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out() + seen.err()).contains("Configuration saved to: " + saved, "Done:");
    assertThat(Files.readString(saved))
        .contains("batch_size: 2", "learning_rate: 0.0001", "d_model: 8")
        .contains("max_epochs: 1\n")
        .doesNotContain("${", "save_config", "\nlr:", "\nseed:", "\nnum_epochs:", "optimizer");

    Path again = dir.resolve("two");
    Seen second = train(again, "--config-path=" + saved.getParent(), "--config-name=effective");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(losses(again)).isEqualTo(losses(dir.resolve("one"))).hasSizeGreaterThan(2);
  }

  @Test
  void aFileThatSaysSomethingElseIsNotOverwritten() throws IOException {
    Path saved = Files.writeString(dir.resolve("mine.yaml"), "precious: 1\n");
    Seen seen = first(dir.resolve("one"), saved);
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains(saved + " is there already");
    assertThat(Files.readString(saved)).isEqualTo("precious: 1\n");
  }

  @Test
  void aRunKeepsItsConfigurationAsJson() {
    Path run = dir.resolve("one");
    assertThat(first(run, dir.resolve("e.yaml")).code()).isZero();
    ModelConfig model = Configs.loadModel(run.resolve("model.json"));
    assertThat(model.section().dModel()).isEqualTo(8);
    assertThat(model.structVocab()).isEqualTo(14);
    assertThat(Configs.loadTraining(run.resolve("training.json")).training().batchSize())
        .isEqualTo(2);
    assertThat(run.resolve(".hydra/config.yaml")).exists();
    assertThat(run.resolve(".hydra/overrides.yaml")).exists();
  }
}
