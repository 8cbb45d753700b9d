package dev.hydrant.config.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.explain.Comparison.Difference;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffTest {
  private static final Composer COMPOSER =
      Composer.builder()
          .config(
              "config.yaml",
              "defaults:\n- db: mysql\n- _self_\n\nseq_len: 8\nname: run-${db.host}-${seq_len}\n"
                  + "label: ${name}!\n")
          .config("db/mysql.yaml", "host: my\nport: 3306\n")
          .config("db/pg.yaml", "host: pg\nport: 3306\ntls: [1]\n")
          .build();

  private static Composition compose(String... overrides) {
    return COMPOSER.compose("config", List.of(overrides));
  }

  @Test
  void differencesStandUnderWhatBroughtThemAbout() {
    assertThat(compose().diff(compose("db=pg", "seq_len=9")).toString())
        .isEqualTo(
            """
            db: pg (structured://config.yaml:2:7, chosen by override 'db=pg') instead of \
            db: mysql (structured://config.yaml:2:7)
              db.host: 'my' -> 'pg'
              name: 'run-my-8' -> 'run-pg-9' (through db.host)
              label: 'run-my-8!' -> 'run-pg-9!' (through db.host)
            override 'seq_len=9' instead of structured://config.yaml:5:10
              seq_len: 8 -> 9
            db: pg (structured://config.yaml:2:7, chosen by override 'db=pg') instead of nothing
              db.tls.0: nothing -> 1\
            """);
  }

  @Test
  void equalConfigurationsHaveNoDifferenceHoweverTheyCameAbout() {
    assertThat(compose().diff(compose("seq_len=8")).isEmpty()).isTrue();
    assertThat(compose().diff(compose())).hasToString("no difference");
  }

  @Test
  void whatIsDeletedIsNothingBecauseOfTheOverride() {
    assertThat(compose().diff(compose("~db.port")).differences())
        .containsExactly(
            new Difference(
                "db.port",
                "3306",
                "nothing",
                "db: mysql (structured://config.yaml:2:7)",
                "override '~db.port'",
                ""));
  }

  @Test
  void configurationsThatCannotBeResolvedAreComparedAsWritten() {
    assertThat(compose("seq_len=${nope}").diff(compose()).differences())
        .extracting(Difference::key, Difference::left, Difference::right)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("seq_len", "${nope}", "8"));
  }
}
