package dev.hydrant.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.ConfigLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposerTest {
  @TempDir Path dir;

  @BeforeEach
  void files() throws IOException {
    write(
        "config.yaml",
        "defaults:\n  - db: mysql\n  - _self_\nlr: 0.1\nurl: ${db.host}:${db.port}\n");
    write("db/mysql.yaml", "host: here\nport: 3306\n");
    write("db/pg.yaml", "host: there\nport: 5432\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Composer composer() {
    return Composer.builder().searchPath(dir.toString()).environment(Map.of("USER", "me")).build();
  }

  @Test
  void values_are_read_by_type_with_interpolations_resolved() {
    Composition c = composer().compose("config", List.of("db=pg", "lr=1e-3"));
    assertThat(c.getString("url")).isEqualTo("there:5432");
    assertThat(c.getInt("db.port")).isEqualTo(5432);
    assertThat(c.getDouble("lr")).isEqualTo(1e-3);
    assertThat(c.at("db").getString("host")).isEqualTo("there");
    assertThat(c.choices()).containsEntry("db", "pg");
    assertThat(c.toYaml())
        .startsWith("db:\n  host: there\n")
        .contains("url: ${db.host}:${db.port}");
  }

  @Test
  void an_option_refers_to_choices_from_one_level_below_them() throws IOException {
    write("copy/mysql.yaml", "kind: copied\n");
    write("up.yaml", "defaults:\n  - db: mysql\n  - copy: ${..db}\n  - _self_\n");
    write("beside.yaml", "defaults:\n  - db: mysql\n  - copy: ${.db}\n  - _self_\n");
    assertThat(composer().compose("up").getString("copy.kind")).isEqualTo("copied");
    assertThatThrownBy(() -> composer().compose("beside"))
        .hasMessageContaining("Error resolving interpolation '${.db}'");
  }

  @Test
  void a_typo_in_an_override_is_never_answered_with_advice_to_append_it() {
    assertThatThrownBy(() -> composer().compose("config", List.of("db.prot=1")))
        .hasMessageContaining("Did you mean db.port?")
        .hasMessageNotContaining("+db.prot");
    assertThatThrownBy(() -> composer().compose("config", List.of("momentum=1")))
        .hasMessageContaining("+momentum=1");
  }

  @Test
  void a_key_known_by_another_name_or_elsewhere_is_never_answered_with_advice_to_append_it()
      throws IOException {
    write("config.yaml", "defaults:\n  - db: mysql\nmodel: {optim: {lr: 0.1, eps: 1}}\nsize: 3\n");
    assertThatThrownBy(() -> composer().compose("config", List.of("learning_rate=1e-3")))
        .hasMessageContaining("Did you mean model.optim.lr?")
        .hasMessageNotContaining("+learning_rate");
    assertThatThrownBy(() -> composer().compose("config", List.of("port=1")))
        .hasMessageContaining("Did you mean db.port?")
        .hasMessageNotContaining("+port");
    assertThatThrownBy(() -> composer().compose("config", List.of("model.epsilon=1")))
        .hasMessageContaining("Did you mean model.optim.eps?");
    assertThatThrownBy(() -> composer().compose("config", List.of("colour=1")))
        .hasMessageContaining("+colour=1");
  }

  @Test
  void what_a_composition_may_cost_can_be_set() {
    ComposerBuilder builder = Composer.builder().searchPath(dir.toString());
    assertThatThrownBy(() -> builder.maxSweepJobs(5).build().sweep(List.of("a=1,2", "b=1,2,3")))
        .hasMessageContaining("more than 5 jobs");
    assertThatThrownBy(
            () -> builder.maxInterpolations(0).build().compose("config").getString("url"))
        .isInstanceOf(ConfigException.class);
    assertThatThrownBy(
            () ->
                builder
                    .config("many.yaml", "a: &a 1\nb: *a\nc: *a\n")
                    .maxAliases(1)
                    .build()
                    .compose("many"))
        .hasMessageContaining("alias");
  }

  @Test
  void an_absent_value_is_reported_with_the_nearest_key() {
    Composition c = composer().compose("config");
    assertThatThrownBy(() -> c.getInt("db.prot"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("db.prot")
        .hasMessageContaining("port");
  }

  @Test
  void a_value_of_another_type_is_reported_with_its_place() {
    Composition c = composer().compose("config");
    assertThatThrownBy(() -> c.getInt("db.host"))
        .hasMessageContaining("'db.host' must be a whole number, not 'here'")
        .hasMessageContaining("mysql.yaml:1:7");
  }

  @Test
  void a_changed_file_is_noticed_by_the_next_composition() throws IOException {
    Composer composer = composer();
    assertThat(composer.compose("config").getInt("db.port")).isEqualTo(3306);
    write("db/mysql.yaml", "host: here\nport: 3307\n");
    assertThat(composer.compose("config").getInt("db.port")).isEqualTo(3307);
  }

  @Test
  void a_new_option_is_noticed_by_the_next_composition() throws IOException {
    Composer composer = composer();
    assertThatThrownBy(() -> composer.compose("config", List.of("db=lite")))
        .isInstanceOf(ConfigLoadException.class);
    write("db/lite.yaml", "host: file\nport: 0\n");
    assertThat(composer.compose("config", List.of("db=lite")).getInt("db.port")).isZero();
  }

  @Test
  void an_unknown_option_is_answered_with_the_nearest_and_all_others() {
    assertThatThrownBy(() -> composer().compose("config", List.of("db=mysq")))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("In 'config': Could not find 'db/mysq'")
        .hasMessageContaining("Available options in 'db':\n\tmysql\n\tpg")
        .hasMessageContaining("Did you mean mysql?");
  }

  @Test
  void an_unknown_group_is_answered_with_the_config_of_a_near_group() throws IOException {
    write("config.yaml", "defaults:\n  - dbs: pg\n");
    assertThatThrownBy(() -> composer().compose("config"))
        .hasMessageContaining("Could not find 'dbs/pg'")
        .hasMessageContaining("Did you mean db/pg?");
  }

  @Test
  void names_that_leave_the_search_path_are_refused() throws IOException {
    write("outside.yaml", "x: 1\n");
    write("conf/db/mysql.yaml", "");
    Composer inner = Composer.builder().searchPath(dir.resolve("conf").toString()).build();
    for (String name : List.of("../outside", "//etc/passwd", "a\0b", "db\\mysql")) {
      assertThatThrownBy(() -> inner.compose(name))
          .describedAs(name)
          .isInstanceOf(ConfigLoadException.class);
    }
  }

  @Test
  void configs_that_include_each_other_are_an_error_that_shows_the_cycle() throws IOException {
    write("a.yaml", "defaults: [b]\n");
    write("b.yaml", "defaults: [a]\n");
    assertThatThrownBy(() -> composer().compose("a"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("without end")
        .hasMessageContaining(" -> ");
  }

  @Test
  void a_tree_that_branches_without_end_is_stopped_by_the_budget() throws IOException {
    write("a.yaml", "defaults: [a@x, a@y]\n");
    Composer composer = Composer.builder().searchPath(dir.toString()).maxDefaults(500).build();
    assertThatThrownBy(() -> composer.compose("a")).isInstanceOf(ConfigLoadException.class);
  }

  @Test
  void a_missing_directory_is_named() {
    Composer composer = Composer.builder().searchPath(dir.resolve("none").toString()).build();
    assertThatThrownBy(() -> composer.compose("config"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("none");
  }

  @Test
  void a_sweep_expands_groups_and_its_jobs_share_the_time() throws IOException {
    write("config.yaml", "defaults:\n  - db: ???\n  - _self_\nat: ${now:%f}\n");
    Composer composer = composer();
    Composition master = composer.composeMaster("config", List.of("db=glob(*)", "hydra.run.dir=x"));
    List<List<String>> jobs = composer.sweep(master);
    assertThat(jobs).containsExactly(List.of("db=mysql"), List.of("db=pg"));
    Composition first = composer.composeJob(master, jobs.get(0), 0);
    Composition second = composer.composeJob(master, jobs.get(1), 1);
    assertThat(second.getInt("db.port")).isEqualTo(5432);
    assertThat(second.hydraValue("job.num")).contains(1L);
    assertThat(second.hydraValue("run.dir")).contains("x");
    assertThat(first.getString("at")).isEqualTo(second.getString("at"));
  }

  @Test
  void options_of_one_group_may_be_written_in_different_formats() throws IOException {
    write("db/lite.json", "{\"host\": \"file\", \"port\": 0}");
    write("db/far.conf", "host = far\nport = 9\n");
    write("db/near.yml", "host: near\nport: 8\n");
    Composer composer = composer();
    assertThat(composer.options("db")).containsExactly("far", "lite", "mysql", "near", "pg");
    assertThat(composer.compose("config", List.of("db=lite")).getString("url")).isEqualTo("file:0");
    assertThat(composer.compose("config", List.of("db=far")).getInt("db.port")).isEqualTo(9);
    assertThat(composer.compose("config", List.of("db=near")).getInt("db.port")).isEqualTo(8);
  }

  @Test
  void a_search_path_in_the_primary_config_is_followed_and_noticed() throws IOException {
    write("more/db/own.yaml", "host: own\nport: 1\n");
    write(
        "config.yaml",
        "defaults: [db: own]\nhydra: {searchpath: ['file://" + dir.resolve("more") + "']}\n");
    Composer composer = composer();
    assertThat(composer.compose("config").getInt("db.port")).isEqualTo(1);
    write("more/db/own.yaml", "host: own\nport: 22\n");
    assertThat(composer.compose("config").getInt("db.port")).isEqualTo(22);
  }

  @Test
  void a_program_adds_configs_resolvers_and_an_environment() {
    Composition c =
        Composer.builder()
            .config("main.yaml", "who: ${oc.env:USER}\nsum: ${plus:1,2}\n")
            .resolver("plus", (args, context) -> (Long) args.get(0) + (Long) args.get(1))
            .environment(Map.of("USER", "me"))
            .build()
            .compose("main");
    assertThat(c.getString("who")).isEqualTo("me");
    assertThat(c.getInt("sum")).isEqualTo(3);
  }

  @Test
  void keys_of_the_hydra_node_are_checked() {
    assertThatThrownBy(() -> composer().compose("config", List.of("hydra.job.num=abc")))
        .isInstanceOf(ConfigCompositionException.class)
        .hasMessageContaining("'hydra.job.num' must be a whole number, not 'abc'");
    assertThatThrownBy(() -> composer().compose("config", List.of("~hydra.verbose")))
        .isInstanceOf(ConfigCompositionException.class)
        .hasMessageContaining("cannot be deleted");
  }

  @Test
  void many_threads_share_one_composer_while_a_file_changes() throws IOException {
    Composer composer = composer();
    Map<Integer, Boolean> seen = new ConcurrentHashMap<>();
    IntStream.range(0, 400)
        .parallel()
        .forEach(
            i -> {
              if (i % 50 == 7) {
                replace("db/pg.yaml", "host: there\nport: " + (5000 + i) + "\n");
              }
              Composition c = composer.compose("config", List.of(i % 2 == 0 ? "db=pg" : "lr=" + i));
              seen.put(c.getInt("db.port"), true);
            });
    replace("db/pg.yaml", "host: there\nport: 9999\n");
    assertThat(composer.compose("config", List.of("db=pg")).getInt("db.port")).isEqualTo(9999);
    assertThat(seen.keySet()).allMatch(port -> port == 3306 || port == 5432 || port >= 5000);
  }

  /** Replaces a file at once, as an editor does. */
  private void replace(String file, String text) {
    try {
      Path temporary = Files.createTempFile(dir, "new", ".tmp");
      Files.writeString(temporary, text);
      Files.move(
          temporary,
          dir.resolve(file),
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void an_override_may_use_any_name_of_a_key() throws IOException {
    write("model.yaml", "model: {n_layers: 2, width: {d: 3}}\nn_layers: 9\n");
    Composer composer =
        Composer.builder()
            .searchPath(dir.toString())
            .synonyms(
                () ->
                    Map.of(
                        "model",
                        List.of(List.of("num_layers", "n_layers"), List.of("width", "size"))))
            .build();
    Composition c =
        composer.compose("model", List.of("model.num_layers=5", "++model.size.d=7", "n_layers=8"));
    assertThat(c.toYaml()).isEqualTo("model:\n  n_layers: 5\n  width:\n    d: 7\nn_layers: 8\n");
    assertThat(c.overrides()).contains("model.num_layers=5");
    assertThat(c.why("model.n_layers").toString()).contains("override 'model.num_layers=5'");
    assertThat(composer.compose("model", List.of("~model.size")).toYaml())
        .isEqualTo("model:\n  n_layers: 2\nn_layers: 9\n");
    assertThat(composer.compose("model", List.of("+model.num_layers=5")).getInt("model.num_layers"))
        .isEqualTo(5);
    assertThatThrownBy(() -> composer.compose("model", List.of("num_layers=5")))
        .hasMessageContaining("Key 'num_layers' is not in the config");
    assertThatThrownBy(() -> composer.compose("model", List.of("model.n_layer=5")))
        .hasMessageContaining("Key 'n_layer' is not in 'model'");
  }

  @Test
  void names_are_not_asked_for_while_overrides_call_keys_as_the_config_does() throws IOException {
    write("model.yaml", "model: {n_layers: 2}\n");
    Composer composer =
        Composer.builder()
            .searchPath(dir.toString())
            .synonyms(
                () -> {
                  throw new AssertionError("asked");
                })
            .build();
    assertThat(composer.compose("model", List.of("model.n_layers=5", "+new=1")).getInt("new"))
        .isEqualTo(1);
  }
}
