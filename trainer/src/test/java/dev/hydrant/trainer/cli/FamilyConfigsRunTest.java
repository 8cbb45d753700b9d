package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TinyRun;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.ModelTypes;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** No config of a family rots: each trains a few steps, cut by the {@link TinyRun} of its type. */
class FamilyConfigsRunTest {
  private static final Composer CONF =
      Composer.builder().searchPath(ShippedConfigs.DIRECTORY.toString()).build();

  @TempDir static Path dir;

  private static String type(String config) {
    MapNode tree = (MapNode) CONF.compose(config, List.of()).node();
    ModelAdapter<?> adapter = ModelTypes.find(tree, ModelRegistry.load()).orElseThrow();
    return adapter.type();
  }

  @TestFactory
  Stream<DynamicTest> every_config_trains_a_few_steps() throws IOException {
    Map<String, TinyRun> tiny = new HashMap<>();
    ServiceLoader.load(TinyRun.class).forEach(t -> tiny.put(t.type(), t));
    return ShippedConfigs.ofFamilies().stream()
        .map(
            config ->
                DynamicTest.dynamicTest(config, () -> aFewSteps(config, tiny.get(type(config)))));
  }

  private static void aFewSteps(String config, TinyRun tiny) throws IOException {
    assertThat(tiny).as("a TinyRun for %s", config).isNotNull();
    Path data = Files.createDirectories(dir.resolve(tiny.type()));
    MapNode tree = CONF.compose(config, tiny.overrides(config, data)).resolved();
    Path run = dir.resolve(config.replace('/', '-'));
    assertThat(Runs.train(run, tree).exitCode()).isZero();
    List<Metrics> rows = MetricsLog.read(run, Long.MAX_VALUE);
    Metrics last = rows.get(rows.size() - 1);
    assertThat(last.step()).isBetween(1L, 8L);
    assertThat(last.values()).allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
    assertThat(Runs.isValidated(last)).isTrue();
    assertThat(Runs.checkpoint(run, last.step()).resolve("manifest.json")).exists();
  }
}
