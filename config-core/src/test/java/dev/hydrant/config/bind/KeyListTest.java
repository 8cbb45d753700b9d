package dev.hydrant.config.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.bind.KeyList.Row;
import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.config.schema.Range;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyListTest {
  record Data(@Default("1024") int seqLen) {}

  sealed interface Schedule {
    record Cosine(@Default("0.1") double minRatio) implements Schedule {}

    record Constant() implements Schedule {}
  }

  record Job(
      @Doc("Model width.") @Alias("model_dim") @Range(min = 1) int dModel,
      @Flatten Data data,
      Optional<Schedule> schedule,
      @Default("[]") List<Job> parts) {}

  @Test
  void everyKeyIsARowWithTypeDefaultAndDescription() {
    List<Row> rows = KeyList.of(Job.class);
    assertThat(rows)
        .extracting(Row::path)
        .containsExactly("d_model", "seq_len", "schedule", "schedule.min_ratio", "parts");
    assertThat(rows.get(0))
        .isEqualTo(
            new Row(
                "d_model",
                List.of("model_dim"),
                "an integer of at least 1",
                null,
                true,
                "Model width.",
                ""));
    assertThat(rows.get(1).standard()).isEqualTo("1024");
    assertThat(rows.get(2).required()).isFalse();
    assertThat(rows.get(3).condition()).isEqualTo("schedule.type=cosine");
  }
}
