package dev.hydrant.config.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that start in the same second. */
class TimedDirectoryTest {
  @TempDir Path dir;

  private static Composition compose(String... overrides) {
    return Composer.builder()
        .config("config.yaml", "out: runs/${clock}\nclock: ${now:%H-%M-%S}\n")
        .build()
        .compose("config", List.of(overrides));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hydra.job.name=x", "hydra.run.dir=${out}", "hydra.run.dir='${now:%S}'"})
  void each_has_a_directory_of_its_own(String override) throws IOException {
    Composition config = compose(override);
    Path named = dir.resolve("a").resolve("08-36-01");
    for (String name : List.of("08-36-01", "08-36-01-2", "08-36-01-3")) {
      assertThat(TimedDirectory.make(config, "run.dir", named))
          .isDirectory()
          .isEqualTo(named.resolveSibling(name));
    }
  }

  @Test
  void a_directory_that_was_named_is_taken_as_it_is() throws IOException {
    Composition config = compose("hydra.run.dir=mine");
    assertThat(TimedDirectory.make(config, "run.dir", dir.resolve("mine")))
        .isEqualTo(dir.resolve("mine"))
        .doesNotExist();
  }
}
