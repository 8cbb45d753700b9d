package dev.hydrant.config.app.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.app.AppFixture;
import dev.hydrant.config.app.program.AppFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir Path dir;
  private AppFixture app;

  @BeforeEach
  void files() {
    app = new AppFixture(dir);
    app.write("conf/srv/web/apache.yaml", "n: 1\n");
    app.write("conf/other.yaml", "o: {p: true}\n");
  }

  private List<String> complete(String line) {
    String before = app.out();
    int code =
        app.builder((config, context) -> Map.of())
            .environment(Map.of("COMP_LINE", line, "COMP_POINT", "" + line.length()))
            .build()
            .execute("-sc", "query=bash");
    assertThat(code).isZero();
    return app.out().substring(before.length()).lines().toList();
  }

  @Test
  void groups_options_and_keys_are_offered() {
    assertThat(complete("app ")).containsExactly("db.", "db=", "seed=", "srv/");
    assertThat(complete("app db=")).containsExactly("db=mysql", "db=pg");
    assertThat(complete("app seed=2 db=m")).containsExactly("db=mysql");
    assertThat(complete("app db.")).containsExactly("db.port=");
    assertThat(complete("app db=mysql db.port=")).containsExactly("db.port=3306");
    assertThat(complete("app +srv/")).containsExactly("+srv/web=");
    assertThat(complete("app ~se")).containsExactly("~seed", "~seed=");
    assertThat(complete("app hydra/launcher=s")).containsExactly("hydra/launcher=slurm");
    assertThat(complete("app hydra.sw")).containsExactly("hydra.sweep.", "hydra.sweeper.");
    assertThat(complete("app nowhere.")).isEmpty();
  }

  @Test
  void flags_booleans_files_and_the_chosen_config_are_known() {
    assertThat(complete("app --multi")).containsExactly("--multirun");
    assertThat(complete("app -cn other o.p=")).containsExactly("o.p=false", "o.p=true");
    assertThat(complete("app seed=./co")).containsExactly("seed=./conf/");
    assertThat(complete("app db=nope se")).containsExactly("seed=");
  }

  @Test
  void names_of_configs_and_directories_complete_the_flags_that_take_them() {
    app.write("other/mine.yaml", "k: 1\n");
    assertThat(complete("app --config-name=o")).containsExactly("--config-name=other");
    assertThat(complete("app -cn o")).containsExactly("other");
    assertThat(complete("app --config-name=db/m")).containsExactly("--config-name=db/mysql");
    assertThat(complete("app --config-path=other --config-name=m"))
        .containsExactly("--config-name=mine");
    assertThat(complete("app --config-path=other -cn mine k")).containsExactly("k=");
    assertThat(complete("app --config-dir=other -cn mi")).containsExactly("mine");
    assertThat(complete("app -cd other --config-name=mine k")).containsExactly("k=");
    assertThat(complete("app --config-dir=ot")).containsExactly("--config-dir=other/");
  }

  @Test
  void a_deletion_completes_to_the_group_or_key_itself() {
    assertThat(complete("app ~d")).containsExactly("~db", "~db.", "~db=");
    assertThat(complete("app ~db=m")).containsExactly("~db=mysql");
    assertThat(complete("app ~db.p")).containsExactly("~db.port", "~db.port=");
  }

  @Test
  void the_word_of_the_command_completes_to_commands() {
    AppFacts facts =
        new AppFacts() {
          @Override
          public List<String> commands() {
            return List.of("train", "evaluate", "export");
          }
        };
    app.builder((config, context) -> Map.of())
        .startedBy("./prog", "train")
        .facts(facts)
        .environment(Map.of("COMP_LINE", "./prog e"))
        .build()
        .execute("-sc", "query=bash");
    assertThat(app.out().lines()).containsExactly("evaluate", "export");
  }

  @Test
  void words_behind_another_command_are_completed_by_it() {
    AppFacts facts =
        new AppFacts() {
          @Override
          public Optional<List<String>> complete(List<String> words) {
            return words.get(0).equals("export") ? Optional.of(words) : Optional.empty();
          }
        };
    for (String line : List.of("./prog export a b", "./prog why see", "./prog train see")) {
      app.builder((config, context) -> Map.of())
          .startedBy("./prog", "train")
          .facts(facts)
          .environment(Map.of("COMP_LINE", line))
          .build()
          .execute("-sc", "query=bash");
    }
    assertThat(app.out().lines()).containsExactly("export", "a", "b", "seed=", "seed=");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_bash_script_is_bash() throws Exception {
    assertThat(app.run((config, context) -> Map.of(), "-sc", "install=bash")).isZero();
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    bash.getOutputStream().write(app.out().getBytes());
    bash.getOutputStream().close();
    assertThat(new String(bash.getInputStream().readAllBytes())).isEmpty();
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void every_shell_has_its_script_and_other_shells_are_named_as_unknown() {
    for (String shell : List.of("bash", "zsh", "fish")) {
      assertThat(app.run((config, context) -> Map.of(), "-sc", "install=" + shell)).isZero();
      assertThat(app.run((config, context) -> Map.of(), "-sc", "uninstall=" + shell)).isZero();
      assertThat(app.out()).contains("-sc query=" + shell);
    }
    assertThat(app.run((config, context) -> Map.of(), "-sc", "install=tcsh")).isEqualTo(1);
    assertThat(app.err()).contains("[bash, zsh, fish]");
  }
}
