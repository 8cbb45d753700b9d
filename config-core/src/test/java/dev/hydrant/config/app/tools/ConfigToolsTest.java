package dev.hydrant.config.app.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.Composition;
import dev.hydrant.config.app.AppFixture;
import dev.hydrant.config.app.program.AppFacts;
import dev.hydrant.config.app.program.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ConfigToolsTest {
  @Command(name = "main")
  static final class Main {}

  @TempDir Path dir;
  private AppFixture app;
  private final Job job = (config, context) -> Map.of("loss", config.getDouble("seed"));

  @BeforeEach
  void files() {
    app = new AppFixture(dir);
  }

  private final class Facts implements AppFacts {
    @Override
    public Optional<String> schema(Composition config) {
      return Optional.of("{\"title\": \"%s\"}".formatted(config.configName()));
    }

    @Override
    public Map<String, Map<String, String>> listed() {
      return Map.of("colours", Map.of("red", "like a rose"));
    }

    @Override
    public Optional<Path> runOf(Path state) {
      return state.endsWith("state") ? Optional.of(state.getParent()) : Optional.empty();
    }

    @Override
    public List<StateDifference> compare(Path left, Path right) {
      return List.of(new StateDifference("weight", read(left), read(right)));
    }

    private String read(Path file) {
      return app.read(dir.relativize(file).toString());
    }
  }

  /** Runs a command and returns what it printed. */
  private String tool(String... args) {
    String before = app.out();
    CommandLine main = new CommandLine(new Main());
    app.builder(job)
        .facts(new Facts())
        .build()
        .tools()
        .forEach(t -> main.addSubcommand(t.getCommandName(), t));
    main.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          throw new AssertionError(e);
        });
    assertThat(main.execute(args)).isZero();
    return app.out().substring(before.length());
  }

  private JsonNode json(String... args) throws Exception {
    return new ObjectMapper().readTree(tool(args));
  }

  @Test
  void control_characters_of_values_do_not_reach_the_terminal() {
    app.write("conf/config.yaml", "defaults: [db: pg, _self_]\nseed: 1\nt: \"\\e]0;x\\a\"\n");
    for (String shown : List.of(tool("why", "t"), tool("diff", "t=1", "seed=1"))) {
      assertThat(shown).contains("\\x1b]0;x\\x07").doesNotContain("\u001b", "\u0007");
    }
    assertThat(app.run(job, "--info=all")).isZero();
    assertThat(app.out()).doesNotContain("\u001b", "\u0007");
  }

  @Test
  void why_names_the_override_or_the_file() throws Exception {
    assertThat(tool("why", "seed", "seed=3")).contains("seed = 3", "override", "config.yaml:2");
    JsonNode why = json("why", "--json", "db.port");
    assertThat(why.path("value").asText()).isEqualTo("5432");
    assertThat(why.path("causes").get(0).path("place").asText()).contains("pg.yaml:1");
  }

  @Test
  void diff_compares_overrides_and_runs() throws Exception {
    app.run(job, "hydra.run.dir=run", "db=mysql");
    assertThat(tool("diff", "run", "db=pg")).contains("db.port", "3306", "5432");
    assertThat(json("diff", "seed=1", "seed=2", "--json").path("differences")).hasSize(1);
  }

  @Test
  void list_names_configs_groups_and_options_with_a_line_on_each() throws Exception {
    app.write(
        "conf/db/pg.yaml",
        "# @package db\n# yaml-language-server: $schema=x.json\n# PostgreSQL 16. Fast.\nport: 1\n");
    assertThat(tool("list"))
        .startsWith("configs:\n  config\ncolours:\n  red  like a rose\ndb:\n")
        .contains("db:\n  mysql\n  pg     PostgreSQL 16\n");
    JsonNode list = json("list", "--json");
    assertThat(list.path("db").path("pg").asText()).isEqualTo("PostgreSQL 16");
    assertThat(list.path("db").path("mysql").asText()).isEmpty();
    assertThat(list.path("colours").path("red").asText()).isEqualTo("like a rose");
  }

  @Test
  void diff_compares_saved_states_beyond_their_configs() throws Exception {
    app.run(job, "hydra.run.dir=a", "seed=1");
    app.run(job, "hydra.run.dir=b", "seed=2");
    app.write("a/state", "5");
    app.write("b/state", "7");
    assertThat(tool("diff", "a/state", "b/state"))
        .contains("seed: 1 -> 2")
        .endsWith("state: \n  weight: 5 -> 7\n");
    JsonNode both = json("diff", "a/state", "b/state", "--json");
    assertThat(both.path("config").get(0).path("key").asText()).isEqualTo("seed");
    assertThat(both.path("state").get(0).path("right").asText()).isEqualTo("7");
  }

  @Test
  void schema_prints_one_or_all_or_writes_files() throws Exception {
    assertThat(json("schema", "config").path("title").asText()).isEqualTo("config");
    assertThat(tool("schema", "--out", "schemas")).isEqualTo("1 schemas in schemas\n");
    assertThat(app.read("schemas/config.json")).contains("\"title\"");
  }

  @Test
  void replay_prints_the_saved_config_and_says_what_has_changed() {
    app.run(job, "hydra.run.dir=run", "seed=8");
    assertThat(tool("replay", "run")).isEqualTo("db:\n  port: 5432\nseed: 8\n");
    assertThat(app.err()).doesNotContain("changed");
    app.write("conf/db/pg.yaml", "port: 1\n");
    assertThat(tool("replay", "run")).contains("port: 5432");
    assertThat(app.err()).contains("pg.yaml has changed since this run");
  }

  @Test
  void a_sweep_can_be_looked_at_and_its_report_written_anew() throws Exception {
    app.sweep(job, "seed=1,2");
    assertThat(tool("sweep", "status", "mr")).contains("#0 *", "2 done");
    assertThat(json("sweep", "status", "mr", "--json").get(1).path("metrics").path("loss").asInt())
        .isEqualTo(2);
    assertThat(dir.resolve("mr/sweep.html").toFile().delete()).isTrue();
    tool("sweep", "collect", "mr");
    assertThat(dir.resolve("mr/sweep.html")).exists();
  }
}
