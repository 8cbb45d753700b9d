package dev.hydrant.config.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import org.junit.jupiter.api.Test;

/** The answers are those of Hydra 1.3.5. */
class RepeatsTest {
  private static String compose(String defaults, String primary, String one) {
    return Composer.builder()
        .config("config.yaml", "defaults: " + defaults + "\n" + primary)
        .config("db/one.yaml", one)
        .config("db/two.yaml", "m: {a: {w: 2}, t: 3}\n")
        .build()
        .compose("config")
        .toYaml();
  }

  @Test
  void a_map_that_came_from_the_root_brings_along_what_was_merged_into_it() {
    assertThat(
            compose("[db/one@_global_, _self_, db/one@p]", "m: {s: 1}\nx: 2\n", "m: {u: 2}\nx: 1"))
        .isEqualTo("m:\n  u: 2\n  s: 1\nx: 2\np:\n  m:\n    u: 2\n    s: 1\n  x: 1\n");
  }

  @Test
  void a_list_that_came_from_the_root_brings_along_its_later_items() {
    assertThat(compose("[db/one@_global_, _self_, db/one@p]", "l: [2, 3]\n", "l: [1]\n"))
        .isEqualTo("l:\n- 2\n- 3\np:\n  l:\n  - 2\n  - 3\n");
  }

  @Test
  void only_maps_that_were_new_to_the_tree_are_shared() {
    String shared =
        compose(
            "[_self_, db/one@_global_, db/two@_global_, db/one@p]",
            "m: {s: 1}\n",
            "m: {a: {z: 1}, u: 1}\n");
    assertThat(shared).endsWith("p:\n  m:\n    a:\n      z: 1\n      w: 2\n    u: 1\n");
  }

  @Test
  void a_map_that_was_replaced_keeps_what_it_had_before() {
    assertThat(compose("[db/one@_global_, _self_, db/one@p]", "m: null\n", "m: {a: 1}\n"))
        .isEqualTo("m: null\np:\n  m:\n    a: 1\n");
  }

  @Test
  void a_config_in_a_package_shares_nothing() {
    assertThat(compose("[db/one@q, _self_, db/one@p]", "q: {m: {s: 1}}\n", "m: {u: 1}\n"))
        .isEqualTo("q:\n  m:\n    u: 1\n    s: 1\np:\n  m:\n    u: 1\n");
  }

  @Test
  void a_place_is_shared_once_and_copied_from_then_on() {
    String again =
        compose(
            "[db/one@_global_, _self_, db/one@_global_, db/two@_global_, db/one@p]",
            "m: null\n",
            "m: {u: 1}\n");
    assertThat(again).endsWith("p:\n  m:\n    u: 1\n");
  }
}
