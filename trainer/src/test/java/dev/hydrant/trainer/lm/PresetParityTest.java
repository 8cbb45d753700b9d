package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.data.tokens.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every language model gets its numbers right at the size users run: the first step of its preset,
 * over its whole vocabulary and at least 2,048 tokens, two blocks deep since further ones repeat
 * the shapes. Kernels are chosen by size and processor, so tiny models do not show what goes wrong
 * here; the build runs this once with all the processor can do, and once with AVX2.
 */
@Tag("instruction-sets")
class PresetParityTest {
  private static final Composer CONF = Composer.builder().searchPath("../conf").build();
  private static final int VOCABULARY = 50257;

  @TempDir static Path dir;

  static Stream<String> presets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../conf/experiment"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith("_cpu.yaml"))
          .map(n -> n.replace("_cpu.yaml", ""))
          .filter(PresetParityTest::isLanguageModel)
          .sorted()
          .toList()
          .stream();
    }
  }

  private static boolean isLanguageModel(String name) {
    return Files.exists(Path.of("..", "conf", name + ".yaml"))
        && TinyModels.types().contains(CONF.compose(name).at("type").as(String.class));
  }

  /** Few ids often and most seldom, as in text; one in fifty ends a document. */
  @BeforeAll
  static void writeShards() {
    SplittableRandom random = new SplittableRandom(5);
    int[] tokens =
        random
            .doubles(20_000)
            .mapToInt(u -> u < 0.02 ? VOCABULARY - 1 : (int) (VOCABULARY * Math.pow(u, 3)))
            .toArray();
    Shards.file(dir.resolve("tokens.bin"), Shards.bytes(tokens));
    Shards.file(dir.resolve("bytes.bin"), Shards.bytes(random.ints(20_000, 0, 256).toArray()));
  }

  private static MapNode preset(String name, String... more) {
    Path shard = dir.resolve(name.equals("megabyte") ? "bytes.bin" : "tokens.bin");
    Stream<String> given =
        Stream.of(
            "experiment=" + name + "_cpu",
            "device=cpu",
            "train_files='" + shard + "'",
            "val_files='" + shard + "'",
            "val_tokens=8192");
    return CONF.compose(
            name, Stream.of(given, twoBlocks(name), Stream.of(more)).flatMap(s -> s).toList())
        .resolved();
  }

  private static Stream<String> twoBlocks(String name) {
    MapNode model = (MapNode) CONF.compose(name).resolved().get("model_cfg");
    return Stream.of("n_layers", "num_layers", "n_layers_d_global", "n_layers_d_local")
        .filter(key -> model.get(key) != null)
        .map(key -> "model_cfg." + key + "=2");
  }

  @Test
  void every_language_model_has_a_preset() throws IOException {
    Set<String> types =
        presets()
            .map(p -> CONF.compose(p).at("type").as(String.class))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(types).containsExactlyInAnyOrderElementsOf(TinyModels.types());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void a_step_in_single_precision_is_that_of_double_precision(String name) {
    try (PresetStep start = PresetStep.start(preset(name));
        PresetStep reference = PresetStep.taken(preset(name, "precision=fp64"), start)) {
      assertThat(start.items()).isGreaterThanOrEqualTo(2048);
      assertAgrees("recorded", preset(name), start, reference);
      // PyTorch's own operators multiply by MKL, whatever oneDNN may use.
      if (System.getenv("ONEDNN_MAX_CPU_ISA") == null) {
        assertAgrees("operator by operator", preset(name, "torch_compile=false"), start, reference);
      }
    }
  }

  private static void assertAgrees(
      String how, MapNode tree, PresetStep start, PresetStep reference) {
    try (PresetStep step = PresetStep.taken(tree, start)) {
      double loss = reference.report().loss();
      assertThat(step.report().loss()).as("loss, %s", how).isCloseTo(loss, within(1e-6 * loss));
      List<StepDifference> differences = StepDifference.of(step, reference, start);
      assertThat(differences)
          .as(how)
          .allSatisfy(
              d -> {
                assertThat(d.gradient()).as("gradient of %s", d.parameter()).isLessThan(1e-4);
                assertThat(d.element()).as("element of %s", d.parameter()).isLessThan(1e-4);
                assertThat(d.update()).as("update of %s", d.parameter()).isLessThan(1e-4);
              });
    }
  }
}
