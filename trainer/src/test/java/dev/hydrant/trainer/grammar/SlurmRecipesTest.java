package dev.hydrant.trainer.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.node.ScalarNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R2 to R4, R6 and R57: the recipes for clusters, and the presets side by side. */
class SlurmRecipesTest {
  private static final Path ROOT = Path.of("..");
  private static final Composer CONF =
      Composer.builder().searchPath(ROOT.resolve("conf").toString()).build();

  @TempDir Path dir;

  /** What the script hands to the program is composed; {@code hydrant} is one that prints it. */
  @ParameterizedTest
  @ValueSource(strings = {"kusner_original", "kusner_hyper", "enhanced_v1"})
  void theScriptTrainsItsPreset(String name) throws IOException, InterruptedException {
    Path script = ROOT.resolve("slurm/run_" + name + ".sh").toAbsolutePath();
    assertThat(Files.readString(script))
        .contains("#SBATCH", "--job-name=" + name + " ", "--output=logs/" + name + "_%j.out");
    Path program = dir.resolve("hydrant");
    Files.writeString(program, "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Process process =
        new ProcessBuilder("bash", script.toString(), "epochs=3").directory(dir.toFile()).start();
    List<String> words =
        new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).isZero();
    assertThat(dir.resolve("logs")).isDirectory();
    assertThat(words).startsWith("train", "--config-name=grammar_vae");
    Composition config = CONF.compose("grammar_vae", words.subList(2, words.size()));
    assertThat(((ScalarNode) config.resolved().get("preset")).value().toString()).startsWith(name);
    assertThat(((ScalarNode) config.resolved().get("epochs")).value()).isEqualTo(3L);
  }

  /** R57: four jobs in the order of the document. */
  @Test
  void theSweepHasFourPresets() throws IOException {
    String text = Files.readString(ROOT.resolve("conf/sweep/grammar_vae_experiments.yaml"));
    Matcher presets = Pattern.compile("preset: (\\S+)").matcher(text);
    assertThat(presets.find()).isTrue();
    assertThat(presets.group(1).split(","))
        .containsExactly(
            "kusner_original", "kusner_hyperparams_enhanced_arch", "enhanced_v1", "large");
    for (String preset : presets.group(1).split(",")) {
      Composition config =
          CONF.compose("sweep/grammar_vae_experiments", List.of("preset=" + preset));
      assertThat(((ScalarNode) config.resolved().get("type")).value()).isEqualTo("grammar_vae");
    }
  }
}
