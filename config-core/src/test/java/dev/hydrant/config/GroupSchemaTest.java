package dev.hydrant.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupSchemaTest {
  record Db(String host, @Default("5432") @Range(min = 1) int port) {}

  record Lite(String file) {}

  record Job(int steps, Object db) {}

  private static ComposerBuilder builder() {
    return Composer.builder()
        .config(
            "config.yaml", "defaults:\n- db: pg\n- _self_\n\nsteps: 3\nhydra:\n  verbose: true\n")
        .config("db/pg.yaml", "host: pg\nport: 1\n")
        .config("db/bad.yaml", "host: bad\nprot: 1\nport: high\n")
        .config("db/open.yaml", "host: ???\nport: ${steps}\n")
        .config("db/lite.yaml", "file: a.db\n");
  }

  private static final Composer COMPOSER =
      builder()
          .schema("db", Db.class)
          .schema("db/lite", Lite.class)
          .schema("config", Job.class)
          .build();

  @Test
  void aConfigThatFitsIsComposedAsIfThereWereNoSchema() {
    assertThat(COMPOSER.compose("config").toYaml())
        .isEqualTo(builder().build().compose("config").toYaml());
    assertThat(COMPOSER.compose("config", List.of("db.port=2")).getInt("db.port")).isEqualTo(2);
  }

  @Test
  void wrongKeysAndTypesOfAFileAreRefusedWhereTheyAreWritten() {
    assertThatThrownBy(() -> COMPOSER.compose("config", List.of("db=bad")))
        .isInstanceOf(ConfigCompositionException.class)
        .hasMessage(
            """
            In 'db/bad': 2 problems in the configuration
              db.prot: unknown key
                  at structured://db/bad.yaml:2:7
                  Did you mean 'port'?
              db.port: expected an integer of at least 1, got 'high'
                  at structured://db/bad.yaml:3:7\
            """);
  }

  @Test
  void overridesAreRefusedAlsoWhenTheyAdd() {
    assertThatThrownBy(() -> COMPOSER.compose("config", List.of("+db.prot=1")))
        .isInstanceOf(ConfigCompositionException.class)
        .hasMessage("db.prot: unknown key\n    at override '+db.prot=1'\n    Did you mean port?");
    assertThatThrownBy(() -> COMPOSER.compose("config", List.of("db.port=0")))
        .hasMessageStartingWith("db.port: expected an integer of at least 1, got 0");
    assertThatThrownBy(() -> COMPOSER.compose("config", List.of("++step=0")))
        .hasMessageStartingWith("step: unknown key");
  }

  @Test
  void whatIsMissingOrInterpolatedIsLeftForBinding() {
    Composition config = COMPOSER.compose("config", List.of("db=open"));
    assertThatThrownBy(() -> config.at("db").as(Db.class))
        .hasMessageContaining("db.host: mandatory value is missing");
    assertThat(COMPOSER.compose("config", List.of("db=open", "db.host=h")).at("db").as(Db.class))
        .isEqualTo(new Db("h", 3));
  }

  @Test
  void aConfigsOwnTypeGoesBeforeItsGroups() {
    assertThat(COMPOSER.compose("config", List.of("db=lite")).getString("db.file"))
        .isEqualTo("a.db");
  }

  @Test
  void onlyRecordsAndSealedTypesAreTypesOfConfigs() {
    assertThatThrownBy(() -> Composer.builder().schema("db", String.class))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
