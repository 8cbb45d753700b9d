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

/** A family with files, flags and commands of its own. */
class FamilyTest {
  /** As a user has it: neither type nor defaults, nor any key of the engine. */
  private static final String FILE =
      """
      sketch: {width: 6, latent: 2}
      training: {num_epochs: 3}
      """;

  @TempDir Path dir;

  @BeforeEach
  void configs() throws IOException {
    Files.createDirectories(dir.resolve("conf/sketch"));
    Files.writeString(dir.resolve("conf/mine.yaml"), FILE);
    Files.writeString(dir.resolve("conf/sketch/trap.yaml"), FILE);
    Files.writeString(dir.resolve("conf/sketch/shipped.yaml"), "# @package _global_\n" + FILE);
  }

  private Seen train(String... words) {
    List<String> args = new ArrayList<>(List.of("train", "--config-path=" + dir.resolve("conf")));
    args.addAll(List.of(words));
    if (!args.contains("--help")) {
      args.add("hydra.run.dir=" + dir.resolve("run"));
    }
    return Seen.run(args.toArray(String[]::new));
  }

  @Test
  void a_file_without_type_and_engine_keys_is_recognised_and_trains() {
    Seen seen = train("--config-name=mine");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("Done: 3 of 3 steps");
    Seen steps = Seen.run("steps", dir.resolve("run").toString());
    assertThat(steps.code()).as(steps.err()).isZero();
    assertThat(steps.out()).contains("sketch 3 of 3");
  }

  @Test
  void a_config_of_a_folder_is_composed_to_the_top_level_by_its_package_line() {
    Seen seen = train("--config-name=sketch/shipped", "--dry-run");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("sketch");
  }

  @Test
  void a_file_whose_folder_became_a_key_is_told_what_to_write() {
    Seen seen = train("--config-name=sketch/trap");
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err())
        .contains(
            "sketch/trap.yaml is composed into the package sketch",
            "'# @package _global_'",
            "--config-path=" + dir.resolve("conf/sketch") + " --config-name=trap");
    assertThat(dir.resolve("run/metrics.jsonl")).doesNotExist();
  }

  @Test
  void a_config_that_no_family_recognises_is_told_that_it_has_no_type() throws IOException {
    Files.writeString(dir.resolve("conf/other.yaml"), "width: 6\n");
    Seen seen = train("--config-name=other");
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains("it has no 'type'", "Registered: ", "sketch");
  }

  @Test
  void a_misspelt_key_at_the_top_level_is_told_with_its_place() throws IOException {
    Files.writeString(dir.resolve("conf/typo.yaml"), FILE + "trainnig: {num_epochs: 1}\n");
    Seen seen = train("--config-name=typo");
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains("trainnig", "typo.yaml:3", "training");
  }

  @Test
  void flags_of_the_family_stand_for_its_keys() {
    Seen seen = train("--config-name=mine", "--epochs", "2", "--learning_rate=0.5", "--cfg=job");
    assertThat(seen.out()).contains("num_epochs: 2", "learning_rate: 0.5");
    String file = dir.resolve("conf/mine.yaml").toString();
    Seen named = train("--sketch-config", file, "--epochs", "4", "--cfg=job");
    assertThat(named.out()).as(named.err()).contains("num_epochs: 4");
  }

  @Test
  void a_misspelt_flag_of_the_family_is_answered_with_the_nearest() {
    Seen seen = train("--config-name=mine", "--epoch", "2");
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains("'--epoch'", "Did you mean '--epochs'?");
  }

  @Test
  void commands_of_the_family_are_listed_under_its_name_and_run() {
    String help = Seen.run("--help").out();
    assertThat(help).containsSubsequence("lr-range", "Commands of sketch", "steps", "Exit codes");
    assertThat(Seen.run("data", "--help").out()).contains("text", "inspect", "sketch");
    assertThat(Seen.run("data", "sketch").out()).contains("made");
  }

  @Test
  void the_schema_of_a_family_has_its_sections_at_the_top_level() {
    Seen seen = Seen.run("schema", "mine", "--config-path=" + dir.resolve("conf"));
    assertThat(seen.out()).contains("\"num_epochs\"", "\"sketch\"").doesNotContain("model_cfg");
  }

  @Test
  void schemas_and_lists_cover_configs_in_folders() {
    String conf = "--config-path=" + dir.resolve("conf");
    Path out = dir.resolve("schema");
    Seen seen = Seen.run("schema", "--out=" + out, conf);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(out.resolve("mine.json")).isNotEmptyFile();
    assertThat(out.resolve("sketch/shipped.json")).isNotEmptyFile();
    assertThat(out.resolve("sketch/trap.json")).doesNotExist();
    assertThat(Seen.run("list", conf).out()).containsSubsequence("sketch:", "shipped", "trap");
  }

  @Test
  void lint_checks_configs_in_folders_as_well() throws IOException {
    String conf = "--config-path=" + dir.resolve("conf");
    assertThat(Seen.run("lint", "--config-name=mine", conf).out()).doesNotContain("nowhere");
    Files.writeString(
        dir.resolve("conf/sketch/shipped.yaml"),
        "# @package _global_\n" + FILE + "path: ${nowhere.at.all}\n");
    Seen seen = Seen.run("lint", "--all", conf);
    assertThat(seen.code()).isEqualTo(1);
    assertThat(seen.out()).contains("sketch/shipped.yaml", "nowhere");
  }

  @Test
  void keys_of_language_models_are_none_of_the_engines() {
    Seen seen = Seen.run("train", "--config-path=../conf", "--config-name=engine", "--cfg=job");
    assertThat(seen.out())
        .contains("num_iterations: ", "optimizer: adamw", "loggers:")
        .doesNotContain("sample", "seq_len", "model_cfg", "num_heads", "BLOCK_SIZE", "fp8");
  }
}
