package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command that only prints loads before it prints. */
class StartTest {
  @TempDir Path dir;

  @Test
  void composing_loads_neither_models_nor_the_parts_of_logging() throws Exception {
    ShippedConfigs.copyTo(dir.resolve("conf"));
    Path loaded = dir.resolve("classes.txt");
    List<String> command = new ArrayList<>(Program.command("-Xlog:class+load:file=" + loaded));
    command.addAll(List.of("train", "--cfg", "job", "lr=1e-3", "model_cfg.n_layers=2"));
    Process program =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(dir.resolve("out.txt").toFile())
            .redirectError(dir.resolve("err.txt").toFile())
            .start();
    assertThat(Program.finish(program)).isZero();
    assertThat(dir.resolve("out.txt")).content().contains("n_layers: 2");
    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.contains("dev.hydrant.trainer.cli.TrainApp "))
        .noneMatch(line -> line.contains("dev.hydrant.trainer.model.ModelRegistry "))
        .noneMatch(line -> line.contains("ch.qos.logback.classic.LoggerContext "));
  }
}
