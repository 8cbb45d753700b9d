package dev.hydrant.config.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.error.BindException;
import dev.hydrant.config.resolver.Resolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyTest {
  @TempDir Path dir;

  @BeforeEach
  void writeConfigs() throws IOException {
    write(
        "config.yaml",
        """
        defaults:
        - base
        - db: mysql
        - optional exp: null
        - _self_

        seq_len: 2048
        name: run-${db.host}-${seq_len}
        copy: ${db}
        which: host
        picked: ${db.${which}}
        token: ${secret:}
        """);
    write("base.yaml", "seq_len: 1024\nsteps: 10\nlayers:\n- a\n- b\n");
    write("db/mysql.yaml", "defaults:\n- /net\n\nhost: my\nport: 3306\n");
    write("db/pg.yaml", "host: pg\nport: 5432\nextra:\n  tls: true\n");
    write("net.yaml", "port: 1\ntimeout: ???\n");
    write("exp/fast.yaml", "# @package _global_\ndefaults:\n- override /db: pg\n\nsteps: 2\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Composition compose(String... overrides) {
    return Composer.builder()
        .searchPath(dir.toString())
        .resolver("secret", Resolver.secret((arguments, context) -> "hunter2"))
        .build()
        .compose("config", List.of(overrides));
  }

  private String why(String key, String... overrides) {
    return compose(overrides).why(key).toString().replace(dir + "/", "");
  }

  @Test
  void everyLayerIsListedTheWinnerFirst() {
    assertThat(why("seq_len", "seq_len=512", "seq_len=256"))
        .isEqualTo(
            """
            seq_len = 256
              set to 256 at override 'seq_len=256'
              over   512 at override 'seq_len=512'
              over   2048 at config.yaml:7:10
                       from config (config name)
              over   1024 at base.yaml:1:10
                       from config (config name)
                       from base (config.yaml:2:3)\
            """);
  }

  @Test
  void theChainNamesWhatChoseTheOption() {
    assertThat(why("db.port", "db=pg"))
        .isEqualTo(
            """
            db.port = 5432
              set to 5432 at db/pg.yaml:2:7
                       from config (config name)
                       from db: pg (config.yaml:3:7, chosen by override 'db=pg')\
            """);
    assertThat(why("db.host", "exp=fast"))
        .contains("from db: pg (config.yaml:3:7, chosen by exp/fast.yaml:3:17)");
    assertThat(why("db.port"))
        .isEqualTo(
            """
            db.port = 3306
              set to 3306 at db/mysql.yaml:5:7
                       from config (config name)
                       from db: mysql (config.yaml:3:7)
              over   1 at net.yaml:1:7
                       from config (config name)
                       from db: mysql (config.yaml:3:7)
                       from net (db/mysql.yaml:2:3)\
            """);
  }

  @Test
  void anInterpolationIsExplainedWithItsInputs() {
    Explanation why = compose("db.host=h").why("name");
    assertThat(why.value()).isEqualTo("'run-h-2048'");
    assertThat(why.inputs()).extracting(Explanation::key).containsExactly("db.host", "seq_len");
    assertThat(why.inputs().get(0).causes().get(0).place()).isEqualTo("override 'db.host=h'");
    assertThat(why.toString().replace(dir + "/", ""))
        .contains("  with\n    db.host = 'h'\n      set to 'h' at override 'db.host=h'\n");
  }

  @Test
  void aKeyReachedThroughAnInterpolationIsFollowed() {
    Explanation why = compose().why("copy.port");
    assertThat(why.value()).isEqualTo("3306");
    assertThat(why.causes().get(0).value()).isEqualTo("copy = ${db}");
    assertThat(why.inputs()).extracting(Explanation::key).containsExactly("db.port");
  }

  @Test
  void aReferenceBuiltFromAnotherNamesBoth() {
    assertThat(compose().why("picked").inputs())
        .extracting(Explanation::key)
        .containsExactly("which", "db.host");
  }

  @Test
  void overridesOfContainersAndItemsCount() {
    assertThat(compose("db={port:7}").why("db.port").causes().get(0).value()).isEqualTo("7");
    assertThat(compose("layers=[x]").why("layers.0").causes())
        .extracting(Explanation.Cause::value)
        .containsExactly("'x'", "'a'");
    assertThat(compose("layers=[]").why("layers.1").causes().get(0).value())
        .isEqualTo("layers = an empty list");
    assertThat(compose("+db.opts.a=1").why("db.opts").causes().get(0).value()).isEqualTo("a = 1");
  }

  @Test
  void aDeletedKeyIsExplainedByItsDeletion() {
    Explanation why = compose("~steps").why("steps");
    assertThat(why.value()).isEqualTo("nothing");
    assertThat(why.causes())
        .extracting(Explanation.Cause::place)
        .satisfiesExactly(
            place -> assertThat(place).isEqualTo("override '~steps'"),
            place -> assertThat(place).endsWith("base.yaml:2:8"));
  }

  @Test
  void aMissingValueIsShownAsSuch() {
    assertThat(compose().why("db.timeout").value()).isEqualTo("???");
    assertThat(compose("db.timeout=3").why("db.timeout").causes())
        .extracting(Explanation.Cause::value)
        .containsExactly("3", "???");
  }

  @Test
  void theHydraNodeIsExplainedToo() {
    assertThat(compose("hydra.run.dir=here").why("hydra.run.dir").causes().get(0).place())
        .isEqualTo("override 'hydra.run.dir=here'");
    assertThat(compose().why("hydra.job.config_name").causes().get(0).place()).isEqualTo("runtime");
  }

  @Test
  void secretsStaySecret() {
    assertThat(why("token")).startsWith("token = ***").doesNotContain("hunter2");
  }

  @Test
  void aKeyThatNothingSetIsNamedWithItsNeighbour() {
    assertThatThrownBy(() -> compose().why("seq_lne"))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("seq_lne")
        .hasMessageContaining("Did you mean seq_len?");
  }

  @Test
  void theWinnerIsWhereTheFinalValueComesFrom() {
    Composition config = compose("db=pg", "db.port=1", "+x.y=2");
    for (String key : List.of("seq_len", "steps", "db.host", "db.port", "x.y", "db.extra.tls")) {
      assertThat(config.why(key).causes().get(0).place())
          .isEqualTo(config.at(key).node().origin().toString());
    }
  }

  @Test
  void aSelectedKeyOfTextAndReferencesIsFollowed() throws IOException {
    write(
        "config.yaml",
        """
        preset: fast
        presets:
          small: {lr: 3}
          fast: ${presets.small}
        lr: ${oc.select:presets.${preset}.lr,1}
        """);
    assertThat(why("lr")).contains("lr = 3", "set to 3 at config.yaml:3:15");
    assertThat(why("lr", "preset=null")).contains("lr = 1");
  }
}
