package dev.hydrant.config.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.source.MemorySource;
import dev.hydrant.config.source.SearchPathEntry;
import dev.hydrant.config.source.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ConfigRepositoryTest {
  private static SearchPathEntry source(String provider, String... files) {
    Map<String, Supplier<String>> texts = new LinkedHashMap<>();
    for (int i = 0; i < files.length; i += 2) {
      String text = files[i + 1];
      texts.put(files[i], () -> text);
    }
    return new SearchPathEntry(provider, new MemorySource("memory", provider, texts));
  }

  private static ConfigRepository repository(SearchPathEntry... path) {
    return new ConfigRepository(
        List.of(path),
        Format.all(),
        (format, text, file) ->
            YamlReader.read(text, file, InterpolationParser::parse, Budget.DEFAULT),
        (text, root) -> root.get("list"));
  }

  @Test
  void the_first_source_that_has_a_config_wins() {
    ConfigRepository r =
        repository(source("a", "db/pg.yaml", "x: 1"), source("b", "db/pg.yaml", "x: 2"));
    assertThat(r.load("db/pg").provider()).isEqualTo("a");
  }

  @Test
  void the_options_of_a_group_are_those_of_all_sources() {
    ConfigRepository r =
        repository(
            source("a", "db/pg.yaml", "", "db/readme.txt", ""),
            source("b", "db/lite.json", "{}", "db/sub/x.yaml", ""));
    assertThat(r.options("db")).containsExactly("lite", "pg");
    assertThat(r.groups("db")).containsExactly("sub");
  }

  @Test
  void two_files_for_one_name_are_an_error_that_names_both() {
    ConfigRepository r = repository(source("a", "db/pg.yaml", "", "db/pg.json", "{}"));
    assertThatThrownBy(() -> r.load("db/pg"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("db/pg.yaml")
        .hasMessageContaining("db/pg.json");
  }

  @Test
  void a_name_with_its_extension_names_that_file() {
    ConfigRepository r = repository(source("a", "db/pg.yaml", "x: 1", "db/pg.json", "{}"));
    assertThat(r.load("db/pg.yaml").file()).endsWith("db/pg.yaml");
    assertThat(r.load("db/none.yaml")).isNull();
  }

  @Test
  void the_defaults_list_is_taken_out_of_the_content() {
    LoadedConfig c =
        repository(source("a", "c.yaml", "# @package p.q\ndefaults: [db: pg]\nx: 1\n")).load("c");
    assertThat(c.pkg()).isEqualTo("p.q");
    assertThat(c.defaults()).hasSize(1);
    assertThat(c.body().toString()).doesNotContain("defaults");
  }

  @Test
  void a_defaults_list_may_be_an_interpolation() {
    ConfigRepository r = repository(source("a", "c.yaml", "defaults: ${list}\nlist: [x]\n"));
    assertThat(r.load("c").defaults()).hasSize(1);
  }

  @Test
  void an_unquoted_number_as_an_option_is_an_error_with_its_place() {
    ConfigRepository r = repository(source("a", "c.yaml", "defaults:\n  - db: 1\n"));
    assertThatThrownBy(() -> r.load("c"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("the option of 'db' is '1'")
        .hasMessageContaining("quote it")
        .hasMessageContaining("c.yaml:2");
  }
}
