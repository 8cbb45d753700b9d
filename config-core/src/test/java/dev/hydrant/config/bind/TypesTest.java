package dev.hydrant.config.bind;

import static dev.hydrant.config.bind.Trees.map;
import static dev.hydrant.config.bind.Trees.pairs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.BindException;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Discriminator;
import dev.hydrant.config.schema.Named;
import dev.hydrant.config.schema.NotEmpty;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Pattern;
import dev.hydrant.config.schema.Range;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypesTest {

  private static <T> T bind(Object value, Class<T> type) {
    return Trees.bind(Trees.of(value), "x", type);
  }

  private static void refused(Object value, Class<?> type, String message) {
    assertThatThrownBy(() -> bind(value, type))
        .isInstanceOf(BindException.class)
        .hasMessageStartingWith("x: " + message);
  }

  @Test
  void numbersAreConvertedOnlyWithoutLoss() {
    assertThat(bind(8.0, int.class)).isEqualTo(8);
    assertThat(bind(1e6, long.class)).isEqualTo(1_000_000L);
    assertThat(bind("50_000", int.class)).isEqualTo(50_000);
    assertThat(bind(3, double.class)).isEqualTo(3.0);
    assertThat(bind("1e-4", double.class)).isEqualTo(1e-4);
    assertThat(bind("inf", double.class)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(bind(0.1, float.class)).isEqualTo(0.1f);
    assertThat(bind(new BigInteger("9".repeat(30)), BigInteger.class)).isPositive();
    refused(8.5, int.class, "expected an integer, got 8.5");
    refused(3_000_000_000L, int.class, "expected an integer, got 3000000000");
    refused(1e300, float.class, "expected a number, got 1.0E300");
    refused(true, int.class, "expected an integer, got true");
    refused("1e999999999", long.class, "expected an integer, got '1e999999999'");
    refused(null, int.class, "expected an integer, got null");
  }

  @Test
  void textsAreTextsAndIntegersButNothingThatLostItsSpelling() {
    assertThat(bind("a", String.class)).isEqualTo("a");
    assertThat(bind(20240101, String.class)).isEqualTo("20240101");
    refused(1.1, String.class, "expected a text (in quotes if it looks like another), got 1.1");
    refused(false, String.class, "expected a text (in quotes if it looks like another), got false");
    assertThat(bind("TRUE", boolean.class)).isTrue();
    refused(1, boolean.class, "expected true or false, got 1");
    assertThat(bind("data/a.bin", Path.class)).isEqualTo(Path.of("data/a.bin"));
    refused("a\0b", Path.class, "expected a path");
  }

  @ParameterizedTest
  @CsvSource({
    "90, PT90S", "90s, PT90S", "1h30m, PT1H30M", "250 ms, PT0.25S", "1.5 days, PT36H",
    "2 weeks, PT336H", "PT15M, PT15M", "1d 2h, PT26H", "0, PT0S", "10us, PT0.00001S"
  })
  void durationsAreNumbersWithUnits(String text, String iso) {
    assertThat(bind(text, Duration.class)).isEqualTo(Duration.parse(iso));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h", "1x", "1h 30", "soon", "1e400 s", "PT", "s1"})
  void otherTextsAreNoDurations(String text) {
    refused(text, Duration.class, "expected a duration such as 90s or 1h30m, got '" + text + "'");
  }

  enum Mode {
    EAGER,
    @Named("trace-all")
    TRACED,
    LAZY_INIT
  }

  @Test
  void enumsGoByTheirNamesInLowerCase() {
    assertThat(bind("eager", Mode.class)).isEqualTo(Mode.EAGER);
    assertThat(bind("trace_all", Mode.class)).isEqualTo(Mode.TRACED);
    assertThat(bind("TRACED", Mode.class)).isEqualTo(Mode.TRACED);
    assertThat(bind("lazy-init", Mode.class)).isEqualTo(Mode.LAZY_INIT);
    assertThatThrownBy(() -> bind("eagre", Mode.class))
        .hasMessage(
            "x: expected one of eager, trace-all, lazy_init, got 'eagre'\n"
                + "    at test.yaml\n    Did you mean eager?");
  }

  record Many(
      List<Integer> sizes,
      Set<String> tags,
      Map<String, List<Double>> betas,
      Map<Integer, Mode> modes,
      OptionalInt top,
      Optional<List<String>> names,
      Object anything) {}

  @Test
  void collectionsKeepTheirOrderAndAreUnmodifiable() {
    Many many =
        Trees.bind(
            map(
                "sizes",
                List.of(3, 1),
                "tags",
                List.of("b", "a", "b"),
                "betas",
                pairs("adam", List.of(1, 0.5)),
                "modes",
                pairs(1L, "eager"),
                "top",
                4,
                "names",
                List.of("n"),
                "anything",
                pairs("k", List.of(1, 2.5, true))),
            "",
            Many.class);
    assertThat(many.sizes()).containsExactly(3, 1);
    assertThat(many.tags()).containsExactly("b", "a");
    assertThat(many.betas()).isEqualTo(Map.of("adam", List.of(1.0, 0.5)));
    assertThat(many.modes()).isEqualTo(Map.of(1, Mode.EAGER));
    assertThat(many.top()).hasValue(4);
    assertThat(many.names()).contains(List.of("n"));
    assertThat(many.anything()).isEqualTo(Map.of("k", List.of(1L, 2.5, true)));
    assertThatThrownBy(() -> many.sizes().add(1)).isInstanceOf(UnsupportedOperationException.class);
  }

  record Tight(
      @Range(min = 0, below = 1) double dropout,
      @Range(min = 1, max = 8) List<Integer> sizes,
      @Pattern("[a-z]+") String name,
      @OneOf({"fp32", "bf16"}) String precision,
      @NotEmpty List<String> files,
      @NotEmpty String title,
      @Range(above = 0) Optional<Duration> limit) {}

  @Test
  void constraintsHoldForValuesAndElements() {
    assertThatThrownBy(
            () ->
                Trees.bind(
                    map(
                        "dropout",
                        1.0,
                        "sizes",
                        List.of(1, 9),
                        "name",
                        "A1",
                        "precision",
                        "bf61",
                        "files",
                        List.of(),
                        "title",
                        "  ",
                        "limit",
                        "0s"),
                    "",
                    Tight.class))
        .hasMessage(
            """
            7 problems in the configuration
              dropout: expected a number of at least 0 and below 1, got 1.0
                  at test.yaml:1:3
              sizes.1: expected an integer of at least 1 and at most 8, got 9
                  at test.yaml:4:3
              name: expected a text that matches [a-z]+, got 'A1'
                  at test.yaml:5:3
              precision: expected one of fp32, bf16, got 'bf61'
                  at test.yaml:6:3
                  Did you mean 'bf16'?
              files: expected a list that is not empty, each item a text, got an empty list
                  at test.yaml:7:3
              title: expected a text that is not empty, got '  '
                  at test.yaml:8:3
              limit: expected a duration such as 90s or 1h30m above 0, got '0s'
                  at test.yaml:9:3\
            """);
  }

  @Test
  void notANumberIsInNoRange() {
    assertThatThrownBy(
            () ->
                Trees.bind(
                    map(
                        "dropout",
                        Double.NaN,
                        "sizes",
                        List.of(),
                        "name",
                        "a",
                        "precision",
                        "fp32",
                        "files",
                        List.of("f"),
                        "title",
                        "t"),
                    "",
                    Tight.class))
        .hasMessageStartingWith("dropout: expected a number of at least 0 and below 1, got NaN");
  }

  sealed interface Schedule {
    record CosineSchedule(@Default("0.1") double minRatio) implements Schedule {}

    record ConstantSchedule() implements Schedule {}

    @Named("wsd")
    record Trapezoid(int warmup) implements Schedule {}
  }

  @Discriminator(key = "kind", standard = "adam")
  sealed interface Optimizer {
    record Adam(@Default("1e-3") double lr) implements Optimizer {}

    record Muon(@Default("0.05") double lr, Schedule schedule) implements Optimizer {}
  }

  @Test
  void recordsOfASealedTypeAreToldApartByTheirName() {
    assertThat(bind(pairs("type", "cosine", "min_ratio", 0.2), Schedule.class))
        .isEqualTo(new Schedule.CosineSchedule(0.2));
    assertThat(bind(pairs("type", "wsd", "warmup", 5), Schedule.class))
        .isEqualTo(new Schedule.Trapezoid(5));
    assertThat(bind("constant", Schedule.class)).isEqualTo(new Schedule.ConstantSchedule());
    assertThat(bind(pairs("lr", 1), Optimizer.class)).isEqualTo(new Optimizer.Adam(1));
    assertThat(bind(pairs("kind", "muon", "schedule", "cosine"), Optimizer.class))
        .isEqualTo(new Optimizer.Muon(0.05, new Schedule.CosineSchedule(0.1)));
  }

  @Test
  void aWrongOrMissingNameOfASealedTypeListsTheNames() {
    assertThatThrownBy(() -> bind(pairs("type", "cosin"), Schedule.class))
        .hasMessage(
            "x.type: expected one of cosine, constant, wsd, got 'cosin'\n"
                + "    at test.yaml:1:3\n    Did you mean cosine?");
    assertThatThrownBy(() -> bind(pairs("min_ratio", 1), Schedule.class))
        .hasMessageStartingWith("x.type: missing; expected one of cosine, constant, wsd");
    assertThatThrownBy(() -> bind(3, Schedule.class))
        .hasMessageStartingWith(
            "x: expected a mapping with 'type', one of cosine, constant, wsd, got 3");
    assertThatThrownBy(() -> bind(pairs("type", "java.lang.Runtime"), Schedule.class))
        .hasMessageStartingWith("x.type: expected one of cosine");
  }

  @Test
  void keysOfTheChosenRecordAreCheckedWithoutItsName() {
    assertThatThrownBy(() -> bind(pairs("type", "cosine", "min_ration", 1), Schedule.class))
        .hasMessageStartingWith("x.min_ration: unknown key")
        .hasMessageContaining("Did you mean min_ratio?");
  }

  record Defaults(
      @Default("[0.9, 0.95]") List<Double> betas,
      @Default("{a: 1, b: [x, y]}") Map<String, Object> any,
      @Default("{type: cosine, min_ratio: 0.3}") Options options,
      @Default("null") Object nothing,
      @Default("null") Optional<String> none,
      @Default("1e-3") Optional<String> some,
      @Default("1e-3") String text,
      @Default("90s") Duration time,
      @Default("0x10") int sixteen,
      @Default("cosine") Schedule schedule) {}

  record Options(String type, double minRatio) {}

  @Test
  void defaultsAreWrittenAsInYaml() {
    assertThat(Trees.bind(map(), "", Defaults.class))
        .isEqualTo(
            new Defaults(
                List.of(0.9, 0.95),
                Map.of("a", 1L, "b", List.of("x", "y")),
                new Options("cosine", 0.3),
                null,
                Optional.empty(),
                Optional.of("1e-3"),
                "1e-3",
                Duration.ofSeconds(90),
                16,
                new Schedule.CosineSchedule(0.1)));
  }

  record TwoValues(@Default("1, 2") int n) {}

  record Broken(@Default("[1") List<Integer> n) {}

  @Test
  void aDefaultThatIsNoSingleValueIsTheProgramsMistake() {
    assertThatThrownBy(() -> Trees.bind(map(), "", TwoValues.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TwoValues.n does not fit: it is not one YAML value: 1, 2");
    assertThatThrownBy(() -> Trees.bind(map(), "", Broken.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Broken.n");
  }
}
