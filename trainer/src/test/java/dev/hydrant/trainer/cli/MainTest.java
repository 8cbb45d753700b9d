package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user sees, by exit code and message, when something is wrong and when nothing is. */
class MainTest {
  @TempDir Path dir;

  @BeforeEach
  void writeConfigs() throws IOException {
    ShippedConfigs.copyTo(dir);
    Files.writeString(
        dir.resolve("toy.yaml"),
        """
        defaults: [data, training, _self_]
        type: toy
        num_iterations: 3
        grad_accum_steps: 1
        model_cfg: {width: 6, latent: 2}
        """);
    Files.write(dir.resolve("short.bin"), new byte[100]);
    Files.write(dir.resolve("noise.bin"), new byte[5000]);
  }

  private static Seen run(String... args) {
    return Seen.run(args);
  }

  private Seen train(String config, String... overrides) {
    List<String> args = new ArrayList<>(List.of("train"));
    args.add("--config-path=" + dir);
    args.add("--config-name=" + config);
    args.add("hydra.run.dir=" + dir.resolve("run"));
    args.addAll(List.of(overrides));
    return run(args.toArray(String[]::new));
  }

  private void refused(Seen seen, int code, String... parts) {
    assertThat(seen.code()).as(seen.err()).isEqualTo(code);
    assertThat(seen.err()).contains(parts).doesNotContain("\tat ");
    assertThat(seen.err().strip().lines().count()).as(seen.err()).isLessThanOrEqualTo(8);
    assertThat(dir.resolve("run/metrics.jsonl")).doesNotExist();
  }

  @Test
  void help_and_version_are_on_standard_output() {
    assertThat(run("--help").out()).contains("train", "generate", "data", "Exit codes");
    assertThat(train("gpt2_small", "--help").out()).contains("--config-name", "--multirun");
    assertThat(run("--version").out()).contains("hydrant", "PyTorch 2.3.1");
    assertThat(run("--help").code()).isZero();
  }

  @Test
  void what_lists_of_commands_show_are_whole_sentences() {
    assertThatSentencesAreWhole(Main.commandLine());
  }

  /** A list of commands shows the first line of each description alone. */
  private static void assertThatSentencesAreWhole(CommandLine command) {
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              String[] description = sub.getCommandSpec().usageMessage().description();
              assertThat(description).as(name).isNotEmpty();
              assertThat(description[0]).as(name).endsWith(".");
              assertThatSentencesAreWhole(sub);
            });
  }

  @Test
  void every_command_that_composes_takes_one_more_directory_of_configs() throws IOException {
    Path more = Files.createDirectories(dir.resolve("more"));
    Files.writeString(more.resolve("mine.yaml"), "defaults: [toy, _self_]\nlr: 0.25\n");
    String[] where = {"--config-path=" + dir, "--config-dir=" + more, "--config-name=mine"};
    for (String command : List.of("why", "diff", "lint", "list", "schema", "lr-range", "export")) {
      String[] words = new String[where.length + 2];
      words[0] = command;
      System.arraycopy(where, 0, words, 1, where.length);
      words[where.length + 1] =
          switch (command) {
            case "why" -> "lr";
            case "diff" -> "lr=1";
            case "schema" -> "mine";
            case "lr-range", "export" -> "--out=" + dir.resolve(command);
            default -> "--json";
          };
      if (command.equals("diff")) {
        words = Arrays.copyOf(words, words.length + 1);
        words[words.length - 1] = "lr=2";
      }
      Seen seen = Seen.run(words);
      assertThat(seen.code()).as(command + seen.err()).isZero();
    }
  }

  @Test
  void an_unknown_command_or_option_is_answered_with_the_nearest() {
    refused(run("trian"), 2, "'trian'", "Did you mean 'train'?");
    refused(run("train", "--confg-name=x"), 2, "--confg-name", "Did you mean '--config-name'?");
  }

  @Test
  void a_typo_in_a_key_is_answered_with_the_nearest() {
    refused(train("gpt2_small", "seq_lne=2048"), 2, "seq_lne", "seq_len");
    refused(train("gpt2_small", "model_cfg.n_layrs=2"), 2, "n_layrs", "n_layers");
  }

  @Test
  void a_wrong_type_is_named_with_its_key_and_override() {
    refused(train("gpt2_small", "seq_len=abc"), 2, "seq_len", "'abc'", "expected an integer");
    refused(train("gpt2_small", "model_cfg.n_layers=2.5"), 2, "model_cfg.n_layers", "2.5");
    refused(train("gpt2_small", "optimizer=adamm"), 2, "optimizer", "adamw");
  }

  @Test
  void an_impossible_size_is_named() {
    refused(train("gpt2_small", "model_cfg.num_heads=7"), 2, "num_heads must divide d_model");
    refused(train("gpt2_small", "seq_len=1000"), 2, "seq_len 1000", "n_ctx 256", "seq_len=768");
    refused(train("gpt2_small", "val_tokens=100"), 2, "val_tokens 100", "raise val_tokens to 2048");
  }

  @Test
  void an_unknown_config_or_model_is_answered_with_the_nearest() {
    refused(train("gpt2_smal"), 2, "gpt2_smal");
    refused(train("gpt2_small", "type=gpt3"), 2, "gpt3", "Did you mean 'gpt2'?");
    refused(train("training"), 2, "type");
  }

  @Test
  void an_unknown_device_is_answered_with_what_there_is() {
    Seen seen = train("toy", "device=cuda:7");
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains("no device 'cuda:7'", "cpu");
  }

  @Test
  void missing_data_are_a_mistake_and_damaged_data_a_failure_that_names_the_file() {
    String[] same = {"val_files=" + dir + "/short.bin"};
    Seen missing = train("gpt2_small", "train_files=" + dir + "/none_*.bin", same[0]);
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("none_*.bin", "train_files").doesNotContain("\tat ");
    Seen shortened = train("gpt2_small", "train_files=" + dir + "/short.bin", same[0]);
    assertThat(shortened.code()).isEqualTo(1);
    assertThat(shortened.err()).contains("short.bin").doesNotContain("\tat ");
    Seen noise = train("gpt2_small", "train_files=" + dir + "/noise.bin", same[0]);
    assertThat(noise.code()).isEqualTo(1);
    assertThat(noise.err()).contains("noise.bin").doesNotContain("\tat ");
  }

  @Test
  void what_was_named_and_is_not_there_has_one_code_in_every_command() {
    String no = dir.resolve("no").toString();
    for (String[] words :
        new String[][] {
          {"generate", no, "x"},
          {"evaluate", no},
          {"export", no, "--out=" + dir.resolve("out")},
          {"compare", no},
          {"compare", no, dir.toString()},
          {"data", "inspect", no},
          {"data", "text", no, "--out=" + dir.resolve("out")},
          {"replay", no},
          {"diff", no, no + "2"},
          {"sweep", "status", no},
          {"lr-range", "--config-path=" + no},
          {"lr-range", "--config-name=no"},
          {"train", "--config-path=" + no},
          {"train", "--config-dir=" + no},
          {"train", "--config-name=no"},
          {"train", "--sweep-file=" + no},
          {"train", "--experimental-rerun=" + no},
        }) {
      Seen seen = Seen.run(words);
      assertThat(seen.code()).as(String.join(" ", words) + seen.err()).isEqualTo(2);
      assertThat(seen.err()).contains("no").doesNotContain("\tat ");
    }
    assertThat(train("toy", "resume=" + no).code()).isEqualTo(2);
    assertThat(train("toy", "init_from=" + no).code()).isEqualTo(2);
  }

  @Test
  void a_name_or_pattern_that_no_file_can_have_is_a_plain_failure() {
    String val = "val_files=" + dir + "/short.bin";
    refused(train("gpt2_small", val, "train_files=\"[\""), 1, "'[' is no pattern");
    refused(train("gpt2_small", val, "train_files=\"{a\""), 1, "'{a' is no pattern");
    refused(train("gpt2_small", "train_files=[]"), 2, "train_files", "got an empty list");
    Seen deep = train("toy", "hydra.run.dir=" + dir.resolve("d".repeat(5000)));
    refused(deep, 1, "characters): File name too long");
    assertThat(deep.err()).hasSizeLessThan(1000);
    refused(train("toy", "hydra.run.dir=/proc/x"), 1, "'/proc/x': there is no such file");
  }

  @Test
  void more_validation_than_there_is_is_refused_at_once_with_what_fits() throws IOException {
    String files = shard("some.bin", 5000);
    Seen seen =
        train(
            "gpt2_small",
            "train_files=" + files,
            "val_files=" + files,
            "val_tokens=10000",
            "val_loss_every=0");
    refused(seen, 2, "val_tokens 10,000 is more than", "some.bin", "at most val_tokens=4096");
  }

  /** A shard of as many tokens, all 1. */
  private String shard(String name, int tokens) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1024 + 2 * tokens).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(20240520).putInt(1).putInt(tokens).position(1024);
    for (int i = 0; i < tokens; i++) {
      bytes.putShort((short) 1);
    }
    return Files.write(dir.resolve(name), bytes.array()).toString();
  }

  @Test
  void a_run_leaves_its_record_metrics_plot_log_and_checkpoint() throws IOException {
    Seen seen = train("toy");
    assertThat(seen.code()).as(seen.err()).isZero();
    Path run = dir.resolve("run");
    for (String file :
        List.of(
            ".hydra/config.yaml",
            ".hydra/hydra.yaml",
            ".hydra/overrides.yaml",
            "train.log",
            "metrics.jsonl",
            "metrics.csv",
            "loss.png")) {
      assertThat(run.resolve(file)).as(file).isNotEmptyFile();
    }
    Path checkpoint = Runs.checkpoint(run, 3);
    assertThat(checkpoint.getFileName().toString()).matches("step-000003-val_loss-\\d\\.\\d+");
    assertThat(checkpoint.resolve("manifest.json")).isNotEmptyFile();
    assertThat(checkpoint.resolve("model.safetensors")).isNotEmptyFile();
    assertThat(seen.out())
        .contains("Done: 3 of 3 steps", "validation loss", "go on", "resume=" + run);
  }

  @Test
  void a_sweep_trains_once_for_each_combination() throws IOException {
    Seen seen = train("toy", "--multirun", "hydra.sweep.dir=" + dir.resolve("sweep"), "seed=0,1");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(dir.resolve("sweep/0/metrics.jsonl")).isNotEmptyFile();
    assertThat(Runs.checkpoint(dir.resolve("sweep/1"), 3).resolve("manifest.json"))
        .isNotEmptyFile();
  }

  @Test
  void generating_from_what_is_no_run_is_refused() {
    assertThat(run("generate", dir.resolve("nowhere").toString()).code()).isEqualTo(2);
    assertThat(run("generate", dir.toString()).err()).contains("is no run directory");
  }

  @Test
  void models_that_do_not_generate_say_so() {
    train("toy");
    Seen seen = run("generate", dir.resolve("run").toString(), "Hello");
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains("models of type 'toy' do not generate");
  }

  @Test
  void the_config_can_be_shown_instead_of_trained() {
    Seen seen = train("gpt2_small", "--cfg=job", "lr=0.5");
    assertThat(seen.out()).contains("type: gpt2", "lr: 0.5", "n_layers: 4");
    assertThat(dir.resolve("run")).doesNotExist();
  }
}
