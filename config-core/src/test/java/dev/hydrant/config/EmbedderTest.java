package dev.hydrant.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.error.BindException;
import dev.hydrant.config.error.ConfigException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs that compose in their own code ask of the library. */
class EmbedderTest {
  @TempDir Path dir;

  private static Composition compose(String text) {
    return Composer.builder().config("config.yaml", text).build().compose("config");
  }

  record Db(String host, int port) {}

  public static class Bean {
    private String host;
    private int port = 1;

    public void setHost(String host) {
      this.host = host;
    }

    public void setPort(int port) {
      this.port = port;
    }
  }

  public static class Annotated {
    final String name;

    public Annotated(@JsonProperty("the-name") String name) {
      this.name = name;
    }
  }

  public static class AnyClass {
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    public Object thing;
  }

  @Test
  void configurations_are_plain_maps_and_lists_and_types_with_arguments() {
    Composition c =
        compose("a:\n  x: 1\n  y: ${a.x}\nl: [1, two, null]\ndbs: {m: {host: h, port: 2}}\n");
    assertThat((Map<?, ?>) c.at("a").as(Map.class)).isEqualTo(Map.of("x", 1L, "y", 1L));
    assertThat(c.at("l").as(List.class)).hasToString("[1, two, null]");
    Map<?, ?> whole = c.as(Map.class);
    assertThat(whole.keySet().toString()).isEqualTo("[a, l, dbs]");
    Map<String, Db> dbs = c.at("dbs").as(new TypeRef<Map<String, Db>>() {});
    assertThat(dbs).containsEntry("m", new Db("h", 2));
    assertThatThrownBy(() -> c.at("l").as(new TypeRef<List<Integer>>() {}))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("expected an integer");
  }

  @Test
  void arrays_uris_and_times_are_values() {
    record Job(
        int[] sizes,
        String[][] names,
        URI home,
        Instant at,
        LocalDate day,
        ZoneId zone,
        List<? extends Number> any) {}
    Job job =
        compose(
                "sizes: [1, 2]\nnames: [[a], [b, c]]\nhome: http://h/x\nat: 2025-01-31T12:00:00Z\n"
                    + "day: 2025-01-31\nzone: Europe/Paris\nany: [1, 2.5]\n")
            .as(Job.class);
    assertThat(job.sizes()).containsExactly(1, 2);
    assertThat(job.names()[1]).containsExactly("b", "c");
    assertThat(job.home()).isEqualTo(URI.create("http://h/x"));
    assertThat(job.at()).isEqualTo(Instant.parse("2025-01-31T12:00:00Z"));
    assertThat(job.day()).isEqualTo(LocalDate.of(2025, 1, 31));
    assertThat(job.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
    record Day(LocalDate day) {}
    assertThatThrownBy(() -> compose("day: soon\n").as(Day.class))
        .hasMessageContaining("expected a date such as 2025-01-31, got 'soon'");
  }

  @Test
  void jackson_makes_trees_beans_and_annotated_classes() {
    Composition c = compose("db: {host: h, port: 5}\nnamed: {the-name: n}\nbad: {hosst: h}\n");
    assertThat(c.as(JsonNode.class).at("/db/port").intValue()).isEqualTo(5);
    assertThat(c.at("db").as(ObjectNode.class).size()).isEqualTo(2);
    Bean bean = c.at("db").as(Bean.class);
    assertThat(bean.host + bean.port).isEqualTo("h5");
    assertThat(c.at("named").as(Annotated.class).name).isEqualTo("n");
    assertThatThrownBy(() -> c.at("bad").as(Bean.class))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("bad.hosst: unknown key")
        .hasMessageContaining("host");
    assertThat(c.at("bad").asLenient(Bean.class).port).isEqualTo(1);
  }

  @Test
  void no_class_name_is_taken_from_a_configuration() {
    assertThatThrownBy(() -> compose("thing: {'@class': java.util.ArrayList}\n").as(AnyClass.class))
        .isInstanceOf(BindException.class);
  }

  @Test
  void a_json_tree_is_bound_by_the_same_rules() throws Exception {
    JsonNode tree = new ObjectMapper().readTree("{\"host\": \"h\", \"port\": 5}");
    assertThat(RecordSchema.of(Db.class).bind(tree)).isEqualTo(new Db("h", 5));
  }

  @Test
  void values_that_may_be_absent_have_defaults_or_are_optional() {
    Composition c = compose("a: {n: 3, t: 90s, l: [1, 2], none: null}\n");
    assertThat(c.get("a.n", 5)).isEqualTo(3);
    assertThat(c.get("a.m", 5)).isEqualTo(5);
    assertThat(c.get("a.none", "x")).isEqualTo("x");
    assertThat(c.find("a.m", Integer.class)).isEmpty();
    assertThat(c.find("a.n", Double.class)).isEqualTo(Optional.of(3.0));
    assertThat(c.getList("a.l", int.class)).containsExactly(1, 2);
    assertThat(c.at("a").getDuration("t")).isEqualTo(Duration.ofSeconds(90));
    assertThatThrownBy(() -> c.get("a.t", 5)).isInstanceOf(BindException.class);
  }

  @Test
  void unknown_keys_are_passed_over_where_a_program_asks_for_it() {
    Composition c = compose("host: h\nport: 1\nmore: {x: 1}\n");
    assertThatThrownBy(() -> c.as(Db.class)).hasMessageContaining("more");
    assertThat(c.asLenient(Db.class)).isEqualTo(new Db("h", 1));
  }

  @Test
  void variables_of_a_prefix_are_overrides_and_those_given_win() {
    Composer composer =
        Composer.builder()
            .config("config.yaml", "defaults: [db: a, _self_]\nname: n\nlist: [1]\n")
            .config("db/a.yaml", "port: 1\n")
            .config("db/b.yaml", "port: 2\nhost_name: h\n")
            .environment(
                Map.of(
                    "APP_DB",
                    "b",
                    "APP_DB__HOST_NAME",
                    "x",
                    "APP_NAME",
                    "it's a [brace",
                    "APP_LIST",
                    "[3,4]",
                    "APPENDIX",
                    "no",
                    "OTHER",
                    "no"))
            .environmentOverrides("APP_")
            .build();
    Composition c = composer.compose("config", List.of("db.port=9"));
    assertThat(c.toYaml())
        .isEqualTo("db:\n  port: 9\n  host_name: x\nname: it's a [brace\nlist:\n- 3\n- 4\n");
    Composition master = composer.composeMaster("config", List.of("db.port=7,8"));
    assertThat(composer.composeJob(master, composer.sweep(master).get(1), 1).getInt("db.port"))
        .isEqualTo(8);
    assertThatThrownBy(
            () ->
                Composer.builder()
                    .config("config.yaml", "name: n\n")
                    .environment(Map.of("APP_NAMES", "x"))
                    .environmentOverrides("APP_")
                    .build()
                    .compose("config"))
        .hasMessageContaining("names")
        .hasMessageContaining("Did you mean name?");
  }

  @Test
  void a_watch_tells_changes_and_mistakes_and_holds_the_last_that_composed() throws Exception {
    Path file = Files.writeString(dir.resolve("config.yaml"), "a: 1\nt: ${now:%f}\n");
    List<String> heard = new ArrayList<>();
    ConfigWatch.Listener listener =
        new ConfigWatch.Listener() {
          @Override
          public void changed(Composition before, Composition now) {
            heard.add(before.getInt("a") + "->" + now.getInt("a"));
          }

          @Override
          public void failed(ConfigException mistake) {
            heard.add("failed");
          }
        };
    Composer composer = Composer.builder().searchPath(dir.toString()).build();
    try (ConfigWatch watch = composer.watch("config", List.of(), Duration.ofHours(1), listener)) {
      watch.look();
      Files.writeString(file, "a: 25\nt: ${now:%f}\n");
      watch.look();
      Files.writeString(file, "a: [\n");
      watch.look();
      watch.look();
      assertThat(watch.current().getInt("a")).isEqualTo(25);
      Files.writeString(file, "a: 303\n");
      watch.look();
    }
    assertThat(heard).containsExactly("1->25", "failed", "25->303");
  }

  @Test
  void a_listener_that_fails_does_not_end_the_watch() throws Exception {
    Path file = Files.writeString(dir.resolve("config.yaml"), "a: 1\n");
    Composer composer = Composer.builder().searchPath(dir.toString()).build();
    BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
    ConfigWatch.Listener listener =
        (before, now) -> {
          heard.add(now.getInt("a"));
          throw new IllegalStateException("a listener's own mistake");
        };
    try (ConfigWatch watch = composer.watch("config", List.of(), Duration.ofMillis(20), listener)) {
      Files.writeString(file, "a: 22\n");
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(22);
      Files.writeString(file, "a: 333\n");
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(333);
      assertThat(watch.current().getInt("a")).isEqualTo(333);
    }
  }
}
