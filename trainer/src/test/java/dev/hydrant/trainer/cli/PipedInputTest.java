package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipe in the place of a file gives a message at once, whatever the command reads from it. */
@DisabledOnOs(OS.WINDOWS)
class PipedInputTest {
  @TempDir static Path dir;

  @BeforeAll
  static void writeConfigs() throws IOException {
    ShippedConfigs.copyTo(dir);
    Files.writeString(dir.resolve("text"), "CCO\n");
    Files.writeString(
        dir.resolve("vqvae.yaml"), "defaults: [vqvae/summary_1k, _self_]\ndataset_path: x\n");
    Files.writeString(
        dir.resolve("toy.yaml"),
        """
        defaults: [gpt2, _self_]
        train_files: %1$s
        val_files: %1$s
        seq_len: 8
        val_tokens: 8
        num_iterations: 0
        model_cfg: {vocab_size: 50257, n_ctx: 8, d_model: 4, num_heads: 1, n_layers: 1}
        """
            .formatted(TinyShards.write(dir, "tokens.bin", 100)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data grammar --grammar=smiles PIPE --out=OUT",
        "data grammar --grammar=PIPE TEXT --out=OUT",
        "data features one=PIPE --out=OUT",
        "data text PIPE --out=OUT",
        "data proteins PIPE --out=OUT",
        "data proteins PIPE.pdb --out=OUT",
        "data inspect PIPE.bin",
        "data inspect PIPE.npy",
        "config check PIPE.json",
        "evaluate PIPE.pt",
        "encode PIPE.pt --out=OUT",
        "generate PIPE",
        "mixture evaluate PIPE",
        "grammar generate PIPE",
        "export PIPE --out=OUT",
        "compare PIPE",
        "train --config-path=DIR --config-name=toy init_from=PIPE.safetensors",
        "train --config-path=DIR --config-name=toy init_from=PIPE",
        "train --config-path=DIR --config-name=toy init_from=/dev/zero",
        "train --config-path=DIR --config-name=toy resume=PIPE",
        "train --config-path=DIR --config-name=toy train_files=PIPE.bin",
        "train --config-path=DIR --config-name=toy val_files=/dev/zero",
        "train --config-path=DIR --config-name=vqvae dataset_path=PIPE.h5",
        "train --config-path=DIR --config-name=grammar_vae prod=PIPE.npy",
        "train --config-path=DIR --config-name=grammar_vae grammar=PIPE",
        "train --config-path=DIR --config-name=odyssey/fsq_stage1 training.data_dir=PIPE",
        "train --config-path=DIR --config-name=odyssey/fsq_stage1 training.data_dir=PIPE.hps",
        "train --config-path=DIR --config-name=odyssey/fsq_stage1 training.data_dir=PIPE.csv",
        "train --config-path=DIR --config-name=PIPE.yaml",
        "train --from-json PIPE.json",
      })
  @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_pipe_is_no_file(String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      int at = word.indexOf("PIPE");
      String name = at < 0 ? null : word.substring(at).replace("PIPE", "pipe");
      if (name != null) {
        if (!Files.exists(dir.resolve(name))) {
          new ProcessBuilder("mkfifo", dir.resolve(name).toString()).start().waitFor();
        }
      }
      String path = name == null ? word : word.substring(0, at) + dir.resolve(name);
      words.add(
          path.replace("OUT", dir.resolve("out").toString())
              .replace("TEXT", dir.resolve("text").toString())
              .replace("DIR", dir.toString()));
    }
    if (words.get(0).equals("train")) {
      words.add("hydra.run.dir=" + dir.resolve("run"));
    }
    Seen seen = Seen.run(words.toArray(String[]::new));
    assertThat(seen.code()).as(seen.err()).isBetween(1, 2);
    assertThat(seen.out() + seen.err())
        .doesNotContain("Exception", "something failed", "\tat ")
        .containsAnyOf("pipe", "/dev/zero");
  }
}
