package dev.hydrant.config.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is timed is also right. */
class BenchTreeTest {
  @ParameterizedTest
  @ValueSource(strings = {"small", "large"})
  void theTimedTreesComposeToWhatTheOriginalAnswers(String name) throws IOException {
    BenchTree tree = BenchTree.of(name);
    Composer composer = tree.composer();
    for (int round = 0; round < 2; round++) {
      String json = tree.compose(composer).toJson();
      assertThat(new ObjectMapper().readTree(json)).isEqualTo(tree.expected());
    }
  }

  @Test
  void theTimedSweepHasTenThousandJobs() {
    BenchTree tree = BenchTree.of("sweep");
    Composer composer = tree.composer();
    Composition master = composer.composeMaster(tree.configName(), tree.overrides());
    List<List<String>> jobs = composer.sweep(master);
    assertThat(jobs).hasSize(10_000);
    Composition last = composer.composeJob(master, jobs.get(9_999), 9_999);
    assertThat(last.getInt("seed")).isEqualTo(9);
    assertThat(last.getDouble("optim.lr")).isEqualTo(1.0);
    assertThat(last.getInt("db.port")).isEqualTo(109);
  }
}
