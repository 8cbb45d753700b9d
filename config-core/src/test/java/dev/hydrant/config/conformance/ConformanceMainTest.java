package dev.hydrant.config.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceMainTest {
  @TempDir Path dir;

  @SuppressWarnings("unchecked")
  private Map<String, Object> answer(String json) throws Exception {
    Path in = Files.writeString(dir.resolve("in.jsonl"), json + "\n");
    Path out = dir.resolve("out.jsonl");
    ConformanceMain.main(new String[] {in.toString(), out.toString()});
    Map<String, Object> line = (Map<String, Object>) Json.parse(Files.readString(out));
    return (Map<String, Object>) line.get("result");
  }

  @Test
  void cases_that_only_ask_are_answered_as_well() throws Exception {
    Map<String, Object> composed =
        answer(
            "{\"id\":\"a\",\"kind\":\"compose\",\"topic\":\"t\",\"config_name\":\"config\","
                + "\"files\":{\"config.yaml\":\"x: 1\"},\"overrides\":[\"x=2\"]}");
    assertThat(composed).containsEntry("config", Map.of("x", 2L));

    Map<String, Object> called =
        answer(
            "{\"id\":\"b\",\"kind\":\"cli\",\"topic\":\"t\",\"config_name\":\"config\","
                + "\"files\":{\"config.yaml\":\"x: 1\"},\"argv\":[\"x=2\"]}");
    assertThat(called).containsEntry("rc", 0L).containsEntry("stdout", "x: 2\n");
    assertThat((Map<?, ?>) called.get("outputs")).isNotEmpty();
  }

  @Test
  @SuppressWarnings("unchecked")
  void errors_of_composing_say_which_configs_were_to_be_merged() throws Exception {
    Map<String, Object> failed =
        answer(
            "{\"id\":\"c\",\"kind\":\"compose\",\"topic\":\"t\",\"config_name\":\"config\","
                + "\"files\":{\"config.yaml\":\"defaults: [db: one, _self_]\",\"db/one.yaml\":\"a: 1\"},"
                + "\"overrides\":[\"none=1\"]}");
    assertThat(((Map<?, ?>) failed.get("error")).get("stage")).isEqualTo("compose");
    List<Map<String, Object>> defaults = (List<Map<String, Object>>) failed.get("defaults");
    assertThat(defaults)
        .extracting(item -> item.get("config_path"))
        .containsExactly("db/one", "config");
  }

  @Test
  void a_file_whose_name_ends_in_a_slash_is_an_empty_directory() throws Exception {
    Map<String, Object> failed =
        answer(
            "{\"id\":\"d\",\"kind\":\"compose\",\"topic\":\"t\",\"config_name\":\"config\","
                + "\"files\":{\"config.yaml\":\"db: 1\",\"db/\":\"\"},\"overrides\":[\"db=2\"]}");
    assertThat((String) ((Map<?, ?>) failed.get("error")).get("message")).contains("db");
    assertThat(((Map<?, ?>) failed.get("error")).get("stage")).isEqualTo("defaults");
  }
}
