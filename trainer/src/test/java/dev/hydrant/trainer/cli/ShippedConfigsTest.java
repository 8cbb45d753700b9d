package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.settings.TrainConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No config in conf/ rots: each composes, binds, and describes a model. */
class ShippedConfigsTest {
  private static final long SAMPLE_VALIDATION_TOKENS = 26_890;

  private static MapNode compose(String name, String... overrides) {
    return Composer.builder()
        .searchPath(ShippedConfigs.DIRECTORY.toString())
        .build()
        .compose(name, List.of(overrides))
        .resolved();
  }

  private static TrainableModel model(MapNode tree) {
    return RunSetup.of(tree, ModelRegistry.load()).model();
  }

  @TestFactory
  Stream<DynamicTest> every_config_describes_a_model() throws IOException {
    return ShippedConfigs.trainable().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> assertThat(model(compose(name)).module().parameterCount()).isPositive()));
  }

  @Test
  void gpt2_has_the_published_number_of_parameters() {
    assertThat(model(compose("gpt2")).module().parameterCount()).isEqualTo(124_439_808);
  }

  @Test
  void every_key_of_the_engine_is_in_the_shipped_training_config() {
    MapNode tree = compose("gpt2_small");
    assertThat(tree.entries().keySet())
        .containsAll(
            RecordSchema.of(TrainConfig.class).keys().stream()
                .map(k -> k.path())
                .filter(k -> !k.contains("."))
                .toList());
  }

  /** One truth of each default: the file that every family includes shows those of the records. */
  @Test
  void the_engines_file_shows_the_defaults_of_its_records() {
    MapNode tree = compose("engine");
    MapNode standard =
        (MapNode)
            ConfigTrees.read(
                RecordSchema.of(TrainConfig.class).toYaml(), Format.YAML, "the records");
    Map<String, String> differing = new TreeMap<>();
    standard
        .entries()
        .forEach(
            (key, value) -> {
              Node shown = tree.get(String.valueOf(key));
              if (value instanceof ScalarNode s
                  && s.value() != null
                  && shown != null // what is sampled stands in the file of language models
                  && !(shown instanceof ScalarNode t && isSame(s.value(), t.value()))) {
                differing.put(String.valueOf(key), value + " is shown as " + shown);
              }
            });
    assertThat(differing).isEmpty();
  }

  private static boolean isSame(Object a, Object b) {
    return a instanceof Number x && b instanceof Number y
        ? x.doubleValue() == y.doubleValue()
        : a.equals(b);
  }

  @TestFactory
  Stream<DynamicTest> every_configs_validation_fits_the_sample() throws IOException {
    return ShippedConfigs.trainable().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      MapNode tree = compose(name);
                      assertThat(number(tree, "val_tokens")).isLessThan(SAMPLE_VALIDATION_TOKENS);
                      assertThat(number(tree, "seq_len"))
                          .isLessThanOrEqualTo(number(tree, "val_tokens"));
                    }));
  }

  private static long number(MapNode tree, String key) {
    return (Long) ((ScalarNode) tree.get(key)).value();
  }

  @Test
  void the_other_name_of_seq_len_wins_when_set() {
    assertThat(model(compose("gpt2_small", "train_seq_len=512")).feed().validationBatches())
        .isEqualTo(24576 / 512);
  }
}
