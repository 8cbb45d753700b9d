package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.ModelAdapter;
import dev.hydrant.trainer.ModelRegistry;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped config of a model shows every key it has, with the value it has by default. */
class ShippedConfigsTest {
  private static final Composer CONF = Composer.builder().searchPath("../conf").build();

  /** Keys whose shipped value is meant to differ; the config says why. */
  private static final Map<String, Set<String>> OTHER_VALUES =
      Map.of(
          "mamba", Set.of("initializer_range"),
          // One of two keys has to be given; the record takes the value shown if neither is.
          "moe", Set.of("alpha", "beta"));

  @ParameterizedTest
  @CsvSource({"gpt2", "vanilla", "mamba", "mod", "moe", "mdlm", "d3pm", "sedd", "rd"})
  void shows_all_keys_and_their_defaults(String name) throws ReflectiveOperationException {
    MapNode tree = CONF.compose(name).resolved();
    ModelAdapter<?> adapter = ModelRegistry.load().get(CONF.compose(name).getString("type"));
    MapNode shipped = (MapNode) tree.get("model_cfg");
    List<String> keys =
        RecordSchema.of(adapter.configType()).keys().stream().map(RecordSchema.Key::path).toList();
    assertThat(shipped.entries().keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(differences(adapter.configType(), shipped))
        .isEqualTo(OTHER_VALUES.getOrDefault(name, Set.of()));
  }

  private static <C extends Record> Set<String> differences(Class<C> type, MapNode shipped)
      throws ReflectiveOperationException {
    C given = Binder.bind(shipped, "model_cfg", type);
    C standard = RecordSchema.of(type).defaults();
    Set<String> out = new TreeSet<>();
    for (RecordComponent c : type.getRecordComponents()) {
      c.getAccessor().setAccessible(true);
      if (!c.getAccessor().invoke(given).equals(c.getAccessor().invoke(standard))) {
        out.add(c.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT));
      }
    }
    return out;
  }
}
