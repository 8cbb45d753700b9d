package dev.hydrant.config.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseValuesTest {
  @Test
  void ints_and_floats_stay_apart_through_json() {
    Object parsed = Json.parse("[1, 1.0, 123456789012345678901234567890, 1e+16, -0.0]");
    assertThat(Verdict.same(parsed, Json.parse(Json.write(parsed)))).isTrue();
    assertThat(Verdict.same(1L, 1.0)).isFalse();
    assertThat(Verdict.same(0.0, -0.0)).isFalse();
  }

  @Test
  void unpaired_surrogates_survive_json() {
    assertThat(Json.parse(Json.write("\ud800x"))).isEqualTo("\ud800x");
  }

  @Test
  void maps_with_other_keys_are_spelled_as_pairs() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(1L, Double.NaN);
    map.put("$a", new byte[] {1});
    assertThat(Json.write(CaseValues.encodeValue(map)))
        .isEqualTo("{\"$map\":[[1,{\"$float\":\"nan\"}],[\"$a\",{\"$bytes\":\"AQ==\"}]]}");
  }

  @Test
  void key_order_matters_to_the_verdict() {
    Map<String, Object> ab = new LinkedHashMap<>();
    ab.put("a", null);
    ab.put("b", new ArrayList<>(Arrays.asList(1L, null)));
    Map<String, Object> ba = new LinkedHashMap<>();
    ba.put("b", List.of());
    ba.put("a", null);
    assertThat(Verdict.same(ab, new LinkedHashMap<>(ab))).isTrue();
    assertThat(Verdict.same(ab, ba)).isFalse();
  }
}
