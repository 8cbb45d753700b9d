package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's record is enough to take the very same steps again. */
class ReplayTest {
  @TempDir Path dir;

  @Test
  void the_saved_config_of_a_run_gives_the_same_bytes_again() throws IOException {
    ShippedConfigs.copyTo(dir.resolve("conf"));
    Files.writeString(
        dir.resolve("conf/toy.yaml"),
        """
        defaults: [data, training, _self_]
        type: toy
        num_iterations: 3
        grad_accum_steps: 2
        model_cfg: {width: 6, latent: 2}
        """);
    Path first = dir.resolve("first");
    train(dir.resolve("conf"), "toy", first, "lr=0.03", "seed=5");
    for (int again = 0; again < 2; again++) {
      Path run = dir.resolve("again-" + again);
      train(first.resolve(".hydra"), "config", run);
      for (String file : new String[] {"model.safetensors", "optimizer.safetensors"}) {
        assertThat(Runs.checkpoint(run, 3).resolve(file))
            .hasSameBinaryContentAs(Runs.checkpoint(first, 3).resolve(file));
      }
    }
  }

  private static void train(Path configs, String name, Path run, String... overrides) {
    String[] args = new String[4 + overrides.length];
    args[0] = "train";
    args[1] = "--config-path=" + configs;
    args[2] = "--config-name=" + name;
    args[3] = "hydra.run.dir=" + run;
    System.arraycopy(overrides, 0, args, 4, overrides.length);
    Seen seen = Seen.run(args);
    assertThat(seen.code()).as(seen.err()).isZero();
  }
}
