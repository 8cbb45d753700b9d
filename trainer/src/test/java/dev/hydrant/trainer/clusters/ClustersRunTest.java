package dev.hydrant.trainer.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.engine.ChildRun;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Frozen parts of other runs, and moments that a model resets, in whole runs. */
class ClustersRunTest {
  private static final int STEPS = 9;

  @TempDir static Path dir;
  private static Path source;

  @BeforeAll
  static void trainAnEncoder() throws IOException {
    source = dir.resolve("source");
    Runs.train(source, ClustersContractTest.YAML + "seed: 5\n");
  }

  private static String yaml(String model) {
    return ClustersContractTest.YAML
        + "save_every: 1\nkeep_last: 99\nsave_async: false\nresume: auto\nmodel_cfg: {"
        + model
        + "}\n";
  }

  private static String frozen(Path from) {
    return yaml("encoder: " + from);
  }

  private static ByteBuffer tensor(Path run, int step, String file, String name)
      throws IOException {
    try (SafeTensorsReader reader = Checkpoint.open(Runs.checkpoint(run, step)).tensors(file)) {
      return reader.bytes(name);
    }
  }

  @Test
  void a_frozen_part_of_another_run_keeps_every_bit() throws IOException {
    Path run = dir.resolve("frozen");
    Runs.train(run, frozen(source));
    for (String name : new String[] {"encoder.weight", "encoder.bias"}) {
      ByteBuffer there = tensor(source, STEPS, "model", name);
      assertThat(tensor(run, 1, "model", name)).isEqualTo(there);
      assertThat(tensor(run, STEPS, "model", name)).isEqualTo(there);
    }
    assertThat(tensor(run, STEPS, "model", "centres"))
        .isNotEqualTo(tensor(run, 1, "model", "centres"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_killed_run_goes_on_to_the_same_bytes_without_the_other_runs_files()
      throws IOException, InterruptedException {
    Path copy = dir.resolve("copy");
    Runs.train(copy, ClustersContractTest.YAML + "seed: 5\n");
    Path straight = dir.resolve("straight");
    Runs.train(straight, frozen(copy));
    Path killed = dir.resolve("killed");
    assertThat(ChildRun.killedAfter(killed, frozen(copy), 5)).isEqualTo(137);
    Files.move(copy, dir.resolve("elsewhere"));
    Runs.train(killed, frozen(copy));
    for (String file : new String[] {"model.safetensors", "optimizer.safetensors"}) {
      assertThat(Runs.checkpoint(killed, STEPS).resolve(file))
          .hasSameBinaryContentAs(Runs.checkpoint(straight, STEPS).resolve(file));
    }
  }

  @Test
  void a_run_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Runs.train(dir.resolve("x"), frozen(dir.resolve("nowhere"))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nowhere");
  }

  /** Three steps an epoch; encoder and centres are in one group, the six of the centres first. */
  @Test
  void moments_that_a_model_resets_are_zero_and_only_those() throws IOException {
    Path run = dir.resolve("forgetful");
    Runs.train(run, yaml("forget_every: 2"));
    for (String moment : new String[] {"exp_avg", "exp_avg_sq"}) {
      assertThat(sum(run, 5, moment, 0, 6)).isPositive();
      assertThat(sum(run, 6, moment, 0, 6)).isZero();
      assertThat(sum(run, 6, moment, 6, 99)).isPositive();
      assertThat(sum(run, 7, moment, 0, 6)).isPositive();
    }
  }

  private static double sum(Path run, int step, String moment, int from, int to)
      throws IOException {
    FloatBuffer values = tensor(run, step, "optimizer", "hidden/" + moment).asFloatBuffer();
    double sum = 0;
    for (int i = from; i < Math.min(to, values.limit()); i++) {
      sum += Math.abs(values.get(i));
    }
    return sum;
  }
}
