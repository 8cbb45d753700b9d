package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B3, B9, B12, B13: {@code hydrant config save|check|list}, typed as a user does. */
class ProteinConfigCommandTest {
  private static final String FILE =
      """
      model:
        style: stage_1
        d_model: 128
        n_heads: 1
        n_layers: 3
        max_len: 2048
        dropout: 0.1
        ff_mult: 4
        block_type: geometric_attention
        fsq: {latent_dim: 32, levels: [7, 5, 5, 5, 5]}
      training: {batch_size: 4, max_epochs: 50, learning_rate: 1e-5, data_dir: %s}
      loss: {type: kabsch_rmsd}
      masking: {strategy: simple, simple: {mask_prob_seq: 0.15, mask_prob_struct: 0.15}}
      """;

  @TempDir Path dir;
  private Path file;
  private Path backup;

  @BeforeEach
  void writesAConfig() throws IOException {
    file = Files.writeString(dir.resolve("mine.yaml"), FILE.formatted(dir));
    backup = dir.resolve("configs/backup");
  }

  private Seen save(String... words) {
    List<String> args = new ArrayList<>(List.of("config", "save", "--config=" + file));
    args.addAll(List.of(words));
    return Seen.run(args.toArray(String[]::new));
  }

  @Test
  void aConfigIsSavedWithItsOverridesInOneFileOrTwo() throws IOException {
    Path one = backup.resolve("20240115_fsq_stage1_baseline.json");
    Seen seen = save("--out=" + one, "training.batch_size=16");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("Configuration saved to: " + one);
    assertThat(Files.readString(one))
        .contains("\"batch_size\": 16", "\"_config_class\": \"FSQConfig\"")
        .contains("\"_config_file\": \"" + file + "\"", "\"_saved_at\": \"20");

    assertThat(save("--out=" + backup.resolve("two.json"), "--separate").code()).isZero();
    assertThat(backup.resolve("two_model.json")).isNotEmptyFile();
    assertThat(Files.readString(backup.resolve("two_training.json")))
        .contains("\"_config_class\": \"TrainingConfig\"")
        .doesNotContain("_saved_at");
  }

  @Test
  void aBackupIsADirectoryOfItsOwn() throws IOException {
    Seen seen = save("--backup=" + backup, "training.batch_size=16");
    assertThat(seen.code()).as(seen.err()).isZero();
    Path made = Path.of(seen.out().strip().replaceFirst(".*: ", ""));
    assertThat(made.toString()).matches(".*/configs/backup/\\d{8}/mine");
    assertThat(Files.readString(made.resolve("config.yaml"))).contains("batch_size: 16");
    assertThat(made.resolve("model.json")).isNotEmptyFile();
    assertThat(made.resolve("training.json")).isNotEmptyFile();
    assertThat(Files.readString(made.resolve("metadata.json")))
        .contains("\"config_file\": \"" + file + "\"", "\"sha256\": {");
    assertThat(save("--backup=" + backup).code()).isEqualTo(2);
    assertThat(save("--backup=" + backup, "--separate").err()).contains("leave out the others");
    Seen again = Seen.run("config", "check", made.resolve("config.yaml").toString());
    assertThat(again.out()).contains("good");
  }

  @Test
  void savedFilesAreNotOverwrittenAndAreTheSameWithoutTheTime() throws IOException {
    Path one = backup.resolve("one.json");
    assertThat(save("--out=" + one, "--no-timestamp").code()).isZero();
    byte[] before = Files.readAllBytes(one);
    Seen again = save("--out=" + one, "--no-timestamp");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("is there already", "--force");
    assertThat(save("--out=" + one, "--no-timestamp", "--force").code()).isZero();
    assertThat(Files.readAllBytes(one)).isEqualTo(before);
  }

  @Test
  void savedFilesAreListedWithWhatTheyHold() throws IOException {
    save("--out=" + backup.resolve("20240115_whole.json"));
    save("--out=" + backup.resolve("20240116_part.json"), "--separate");
    Files.writeString(backup.resolve("other.json"), "{\"a\": 1}");
    Seen seen = Seen.run("config", "list", backup.toString());
    assertThat(seen.code()).as(seen.err()).isZero();
    List<String> lines = seen.out().lines().toList();
    assertThat(lines.get(0)).matches("name +class +style +block +saved");
    assertThat(lines.get(1))
        .contains("20240115_whole.json", "FSQConfig + TrainingConfig", "stage_1")
        .contains("geometric_attention", "T");
    assertThat(lines.get(2)).contains("20240116_part_model.json", "FSQConfig");
    assertThat(lines.get(3)).contains("20240116_part_training.json", "TrainingConfig");
    assertThat(lines.get(4)).contains("other.json", "no configuration");
    assertThat(Seen.run("config", "list", dir.resolve("none").toString()).code()).isEqualTo(2);
  }

  @Test
  void goodFilesPassUnusualOnesWarnAndWrongOnesFail() throws IOException {
    save("--out=" + backup.resolve("good.json"));
    String json = backup.resolve("good.json").toString();
    Seen good = Seen.run("config", "check", file.toString(), json);
    assertThat(good.code()).as(good.out()).isZero();
    assertThat(good.out()).contains("mine.yaml: good (FSQConfig, style stage_1)");
    assertThat(good.out()).doesNotContain("warning");

    String other =
        FILE.formatted("nowhere").replace("kabsch_rmsd", "cross_entropy, loss_elements: masked");
    Path unusual = Files.writeString(dir.resolve("unusual.yaml"), other);
    Seen warned = Seen.run("config", "check", unusual.toString());
    assertThat(warned.code()).isZero();
    assertThat(warned.out())
        .contains("warning: FSQ models typically use 'kabsch_rmsd' loss, but got 'cross_entropy'")
        .contains("training.data_dir is not there: " + Path.of("nowhere").toAbsolutePath());

    Path wrong =
        Files.writeString(
            dir.resolve("wrong.yaml"),
            FILE.formatted(dir).replace("d_model: 128", "d_model: -1").replace("loss:", "los:"));
    Path second =
        Files.writeString(
            dir.resolve("second.yaml"), FILE.formatted(dir).replace("stage_1", "stage_2"));
    Seen failed = Seen.run("config", "check", wrong.toString(), second.toString(), file.toString());
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.out())
        .contains("wrong.yaml: wrong", "model.d_model", "loss")
        .contains("style stage_2 needs a finished encoder: model.fsq.encoder_path")
        .contains("mine.yaml: good");
  }

  @Test
  void whatIsMissingOnTheCommandLineIsSaid() {
    Seen seen = Seen.run("config", "save");
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains("give --config-name=NAME or --config=FILE");
    Seen none = Seen.run("config", "save", "--config=" + dir.resolve("no.yaml"));
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("There is no file " + dir.resolve("no.yaml"));
  }
}
