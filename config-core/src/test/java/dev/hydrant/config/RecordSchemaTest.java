package dev.hydrant.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.BindException;
import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Pattern;
import dev.hydrant.config.schema.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {
  sealed interface Schedule {
    record Cosine(@Doc("Lowest factor.") @Default("0.1") double minRatio) implements Schedule {}

    record Constant() implements Schedule {}
  }

  record Optim(
      @Doc("Step size.") @Alias("learning_rate") @Default("6e-4") @Range(above = 0) double lr,
      @Default("[0.9, 0.95]") List<Double> betas,
      @Pattern("a|b") @Default("a") String kind,
      Optional<Path> log,
      @Default("constant") Schedule schedule) {}

  record Strict(int width, int depth, @Default("1") int more) {}

  @Test
  void theDefaultInstanceIsWhatAnEmptyConfigGives() {
    assertThat(RecordSchema.of(Optim.class).defaults())
        .isEqualTo(
            new Optim(6e-4, List.of(0.9, 0.95), "a", Optional.empty(), new Schedule.Constant()));
  }

  @Test
  void keysWithoutDefaultsAreNamedWhenDefaultsAreAskedFor() {
    assertThatThrownBy(() -> RecordSchema.of(Strict.class).defaults())
        .isInstanceOf(BindException.class)
        .hasMessageContaining("width: missing; expected an integer")
        .hasMessageContaining("depth: missing; expected an integer");
  }

  @Test
  void aProgramsOwnValuesAreBoundAsAConfigsAre() {
    Optim optim =
        RecordSchema.of(Optim.class)
            .bind(
                Map.of(
                    "learning_rate",
                    1,
                    "log",
                    Path.of("x"),
                    "schedule",
                    Map.of("type", "cosine", "min_ratio", 0.5f)));
    assertThat(optim)
        .isEqualTo(
            new Optim(
                1, List.of(0.9, 0.95), "a", Optional.of(Path.of("x")), new Schedule.Cosine(0.5)));
    assertThatThrownBy(() -> RecordSchema.of(Optim.class).bind(Map.of("lr", -1, "beta", 2)))
        .hasMessage(
            """
            2 problems in the configuration
              beta: unknown key
                  at the program
                  Did you mean 'betas'?
              lr: expected a number above 0, got -1
                  at the program\
            """);
  }

  @Test
  void keysAreATableForDocumentation() {
    assertThat(RecordSchema.of(Optim.class).toMarkdown())
        .isEqualTo(
            """
            | key | type | default | meaning |
            |---|---|---|---|
            | `lr`, `learning_rate` | a number above 0 | `6e-4` | Step size. |
            | `betas` | a list, each item a number | `[0.9, 0.95]` |  |
            | `kind` | a text that matches a\\|b | `a` |  |
            | `log` | a path or null |  |  |
            | `schedule` | a mapping with 'type', one of cosine, constant | `constant` |  |
            | `schedule.min_ratio` | a number | `0.1` | Lowest factor. \
            (with `schedule.type=cosine`) |
            """);
  }

  @Test
  void onlyRecordsAndSealedTypesHaveASchema() {
    assertThatThrownBy(() -> RecordSchema.of(String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("java.lang.String is neither a record nor a sealed interface of records");
  }

  record Job(@Doc("How many steps.") int steps, @Default("{}") Optim optim, Strict model) {}

  @Test
  void aRecordIsAConfigFileWithItsDefaults() {
    String yaml = RecordSchema.of(Job.class).toYaml();
    assertThat(yaml)
        .isEqualTo(
            """
            # How many steps.
            steps: ???
            optim:
              # Step size.
              lr: 0.0006
              betas:
              - 0.9
              - 0.95
              kind: a
              log: null
              schedule:
                type: constant
            model:
              width: ???
              depth: ???
              more: 1
            """);
    Composition config =
        Composer.builder()
            .config("job.yaml", yaml)
            .build()
            .compose("job", List.of("steps=1", "model.width=2", "model.depth=3"));
    assertThat(config.as(Job.class))
        .isEqualTo(new Job(1, RecordSchema.of(Optim.class).defaults(), new Strict(2, 3, 1)));
  }

  @Test
  void jsonSchemasAreWrittenAsJson() {
    assertThat(RecordSchema.of(Optim.class).toJsonSchema())
        .startsWith("{")
        .contains("\"exclusiveMinimum\": 0");
    assertThat(RecordSchema.of(Optim.class).toFileSchema()).contains("\"defaults\"");
  }
}
