package dev.hydrant.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.error.BindException;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.schema.Default;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Typed configurations that are saved and read again. */
class TypedYamlTest {
  @TempDir Path dir;

  sealed interface Schedule {
    record Cosine(double minRatio) implements Schedule {}

    record Constant() implements Schedule {}
  }

  record Job(
      String name,
      double lr,
      List<Schedule> schedules,
      Map<String, int[]> sizes,
      Optional<Duration> timeout,
      URI home,
      LocalDate day,
      @Default("5") int n) {
    Job(String name, double lr) {
      this(
          name,
          lr,
          List.of(new Schedule.Cosine(0.1), new Schedule.Constant()),
          Map.of("on", new int[] {1, 2}),
          Optional.of(Duration.ofMinutes(90)),
          URI.create("http://h/x?a=1#b"),
          LocalDate.of(2025, 1, 31),
          7);
    }
  }

  /** As programs write theirs: with annotations, setters, and times inside. */
  public static final class Server {
    @JsonProperty("host-name")
    public String host = "h";

    public Duration patience = Duration.ofSeconds(90);
    public Path logs = Path.of("logs/today");
    public LocalDate since = LocalDate.of(2024, 2, 29);
  }

  private static Composition compose(String text) {
    return Composer.builder().config("config.yaml", text).build().compose("config");
  }

  @Test
  void a_record_is_written_for_people_and_read_again() throws Exception {
    Job job = new Job("a: b", 1e-5);
    String text = TypedYaml.write(job);
    assertThat(text)
        .isEqualTo(
            """
            name: "a: b"
            lr: 1e-05
            schedules:
              - type: cosine
                min_ratio: 0.1
              - type: constant
            sizes:
              "on":
                - 1
                - 2
            timeout: 1h30m
            home: http://h/x?a=1#b
            day: "2025-01-31"
            "n": 7
            """);
    Path file = dir.resolve("job.yaml");
    TypedYaml.save(job, file);
    Job again = TypedYaml.load(file, Job.class);
    assertThat(again).usingRecursiveComparison().isEqualTo(job);
    assertThat(compose(text).as(Job.class)).usingRecursiveComparison().isEqualTo(job);
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void texts_that_look_like_something_else_stay_texts() {
    List<String> texts =
        List.of(
            "1",
            "1e3",
            "1_000",
            "0x1f",
            "1:30",
            "yes",
            "Off",
            "null",
            "~",
            "",
            " a",
            "a ",
            "-",
            "- a",
            "a: b",
            "a #b",
            "#",
            "2025-01-31",
            ".5",
            ".inf",
            "${a}",
            "\\${a}",
            "x\\\\${a}",
            "a\nb\n",
            "a\n\n",
            "\t",
            "\u0007",
            "ü 漢 😀",
            "{a}",
            "[a",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "'a'",
            "\"a\"",
            "<<",
            "=",
            "true",
            "|",
            ">",
            "?",
            "? a",
            "1e-3",
            "._5",
            "x".repeat(200));
    Map<String, List<String>> value = Map.of("texts", texts);
    record Texts(List<String> texts) {}
    String yaml = TypedYaml.write(value);
    assertThat(TypedYaml.read(yaml, "t", Texts.class).texts()).isEqualTo(texts);
    assertThat(compose(yaml).as(Texts.class).texts()).isEqualTo(texts);
    for (String text : texts) {
      if (!text.isEmpty()) {
        String keyed = TypedYaml.write(Map.of(text, 1));
        MapNode read = (MapNode) ConfigTrees.read(keyed, Format.YAML, "t");
        assertThat(read.entries().keySet()).as(keyed).isEqualTo(Set.of(text));
      }
    }
  }

  @Test
  void numbers_keep_their_kind() {
    record Numbers(double a, double b, double c, long d, Object e, float f) {}
    Numbers numbers = new Numbers(1e10, Double.POSITIVE_INFINITY, -0.0, Long.MIN_VALUE, 3.0, 0.1f);
    assertThat(TypedYaml.read(TypedYaml.write(numbers), "n", Numbers.class)).isEqualTo(numbers);
  }

  @Test
  void classes_of_jackson_are_written_and_read_with_times_and_paths_in_them() {
    String text = TypedYaml.write(new Server());
    assertThat(text)
        .contains(
            "host-name: h\n", "patience: 1m30s\n", "logs: logs/today\n", "since: \"2024-02-29\"");
    Server again = TypedYaml.read(text.replace("1m30s", "5"), "server.yaml", Server.class);
    assertThat(again.patience).isEqualTo(Duration.ofSeconds(5));
    assertThat(again).usingRecursiveComparison().ignoringFields("patience").isEqualTo(new Server());
    assertThatThrownBy(
            () -> TypedYaml.read("host-name: h\npatience: long\n", "server.yaml", Server.class))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("patience: expected a duration such as 90s or 1h30m, got 'long'")
        .hasMessageContaining("server.yaml:2:11");
  }

  @Test
  void secrets_are_masked_and_missing_when_they_are_read_again() {
    record Db(String host, String password) {}
    Db db = new Db("h", "geheim");
    String text = TypedYaml.write(Map.of("db", db));
    assertThat(text).contains("***").doesNotContain("geheim");
    record All(Db db) {}
    assertThatThrownBy(() -> TypedYaml.read(text, "a.yaml", All.class))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("db.password");
    assertThat(TypedYaml.read(TypedYaml.writeWithSecrets(db), "a.yaml", Db.class)).isEqualTo(db);
  }

  @Test
  void json_trees_go_both_ways() throws Exception {
    var json = new ObjectMapper().readTree("{\"a\": [1, {\"b\": null}], \"c\": \"1\"}");
    assertThat(TypedYaml.read(TypedYaml.write(json), "j", JsonNode.class))
        .hasToString(json.toString());
    assertThat(ConfigTrees.toJson(ConfigTrees.of(json))).isEqualTo(json.toString());
    record One(List<Object> a, String c) {}
    assertThat(ConfigTrees.bind(ConfigTrees.of(json), One.class).a()).hasSize(2);
  }
}
