package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret value stands in nothing that a run or a sweep writes or prints. */
class SecretsTest {
  private static final String SECRET = "hunter2-hunter2";

  @TempDir Path dir;

  @Test
  void no_file_and_no_line_holds_one() throws IOException {
    Path conf = dir.resolve("conf");
    Program.writeConfigs(
        conf,
        """
        defaults: [data, training, _self_]
        type: toy
        num_iterations: 2
        grad_accum_steps: 1
        model_cfg: {width: 6, latent: 2}
        """);
    String given = "+my_password=" + SECRET;
    for (List<String> words :
        List.of(
            List.of("hydra.run.dir=" + dir.resolve("run")),
            List.of("-m", "hydra.sweep.dir=" + dir.resolve("sweep"), "lr=0.01,0.02"),
            List.of("--cfg=job"),
            List.of("--info=config"),
            List.of("--dry-run"))) {
      Stream<String> all =
          Stream.concat(
              Stream.of("train", "--config-path=" + conf, "--config-name=toy", given),
              words.stream());
      Seen seen = Seen.run(all.toArray(String[]::new));
      assertThat(seen.code()).as(seen.err()).isZero();
      assertThat(seen.out() + seen.err()).as(words.toString()).doesNotContain(SECRET);
    }
    byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
    int files = 0;
    try (Stream<Path> walk = Files.walk(dir)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes).as(file.toString()).doesNotContain(new String(secret));
        files++;
      }
    }
    assertThat(files).isGreaterThan(20);
  }
}
