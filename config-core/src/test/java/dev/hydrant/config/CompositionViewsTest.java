package dev.hydrant.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import dev.hydrant.config.resolver.Resolver;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositionViewsTest {
  private static Composition compose(String... overrides) {
    return Composer.builder()
        .config(
            "config.yaml",
            "db:\n  host: my\n  port: ${base}\nbase: 3306\nz: [1, 2.5, null]\na: ${token:}\n")
        .resolver("token", Resolver.secret((arguments, context) -> "hunter2"))
        .build()
        .compose("config", List.of(overrides));
  }

  @Test
  void jsonKeepsTheOrderResolvesAndMasksSecrets() {
    assertThat(compose("db.host='a \"b\"'").toJson())
        .isEqualToIgnoringWhitespace(
            """
            {"db": {"host": "a \\"b\\"", "port": 3306}, "base": 3306, "z": [1, 2.5, null],
             "a": "***"}\
            """);
  }

  @Test
  void yamlMasksSecretsOnlyWhenTheyAreResolved() {
    assertThat(compose().toYaml()).contains("a: ${token:}");
    assertThat(compose().toResolvedYaml()).contains("a: '***'").doesNotContain("hunter2");
  }

  @Test
  void theTypesafeViewHasValuesAndOrigins() {
    Config config = compose("db.host=h").toConfig();
    assertThat(config.getInt("db.port")).isEqualTo(3306);
    assertThat(config.getString("a")).isEqualTo("hunter2");
    assertThat(config.getValue("base").origin().lineNumber()).isEqualTo(4);
    assertThat(config.getValue("base").origin().description()).contains("config.yaml: 4");
    assertThat(config.getValue("db.host").origin().description()).contains("override 'db.host=h'");
  }
}
