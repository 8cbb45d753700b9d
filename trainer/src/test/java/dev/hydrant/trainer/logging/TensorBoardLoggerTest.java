package dev.hydrant.trainer.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back by a parser that shares nothing with the writer. */
class TensorBoardLoggerTest {
  @TempDir Path dir;

  private static Callback logger() {
    return new TensorBoardLogger(new TensorBoardLogger.Settings("tensorboard"));
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(dir.resolve("tensorboard"))) {
      return all.sorted().toList();
    }
  }

  private static List<ReadEvents.Event> scalars(List<ReadEvents.Event> events) {
    return events.stream().filter(e -> !e.scalars().isEmpty()).toList();
  }

  @Test
  void every_row_is_an_event_with_its_step_and_values() throws IOException {
    Callback logger = logger();
    logger.onStart(FileLoggersTest.run(dir, 0, List.of()));
    logger.onStep(FileLoggersTest.row(0, "val_loss", 11));
    logger.onStep(FileLoggersTest.row(300, "train_loss", 0.1, "lr/hidden", -2.5e-7));
    assertThat(files()).singleElement().asString().contains("events.out.tfevents.");
    List<ReadEvents.Event> events = ReadEvents.of(files().get(0));
    assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).texts().get("config")).contains("\"width\" : 5");
    assertThat(scalars(events)).extracting(ReadEvents.Event::step).containsExactly(0L, 300L);
    assertThat(events.get(2).scalars()).isEqualTo(Map.of("val_loss", 11f));
    assertThat(events.get(3).scalars())
        .isEqualTo(Map.of("train_loss", 0.1f, "lr/hidden", -2.5e-7f));
    assertThat(events)
        .allSatisfy(
            e ->
                assertThat(e.wallTime())
                    .isBetween(
                        System.currentTimeMillis() / 1e3 - 60, System.currentTimeMillis() / 1e3));
    logger.onEnd(RunEnd.COMPLETE);
  }

  @Test
  void values_that_are_not_finite_come_back_as_they_were() throws IOException {
    Callback logger = logger();
    logger.onStart(FileLoggersTest.run(dir, 0, List.of()));
    logger.onStep(FileLoggersTest.row(1, "a", Double.NaN, "b", Double.POSITIVE_INFINITY));
    Map<String, Float> values = scalars(ReadEvents.of(files().get(0))).get(0).scalars();
    assertThat(values.get("a")).isNaN();
    assertThat(values.get("b")).isInfinite();
  }

  @Test
  void a_run_that_goes_on_in_its_directory_says_from_which_step_it_counts() throws IOException {
    Callback first = logger();
    first.onStart(FileLoggersTest.run(dir, 0, List.of()));
    for (int i = 1; i <= 5; i++) {
      first.onStep(FileLoggersTest.row(i, "x", i));
    }
    first.onFailure(new IllegalStateException());
    Callback second = logger();
    second.onStart(FileLoggersTest.run(dir, 3, List.of(FileLoggersTest.row(3, "x", 3))));
    second.onStep(FileLoggersTest.row(4, "x", 44));
    second.onEnd(RunEnd.COMPLETE);
    assertThat(files()).hasSize(2);
    List<ReadEvents.Event> events = ReadEvents.of(files().get(1));
    assertThat(events).filteredOn(ReadEvents.Event::starts).singleElement();
    assertThat(events.stream().filter(ReadEvents.Event::starts).findFirst().orElseThrow().step())
        .isEqualTo(4);
    assertThat(scalars(events)).extracting(ReadEvents.Event::step).containsExactly(4L);
  }

  @Test
  void one_that_goes_on_elsewhere_brings_its_earlier_rows() throws IOException {
    Callback logger = logger();
    logger.onStart(
        FileLoggersTest.run(
            dir, 2, List.of(FileLoggersTest.row(1, "x", 1), FileLoggersTest.row(2, "x", 2))));
    logger.onStep(FileLoggersTest.row(3, "x", 3));
    List<Long> steps = new ArrayList<>();
    scalars(ReadEvents.of(files().get(0))).forEach(e -> steps.add(e.step()));
    assertThat(steps).containsExactly(1L, 2L, 3L);
  }
}
