package dev.hydrant.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.data.tokens.TokenRange;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.lm.TinyModels;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.run.RunSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {
  private static final int T = TinyModels.CONTEXT;

  @TempDir static Path dir;

  @BeforeAll
  static void writeShards() {
    Random random = new Random(7);
    for (int file = 0; file < 2; file++) {
      int[] tokens = random.ints(5 * T + 3, 0, TinyModels.VOCABULARY).toArray();
      Shards.file(dir.resolve("val_" + file + ".bin"), Shards.bytes(tokens));
    }
  }

  private static Map<String, Double> judge(String type, long from, long to, long items) {
    MapNode tree = TinyModels.tree(type, "", dir.resolve("val_*.bin").toString());
    RunSetup setup = RunSetup.of(tree, ModelRegistry.load());
    TrainableModel model = setup.model();
    Feed feed = from < 0 ? model.feed() : model.feed().validatedBy(from, to).orElseThrow();
    try (Stepper stepper = Steppers.single(setup.config(), model)) {
      Evaluation evaluation = Evaluation.of(feed, stepper);
      assertThat(evaluation.items()).isEqualTo(items);
      return evaluation.values();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.hydrant.trainer.lm.TinyModels#types")
  void the_tokens_of_a_validation_judge_alike_when_named_as_a_range(String type) {
    Map<String, Double> validation = judge(type, -1, -1, T);
    assertThat(judge(type, 0, T, T)).isEqualTo(validation);
    assertThat(validation.get("loss")).isPositive();
  }

  /** Recurrent depth draws where it starts, by the number of the batch. */
  static List<String> deterministic() {
    return TinyModels.causal().stream().filter(t -> !t.equals("recurrent-depth")).toList();
  }

  @ParameterizedTest
  @MethodSource("deterministic")
  void rows_count_by_their_tokens_and_lie_across_files(String type) {
    int rest = 8;
    double whole = judge(type, 4 * T, 6 * T + rest, 2 * T + rest).get("loss");
    double rows =
        T * judge(type, 4 * T, 5 * T, T).get("loss")
            + T * judge(type, 5 * T, 6 * T, T).get("loss")
            + rest * judge(type, 6 * T, 6 * T + rest, rest).get("loss");
    assertThat(whole).isCloseTo(rows / (2 * T + rest), within(1e-6));
  }

  @Test
  void a_feed_says_where_its_validation_lies() {
    TrainableModel model = TinyModels.of("gpt2", "", dir.resolve("val_*.bin").toString());
    assertThat(model.feed().validationRanges())
        .containsExactly(new TokenRange(dir.resolve("val_0.bin"), 0, T));
    assertThat(model.feed().validatedBy(T, 6 * T).orElseThrow().validationRanges())
        .containsExactly(
            new TokenRange(dir.resolve("val_0.bin"), T, 5 * T + 3),
            new TokenRange(dir.resolve("val_1.bin"), 0, T - 3));
  }
}
