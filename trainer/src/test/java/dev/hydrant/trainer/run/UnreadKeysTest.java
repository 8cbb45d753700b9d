package dev.hydrant.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.trainer.model.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnreadKeysTest {
  private static final Path CONF = Path.of("..", "conf");

  private static List<String> unread(String config, String... overrides) {
    return UnreadKeys.of(
        Composer.builder()
            .searchPath(CONF.toString())
            .config(
                "own.yaml", "defaults: [gpt2, _self_]\nsize: 8\nmodel_cfg: {d_model: '${size}'}")
            .build()
            .compose(config, List.of(overrides)),
        ModelRegistry.load());
  }

  @Test
  void shipped_configs_have_none() throws IOException {
    try (Stream<Path> files = Files.list(CONF)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".yaml")) {
          assertThat(unread(name.replace(".yaml", ""))).as(name).isEmpty();
        }
      }
    }
  }

  @Test
  void a_key_that_plus_lets_in_is_named_with_its_place_and_the_name_that_is_meant() {
    assertThat(unread("gpt2", "+learning_rate=1e-3"))
        .containsExactly(
            "learning_rate is read by nobody (override '+learning_rate=1e-3'). Did you mean 'lr'?");
    assertThat(unread("gpt2", "+weight_decy=1", "++qwertz={a: 1}"))
        .hasSize(2)
        .anyMatch(m -> m.endsWith("Did you mean 'weight_decay'?"))
        .anyMatch(m -> m.equals("qwertz is read by nobody (override '++qwertz={a: 1}')."));
  }

  @Test
  void an_option_that_a_later_config_overrules_is_named() {
    Composer composer =
        Composer.builder()
            .searchPath(CONF.toString())
            .config("own.yaml", "defaults: [gpt2, _self_]\nnum_iterations: 9\nsamples: 1\n")
            .build();
    assertThat(composer.compose("own", List.of("debug=fast", "num_iterations=5")).overruled())
        .singleElement()
        .asString()
        .startsWith("debug=fast does not set num_iterations: it is 9 by ")
        .endsWith("own.yaml:2:17, which comes after it");
    assertThat(composer.compose("gpt2", List.of("debug=fast")).overruled()).isEmpty();
  }

  @Test
  void what_others_refer_to_and_what_is_hidden_is_read() {
    assertThat(unread("own")).isEmpty();
    assertThat(unread("own", "+_note=1", "+train_seq=3"))
        .singleElement()
        .asString()
        .startsWith("train_seq is read by nobody");
  }

  /** The word stands in another key, in a text and in a comment of a default: none reads it. */
  @Test
  void a_word_is_no_reference() {
    assertThat(unread("gpt2", "+size=8", "+_a=${.b.size}", "+_b=the-size", "+_c='${_d:size}'"))
        .singleElement()
        .asString()
        .startsWith("size is read by nobody");
    assertThat(unread("gpt2", "+size=8", "+_a={b: 1, c: '${..size}'}")).isEmpty();
    assertThat(unread("gpt2", "+size=8", "+_a=${oc.select:size}")).isEmpty();
  }

  @Test
  void options_of_lists_and_places_and_added_ones_are_overruled_alike() {
    Composer composer =
        Composer.builder()
            .config("own.yaml", "defaults: [g: a, h@there: a, _self_]\nx: 9\nthere: {y: 9}\n")
            .config("g/a.yaml", "{}")
            .config("g/b.yaml", "# @package _global_\nx: 1\n")
            .config("h/a.yaml", "{}")
            .config("h/b.yaml", "y: 1\n")
            .config("k/b.yaml", "# @package _global_\nz: 1\n")
            .build();
    assertThat(composer.compose("own", List.of("g=[a,b]")).overruled())
        .singleElement()
        .asString()
        .startsWith("g=[a,b] does not set x: it is 9 by ");
    assertThat(composer.compose("own", List.of("h@there=b")).overruled())
        .singleElement()
        .asString()
        .startsWith("h@there=b does not set there.y: it is 9 by ");
    assertThat(composer.compose("own", List.of("g='b'")).overruled()).hasSize(1);
    assertThat(composer.compose("own", List.of("+k=b")).overruled()).isEmpty();
  }
}
