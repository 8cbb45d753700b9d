package dev.hydrant.trainer.toy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/adding-a-model.md: its code is this package's, and what it promises holds. */
class AddingAModelTest {
  private static final Path SOURCES = Path.of("src/test/java/dev/hydrant/trainer/toy");

  @TempDir Path dir;

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void the_page_shows_this_packages_code() throws IOException {
    String page = Files.readString(Path.of("../docs/adding-a-model.md"));
    String code;
    try (Stream<Path> files = Files.list(SOURCES)) {
      code =
          squeezed(
              files
                  .filter(p -> !p.endsWith("AddingAModelTest.java"))
                  .map(
                      p -> {
                        try {
                          return Files.readString(p);
                        } catch (IOException e) {
                          throw new java.io.UncheckedIOException(e);
                        }
                      })
                  .collect(Collectors.joining()));
    }
    List<String> shown =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();
    assertThat(shown).hasSize(4);
    for (String block : shown) {
      assertThat(code).contains(squeezed(block));
    }
    assertThat(page).contains(ToyAdapter.class.getName());
  }

  @Test
  void the_model_is_found_learns_and_shows_its_two_losses() throws IOException {
    assertThat(ModelRegistry.load().types()).contains("toy");
    Path run = dir.resolve("run");
    Runs.train(
        run,
        """
        {type: toy, num_iterations: 60, grad_accum_steps: 1, lr: 0.03, weight_decay: 0,
         val_loss_every: 0, model_cfg: {width: 6, latent: 2}}
        """);
    List<Metrics> rows = MetricsLog.read(run, 99);
    assertThat(rows.get(59).values())
        .containsKeys("train_reconstruction", "train_spread", "val_loss", "val_reconstruction");
    assertThat(rows.get(59).values().get("val_reconstruction"))
        .isLessThan(rows.get(0).values().get("train_reconstruction") / 5);
  }

  @Test
  void the_moving_average_is_saved_with_the_model() throws IOException {
    Path run = dir.resolve("average");
    Runs.train(run, "{type: toy, num_iterations: 40, grad_accum_steps: 1, model_cfg: {width: 6}}");
    try (var tensors =
        dev.hydrant.trainer.checkpoint.Checkpoint.open(Runs.checkpoint(run, 40)).tensors("model")) {
      // The points scatter around 1 in every coordinate.
      assertThat(tensors.bytes("mean").getFloat()).isBetween(0.5f, 1.5f);
    }
  }
}
