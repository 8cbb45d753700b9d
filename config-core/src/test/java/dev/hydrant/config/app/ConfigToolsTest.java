package dev.hydrant.config.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
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

  /** Runs a command and returns what it printed. */
  private String tool(String... args) {
    String before = app.out();
    CommandLine main = new CommandLine(new Main());
    app.builder(job).build().tools().forEach(t -> main.addSubcommand(t.getCommandName(), t));
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
  void list_names_configs_groups_and_options() throws Exception {
    assertThat(tool("list")).contains("configs: config", "db: mysql, pg");
    assertThat(json("list", "--json").path("db").get(1).asText()).isEqualTo("pg");
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
