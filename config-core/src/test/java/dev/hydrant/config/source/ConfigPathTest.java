package dev.hydrant.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigLoadException;
import org.junit.jupiter.api.Test;

class ConfigPathTest {
  @Test
  void a_plain_path_stays_the_same_object() {
    String path = "db/mysql.v8";
    assertThat(ConfigPath.normalize(path)).isSameAs(path);
    assertThat(ConfigPath.normalize("")).isEmpty();
  }

  @Test
  void empty_steps_and_dots_vanish() {
    assertThat(ConfigPath.normalize("./db//mysql/")).isEqualTo("db/mysql");
  }

  @Test
  void a_hidden_file_keeps_its_name() {
    assertThat(ConfigPath.normalize("db/.hidden")).isEqualTo("db/.hidden");
  }

  @Test
  void steps_back_inside_the_source_are_taken() {
    assertThat(ConfigPath.normalize("db/../other")).isEqualTo("other");
  }

  @Test
  void steps_back_beyond_the_root_are_refused() {
    assertThatThrownBy(() -> ConfigPath.normalize("db/../../etc/passwd"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("'db/../../etc/passwd' leaves the search path");
  }

  @Test
  void absolute_paths_nul_and_backslashes_are_refused() {
    for (String bad : new String[] {"/etc/passwd", "a\0b", "a\\..\\b"}) {
      assertThatThrownBy(() -> ConfigPath.normalize(bad)).isInstanceOf(ConfigLoadException.class);
    }
  }
}
