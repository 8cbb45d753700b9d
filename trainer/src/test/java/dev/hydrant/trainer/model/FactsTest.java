package dev.hydrant.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {
  record Inner(long rows, List<String> names) {}

  record Found(Inner data, float[] mean, Map<String, Double> shares) {}

  private static final Found FOUND =
      new Found(
          new Inner(900, List.of("a", "b")),
          new float[] {0.1f, Float.MIN_VALUE},
          Map.of("x", 1.0 / 3));

  @Test
  void a_record_comes_back_from_its_file_to_the_bit() {
    Facts facts = Facts.parse(Facts.of(FOUND).bytes(), "facts.json");
    assertThat(facts.as(Found.class)).usingRecursiveComparison().isEqualTo(FOUND);
    assertThat(facts).isEqualTo(Facts.of(FOUND)).hasSameHashCodeAs(Facts.of(FOUND));
  }

  @Test
  void differences_are_named_by_their_path() {
    record Part(Inner data) {}
    Facts now = Facts.of(new Part(new Inner(1000, List.of("a", "c"))));
    assertThat(Facts.of(FOUND).differences(now))
        .containsExactly(
            "data.names: [\"a\",\"b\"] there, [\"a\",\"c\"] here",
            "data.rows: 900 there, 1000 here");
    assertThat(Facts.of(FOUND).differences(Facts.NONE)).isEmpty();
    assertThat(Facts.NONE.differences(now)).hasSize(2).allMatch(d -> d.contains("nothing there"));
  }

  @Test
  void what_is_no_json_object_says_where() {
    assertThatThrownBy(() -> Facts.parse("[1]".getBytes(StandardCharsets.UTF_8), "a/facts.json"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("a/facts.json holds no facts");
  }

  @Test
  void facts_of_another_kind_say_what_to_do() {
    record Other(int features) {}
    assertThatThrownBy(() -> Facts.of(FOUND).as(Other.class))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Other")
        .hasMessageContaining("Train again");
  }
}
